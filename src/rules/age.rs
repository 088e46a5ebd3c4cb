//! Whether a person counts as a child. Consent, guardians, consular gates and every other rule for children use this
//! one answer. Every doubt counts for the child.

use chrono::NaiveDate;
use entity::{birth::Birth, codes::VulnerabilityCategory, vulnerability};

/// A recorded vulnerability, as far as it matters for the age.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Recorded {
    /// Kind of vulnerability.
    pub category: VulnerabilityCategory,
    /// Day on which it was identified.
    pub identified_on: NaiveDate,
}

impl Recorded {
    /// From its row.
    pub(crate) const fn of(row: &vulnerability::Model) -> Self {
        Self { category: row.category, identified_on: row.identified_on }
    }
}

/// Whether a person counts as a child now, and until when.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Age {
    /// Whether the person counts as a child.
    pub child: bool,
    /// The day on which the person counts as an adult; null if no day makes the person one.
    pub of_age: Option<NaiveDate>,
}

/// Whether the person counts as a child on this day. A person counts as a child until the latest possible birthday
/// makes them 18. A vulnerability that only children have makes the date of birth doubtful if it was recorded on a day
/// on which the date already gives an adult; then the person counts as a child. A child whose record agrees with the
/// date comes of age with it.
pub fn is_child(birth: Birth, recorded: &[Recorded], today: NaiveDate) -> bool {
    !birth.adult(today) || contradicted(birth, recorded)
}

/// The day on which a person who counts as a child now will count as an adult. Null if the date of birth is unknown or
/// doubtful, because then no day makes the person an adult.
pub(crate) fn comes_of_age(birth: Birth, recorded: &[Recorded]) -> Option<NaiveDate> {
    if contradicted(birth, recorded) { None } else { birth.of_age() }
}

/// Whether a vulnerability that only children have was identified on a day on which the date gives an adult.
fn contradicted(birth: Birth, recorded: &[Recorded]) -> bool {
    recorded.iter().any(|it| of_a_child(it.category) && birth.adult(it.identified_on))
}

/// Whether only a child has this vulnerability.
pub(crate) const fn of_a_child(category: VulnerabilityCategory) -> bool {
    use VulnerabilityCategory as V;
    match category {
        V::UnaccompaniedChild | V::SeparatedChild | V::ChildAtRisk | V::ChildParent => true,
        V::SingleParent
        | V::PregnantLactating
        | V::OlderPerson
        | V::DisabilityPhysical
        | V::DisabilitySensory
        | V::DisabilityIntellectual
        | V::DisabilityMental
        | V::SeriousMedical
        | V::ChronicIllness
        | V::Malnourished
        | V::MentalDistress
        | V::VotPresumed
        | V::VotConfirmed
        | V::ForcedLabour
        | V::GbvSurvivor
        | V::TortureSurvivor
        | V::WitnessAtRisk
        | V::DetentionSurvivor
        | V::SmuggledDebtBonded
        | V::StatelessRisk
        | V::NoDocuments
        | V::SogiescRisk
        | V::VictimOfExpulsionViolence
        | V::DesertRescueSurvivor
        | V::Stranded
        | V::SubstanceDependence
        | V::Other => false,
    }
}

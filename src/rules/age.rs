//! Whether a person counts as a child: the one answer for consent, guardians, the gates of the consular desk and whatever
//! else treats children otherwise. Every doubt counts for the child.

use chrono::NaiveDate;
use entity::{birth::Birth, codes::VulnerabilityCategory, vulnerability};

/// A vulnerability, as far as it tells an age.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Recorded {
    /// What makes the person vulnerable.
    pub category: VulnerabilityCategory,
    /// The day on which it was seen.
    pub identified_on: NaiveDate,
}

impl Recorded {
    /// From its row.
    #[must_use]
    pub const fn of(row: &vulnerability::Model) -> Self {
        Self { category: row.category, identified_on: row.identified_on }
    }
}

/// Whether the person counts as a child on this day: unless the latest possible birthday makes them 18, and also where
/// somebody saw a child in a person whom the date made an adult that day. Such a date is doubtful, and the doubt counts for
/// the child. A child whose record agrees with the date comes of age with it.
#[must_use]
pub fn is_child(birth: Birth, recorded: &[Recorded], today: NaiveDate) -> bool {
    let contradicts = |it: &Recorded| of_a_child(it.category) && birth.adult(it.identified_on);
    !birth.adult(today) || recorded.iter().any(contradicts)
}

/// Whether only a child has this vulnerability.
#[must_use]
pub const fn of_a_child(category: VulnerabilityCategory) -> bool {
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

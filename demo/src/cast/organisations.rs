//! The organisations of the cast.

use entity::codes::{OrganisationType, Oversight};
use uuid::Uuid;

use super::fixed;

/// An organisation of the cast.
#[derive(Clone, Copy, Debug)]
pub struct Organisation {
    /// Its fixed id.
    pub id: Uuid,
    /// Full name.
    pub name: &'static str,
    /// Short name.
    pub acronym: &'static str,
    /// Its type.
    pub organisation_type: OrganisationType,
    /// The country that it works in, or the State of a consulate.
    pub country: Option<&'static str>,
    /// Its oversight over cases of other organisations.
    pub oversight: Oversight,
}

/// Runs the six transit centres of Niger.
pub const IOM_NIGER: Uuid = fixed(1, 1);
/// Runs the centre at Bamako and the shelters that it fronts for.
pub const IOM_MALI: Uuid = fixed(1, 2);
/// Oversees all; the organisation of the auditor, the analyst and the data protection officer.
pub const IOM_REGIONAL: Uuid = fixed(1, 3);
/// The protection agency in Niger.
pub const UNHCR_NIGER: Uuid = fixed(1, 30);
/// The medical NGO whose inbox the examples open.
pub const TENERE: Uuid = fixed(1, 31);
/// The neighbouring NGO: shelter, food, lessons.
pub const CARAVANES: Uuid = fixed(1, 32);
/// A protection NGO in all countries.
pub const LANTERNE: Uuid = fixed(1, 34);
/// The NGO for women who survived trafficking, in Mali.
pub const SECOND_SOUFFLE: Uuid = fixed(1, 36);
/// An NGO that runs a centre itself, at Gao.
pub const FLEUVE: Uuid = fixed(1, 37);
/// The Red Cross society of Niger.
pub const RED_CROSS: Uuid = fixed(1, 38);
/// A hospital at Agadez.
pub const HOSPITAL: Uuid = fixed(1, 39);
/// The agency of the host State against trafficking.
pub const ANTI_TRAFFICKING: Uuid = fixed(1, 40);
/// The child protection service of the host State.
pub const CHILD_PROTECTION: Uuid = fixed(1, 41);
/// The asylum authority of the host State.
pub const ASYLUM_AUTHORITY: Uuid = fixed(1, 42);
/// An enforcement agency of the host State.
pub const BORDER_POLICE: Uuid = fixed(1, 43);
/// A donor.
pub const DONOR: Uuid = fixed(1, 45);
/// A research institute.
pub const RESEARCH: Uuid = fixed(1, 46);
/// The consulate of Guinea.
pub const CONSULATE_GIN: Uuid = fixed(1, 60);
/// The consulate of Nigeria.
pub const CONSULATE_NGA: Uuid = fixed(1, 61);

/// All organisations of the cast.
pub const ORGANISATIONS: &[Organisation] = &[
    mission(1, "IOM Niger", "IOM-NER", "NER"),
    mission(2, "IOM Mali", "IOM-MLI", "MLI"),
    Organisation {
        id: IOM_REGIONAL,
        name: "IOM Regional Office for West and Central Africa",
        acronym: "IOM-RO",
        organisation_type: OrganisationType::Iom,
        country: None,
        oversight: Oversight::All,
    },
    mission(4, "IOM Burkina Faso", "IOM-BFA", "BFA"),
    mission(5, "IOM Guinea", "IOM-GIN", "GIN"),
    mission(6, "IOM Senegal", "IOM-SEN", "SEN"),
    mission(7, "IOM Nigeria", "IOM-NGA", "NGA"),
    mission(8, "IOM Chad", "IOM-TCD", "TCD"),
    mission(9, "IOM Côte d'Ivoire", "IOM-CIV", "CIV"),
    mission(10, "IOM Gambia", "IOM-GMB", "GMB"),
    mission(11, "IOM Cameroon", "IOM-CMR", "CMR"),
    mission(12, "IOM Mauritania", "IOM-MRT", "MRT"),
    mission(13, "IOM Sierra Leone", "IOM-SLE", "SLE"),
    mission(14, "IOM Benin", "IOM-BEN", "BEN"),
    mission(15, "IOM Togo", "IOM-TGO", "TGO"),
    mission(16, "IOM Sudan", "IOM-SDN", "SDN"),
    mission(17, "IOM Ethiopia", "IOM-ETH", "ETH"),
    mission(18, "IOM Djibouti", "IOM-DJI", "DJI"),
    mission(19, "IOM Somalia", "IOM-SOM", "SOM"),
    mission(20, "IOM Morocco", "IOM-MAR", "MAR"),
    partner(30, "UNHCR Niger", "UNHCR-NER", OrganisationType::UnAgency, Some("NER")),
    partner(31, "Soins du Ténéré", "SDT", OrganisationType::IntlNgo, Some("NER")),
    partner(32, "Maison des Caravanes", "MDC", OrganisationType::NationalNgo, Some("NER")),
    partner(33, "Passerelle Clinic Network", "PCN", OrganisationType::IntlNgo, None),
    partner(34, "Lanterne Protection", "LAN", OrganisationType::IntlNgo, None),
    partner(35, "Harmattan Livelihoods", "HLV", OrganisationType::IntlNgo, None),
    partner(36, "Second Souffle", "SSF", OrganisationType::NationalNgo, Some("MLI")),
    partner(37, "Refuge du Fleuve", "RDF", OrganisationType::NationalNgo, Some("MLI")),
    partner(38, "Red Cross Society of Niger", "RC-NER", OrganisationType::RedCross, Some("NER")),
    partner(39, "Crossroads Hospital of Agadez", "CHA", OrganisationType::HealthFacility, Some("NER")),
    partner(
        40,
        "National Agency against Trafficking in Persons",
        "NAT-NER",
        OrganisationType::GovHostAntitrafficking,
        Some("NER"),
    ),
    partner(41, "Directorate of Child Protection", "DCP-NER", OrganisationType::GovHostSocial, Some("NER")),
    partner(42, "National Eligibility Commission", "NEC-NER", OrganisationType::GovHostAsylum, Some("NER")),
    partner(43, "Directorate of Border Surveillance", "DBS-NER", OrganisationType::GovHostEnforcement, Some("NER")),
    partner(44, "Returnees' Meeting Place of Agadez", "RMP", OrganisationType::CommunityOrg, Some("NER")),
    partner(45, "Corridor Assistance Fund", "CAF", OrganisationType::Donor, None),
    partner(46, "Institute for the Study of Mobility", "ISM", OrganisationType::Research, None),
    consulate(60, "Consulate of Guinea", "CON-GIN", "GIN"),
    consulate(61, "Consulate of Nigeria", "CON-NGA", "NGA"),
    consulate(62, "Consulate of Mali", "CON-MLI", "MLI"),
    consulate(63, "Consulate of Côte d'Ivoire", "CON-CIV", "CIV"),
    consulate(64, "Consulate of Cameroon", "CON-CMR", "CMR"),
    consulate(65, "Consulate of Senegal", "CON-SEN", "SEN"),
    consulate(66, "Consulate of Benin", "CON-BEN", "BEN"),
    consulate(67, "Consulate of the Gambia", "CON-GMB", "GMB"),
    consulate(70, "Consulate of Guinea at Bamako", "CON-GIN-BKO", "GIN"),
    consulate(71, "Consulate of Nigeria at Dakar", "CON-NGA-DKR", "NGA"),
    consulate(72, "Consulate of Mali at Dakar", "CON-MLI-DKR", "MLI"),
    consulate(73, "Consulate of Côte d'Ivoire at Bamako", "CON-CIV-BKO", "CIV"),
    consulate(74, "Consulate of Cameroon at Dakar", "CON-CMR-DKR", "CMR"),
    consulate(75, "Consulate of Senegal at Bamako", "CON-SEN-BKO", "SEN"),
    consulate(76, "Consulate of Benin at Abidjan", "CON-BEN-ABJ", "BEN"),
    consulate(77, "Consulate of the Gambia at Dakar", "CON-GMB-DKR", "GMB"),
    consulate(78, "Consulate of Guinea at Agadez", "CON-GIN-AGZ", "GIN"),
    consulate(79, "Consulate of Nigeria at Agadez", "CON-NGA-AGZ", "NGA"),
    consulate(80, "Consulate of Mali at Agadez", "CON-MLI-AGZ", "MLI"),
];

/// The organisation with this id.
pub fn organisation(id: Uuid) -> Option<&'static Organisation> {
    ORGANISATIONS.iter().find(|organisation| organisation.id == id)
}

impl Organisation {
    /// The role mailbox of its focal point desk.
    pub fn contact_desk(&self) -> String {
        format!("desk@{}.example", self.acronym.to_lowercase())
    }
}

const fn mission(number: u16, name: &'static str, acronym: &'static str, country: &'static str) -> Organisation {
    Organisation {
        id: fixed(1, number),
        name,
        acronym,
        organisation_type: OrganisationType::Iom,
        country: Some(country),
        oversight: Oversight::Country,
    }
}

const fn partner(
    number: u16,
    name: &'static str,
    acronym: &'static str,
    organisation_type: OrganisationType,
    country: Option<&'static str>,
) -> Organisation {
    Organisation { id: fixed(1, number), name, acronym, organisation_type, country, oversight: Oversight::None }
}

const fn consulate(number: u16, name: &'static str, acronym: &'static str, country: &'static str) -> Organisation {
    partner(number, name, acronym, OrganisationType::GovOriginConsular, Some(country))
}

//! The organisations of the cast.

use std::sync::LazyLock;

use entity::codes::{OrganisationType, Oversight};
use uuid::Uuid;

use super::fixed;

use crate::table::{code, given, number, rows};

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
pub static ORGANISATIONS: LazyLock<Vec<Organisation>> = LazyLock::new(|| {
    let row = |[id, name, acronym, kind, country, oversight]: [&'static str; 6]| Organisation {
        id: fixed(1, number(id)),
        name,
        acronym,
        organisation_type: code(kind),
        country: given(country),
        oversight: code(oversight),
    };
    rows(include_str!("data/organisations.csv")).map(row).collect()
});

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

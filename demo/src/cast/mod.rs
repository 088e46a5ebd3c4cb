//! The fixed cast: the organisations, centres, services and workers that the demo and the tests know by name. Their ids
//! are constant, so that an example, a token and a row of any seed mean the same one. This module uses no random
//! numbers and no database.
//!
//! *IOM Niger* runs the six transit centres, the largest at Agadez (`AGZ`), where most personas work. *IOM Mali* runs
//! two protected shelters (`MLA`, `MLB`) for women who survived trafficking; its centre at Bamako (`BKO`) fronts for
//! them. *Soins du Ténéré* is the medical NGO whose inbox the examples open. *Maison des Caravanes* is its neighbour,
//! which must not see that inbox. *Refuge du Fleuve* is an NGO that runs a centre of its own, at Gao (`GAO`). Eight
//! States of origin have posts. Agencies of the field and of States have their real names. NGOs, the hospital, the
//! donor and the institute are invented, and so is every person.

mod centres;
mod organisations;
mod personas;
mod posts;
mod services;
mod workers;

use uuid::Uuid;

pub use centres::{CENTRES, Centre, centre, fronting};
pub use organisations::{
    ANTI_TRAFFICKING, ASYLUM_AUTHORITY, BORDER_POLICE, CARAVANES, CHILD_PROTECTION, CONSULATE_GIN, CONSULATE_NGA,
    DONOR, FLEUVE, HOSPITAL, IOM_MALI, IOM_NIGER, IOM_REGIONAL, LANTERNE, ORGANISATIONS, Organisation, RED_CROSS,
    RESEARCH, SECOND_SOUFFLE, TENERE, UNHCR_NIGER, organisation,
};
pub use personas::{Persona, persona, personas};
pub use posts::{Competence, POSTS, Post, posts_for};
pub use services::{Service, services};
pub use workers::{Worker, staff, workers};

/// A constant version 7 id: the first moment of 2024, a kind of row and a number.
pub(super) const fn fixed(kind: u16, number: u16) -> Uuid {
    Uuid::from_u128(0x018c_c251_f400_7000_8000_0000_0000_0000 | (kind as u128) << 16 | number as u128)
}

//! The steps of the state machines: verbs and what follows from other changes take them here. A verb that only takes a step is a
//! row of a table.

pub mod consular;
mod input;
pub mod referral;
mod table;
pub mod transfer;
mod verb;

pub(in crate::actions) use self::table::{Row, StepVerb, steps};
pub use self::{input::NoCode, table::Each};

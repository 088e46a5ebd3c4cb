//! The steps of the state machines: verbs and what follows from other changes take them here. A verb that only takes a step is a
//! row of a table.

pub(crate) mod consular;
mod input;
pub(crate) mod referral;
mod table;
pub(crate) mod transfer;
mod verb;

pub(in crate::actions) use self::{
    input::StepInput,
    table::{Row, StepVerb, steps},
};
pub(crate) use self::{
    input::{NoCode, input_object},
    table::Each,
};

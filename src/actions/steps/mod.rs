//! The steps of the state machines: verbs and what follows from other changes take them here.

pub mod consular;
pub mod referral;
pub mod transfer;

//! The lists of the roots, each with its filters and its scope.

pub mod case;
pub(crate) mod cases_at_counter;
pub(crate) mod cases_by_person;
pub(crate) mod centre_cases;
pub(crate) mod legal_override;
pub mod list;
pub(crate) mod of_case;
pub(crate) mod person_match;
pub(crate) mod referral;
pub(crate) mod service;
pub(crate) mod transfer;
pub(crate) mod webhook;
pub(crate) mod worker;
pub(crate) mod worker_cases;

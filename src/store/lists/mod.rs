//! The lists of the roots, each with its filters and its scope.

pub mod case;
pub mod cases_by_person;
pub mod centre_cases;
pub mod legal_override;
pub mod list;
pub mod referral;
pub mod service;
pub mod transfer;
pub mod worker;

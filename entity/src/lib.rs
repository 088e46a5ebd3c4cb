//! The tables of Waystation, one file each, and the code lists they are written in.

#![forbid(unsafe_code)]

pub mod case;
pub mod case_note;
pub mod centre;
pub mod change_log;
pub mod codes;
pub mod consent;
pub mod consent_recipient;
pub mod contact;
pub mod idempotency_key;
pub mod identifier;
pub mod immigration_status;
pub mod medical_note;
pub mod nationality;
pub mod organisation;
pub mod outbox;
pub mod person;
pub mod person_language;
pub mod person_name;
pub mod person_name_word;
pub mod read_log;
pub mod referral;
pub mod referral_event;
pub mod revocation;
pub mod service;
pub mod service_language;
pub mod share;
pub mod transfer;
pub mod vulnerability;
pub mod worker;

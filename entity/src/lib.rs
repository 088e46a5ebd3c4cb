//! The tables of Waystation, one file each, and the code lists they are written in.

#![forbid(unsafe_code)]

pub mod case;
pub mod case_note;
pub mod centre;
pub mod change_log;
pub mod codes;
pub mod consent;
pub mod consent_recipient;
pub mod consular_event;
pub mod consular_packet;
pub mod consular_packet_version;
pub mod consular_post;
pub mod consular_post_competence;
pub mod consular_request;
pub mod contact;
pub mod idempotency_key;
pub mod identifier;
pub mod immigration_status;
pub mod legal_order;
pub mod medical_note;
pub mod nationality;
pub mod organisation;
pub mod outbox;
pub mod person;
pub mod person_language;
pub mod person_name;
pub mod person_name_word;
pub mod protection_gate;
pub mod read_log;
pub mod referral;
pub mod referral_event;
pub mod revocation;
pub mod service;
pub mod service_language;
pub mod share;
pub mod statistics_cell;
pub mod statistics_memory;
pub mod statistics_refresh;
pub mod statistics_told;
pub mod stay;
pub mod transfer;
pub mod travel_document;
pub mod travel_document_custody;
pub mod vulnerability;
pub mod worker;

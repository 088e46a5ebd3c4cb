//! Access to rows: the policy as SQL for lists, and the clearance of each row that was read. It knows the rows
//! that decide access, and nothing of pages or changes.

pub(crate) mod access_columns;
pub(crate) mod acting;
pub(crate) mod as_of;
pub(crate) mod basis;
pub(crate) mod case_facts;
pub(crate) mod centre;
pub mod clearance;
pub(crate) mod consent;
pub(crate) mod family_link;
pub(crate) mod inferred;
pub(crate) mod known_to;
pub(crate) mod legal_override;
pub(crate) mod matching;
pub(crate) mod packet;
pub mod parent_case;
pub(crate) mod past;
pub(crate) mod person;
pub(crate) mod person_merge;
pub mod reach;
pub(crate) mod reading;
pub mod referral;
pub mod row_access;
pub mod scope;
pub(crate) mod service;
pub(crate) mod share;
pub(crate) mod standings;
pub(crate) mod stay;
pub(crate) mod transfer;
pub(crate) mod webhook;
pub(crate) mod worker;

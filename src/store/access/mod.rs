//! Access to rows: the policy as SQL for lists, and the clearance of each row that was read. It knows the rows
//! that decide access, and nothing of pages or changes.

pub mod access_columns;
pub mod as_of;
pub mod case_facts;
pub mod centre;
pub mod clearance;
pub mod consent;
pub mod inferred;
pub mod legal_override;
pub mod opening_rows;
pub mod packet;
pub mod parent_case;
pub mod referral;
pub mod row_access;
pub mod scope;
pub mod service;
pub mod share;
pub mod stay;
pub mod transfer;

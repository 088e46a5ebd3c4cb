//! Access rules: classes, policy, relations and ceilings, and the clearance that combines them. The rules are pure:
//! they know no database, no clock and no GraphQL document.

pub mod action;
pub mod ceiling;
pub mod class;
pub mod clearance;
pub(crate) mod directive;
pub mod exclusion;
pub(crate) mod explain;
pub mod findings;
pub mod policy;
pub mod policy_file;
pub(crate) mod policy_table;
pub mod relation;
pub mod role_set;
pub mod simulation;
pub mod verified_token;
pub mod viewer;
pub mod webhooks;

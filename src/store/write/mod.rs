//! The machine of a change: the transaction, the permit, the log entry, the outcome. It knows no rule of a case.

pub(crate) mod case_changes;
pub(crate) mod change;
pub(crate) mod change_log;
pub(crate) mod outcome;
pub(crate) mod permit;
pub(crate) mod person;
pub(crate) mod recorded;
pub(crate) mod reference;
pub(crate) mod referral_step;
pub(crate) mod revoking;
pub(crate) mod save;
pub(crate) mod service_languages;
pub mod standings;
pub(crate) mod stop;
pub(crate) mod subject;
pub(crate) mod written;

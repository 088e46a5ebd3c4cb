//! The machine of a change: the transaction, the permit, the log entry, the outcome. It knows no rule of a case.

pub mod change;
pub mod change_log;
pub mod outcome;
pub mod permit;
pub mod reference;
pub mod referral_step;
pub mod save;
pub mod stop;
pub mod subject;

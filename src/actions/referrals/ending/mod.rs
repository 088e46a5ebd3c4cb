//! How a referral ends before its service is done: by the sender, by a supervisor, with a consent or with the case.

mod revoke_all;

pub use self::revoke_all::{revoke_referrals_of_case, revoke_referrals_of_consent};

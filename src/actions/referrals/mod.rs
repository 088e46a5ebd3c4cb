//! What people do with a referral, from the draft to its end. The machine itself is `rules::referral`; `step` asks it and
//! does what follows from each step.

mod consequences;
pub mod ending;
mod step;

pub use self::ending::{revoke_referrals_of_case, revoke_referrals_of_consent};

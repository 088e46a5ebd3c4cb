//! Verbs of the receiver on a referral that it accepted.

mod complete_referral;
mod mark_no_show;
mod mark_not_completed;
mod schedule_referral;
mod start_referral;

pub use self::{
    complete_referral::CompleteReferral, mark_no_show::MarkNoShow, mark_not_completed::MarkNotCompleted,
    schedule_referral::ScheduleReferral, start_referral::StartReferral,
};

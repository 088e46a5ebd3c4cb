//! What people do with a referral, from the draft to its end. The machine itself is `rules::referral`; `step` asks it and
//! writes what follows from each step.

mod answering;
mod consequences;
mod ending;
mod sending;
mod serving;
mod step;

pub use self::{
    answering::{AcceptReferral, AcknowledgeReferral, DeclineReferral, RequestInformation, ReviewReferral},
    ending::{CancelReferral, MarkEnteredInError, RevokeReferral, end_with_ground, revoke_referrals_of_case},
    sending::{AddMedicalContent, DraftReferral, GiveInformation, RedirectReferral, SendReferral},
    serving::{CompleteReferral, MarkNoShow, MarkNotCompleted, ScheduleReferral, StartReferral},
};
pub(super) use self::{ending::revoke, step::done};

//! Verbs on a referral, from the draft to its end. The state machine is `rules::referral`; `step` applies it and writes
//! the consequences of each step.

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
pub(super) use self::{
    ending::{rest_until, revoke},
    step::done,
};

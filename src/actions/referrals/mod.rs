//! Verbs on a referral, from the draft to its end. The state machine is `rules::referral`, and `steps::referral` writes its
//! steps with their consequences.

mod accept_referral;
mod acknowledge_referral;
mod add_medical_content;
mod cancel_referral;
mod complete_referral;
mod decline_referral;
mod draft_referral;
mod give_information;
mod mark_entered_in_error;
mod mark_no_show;
mod mark_not_completed;
mod packet;
mod redirect_referral;
mod request_information;
mod review_referral;
mod revoke_referral;
mod schedule_referral;
mod send_referral;
mod start_referral;

pub use self::{
    accept_referral::AcceptReferral, acknowledge_referral::AcknowledgeReferral, add_medical_content::AddMedicalContent,
    cancel_referral::CancelReferral, complete_referral::CompleteReferral, decline_referral::DeclineReferral,
    draft_referral::DraftReferral, give_information::GiveInformation, mark_entered_in_error::MarkEnteredInError,
    mark_no_show::MarkNoShow, mark_not_completed::MarkNotCompleted, redirect_referral::RedirectReferral,
    request_information::RequestInformation, review_referral::ReviewReferral, revoke_referral::RevokeReferral,
    schedule_referral::ScheduleReferral, send_referral::SendReferral, start_referral::StartReferral,
};

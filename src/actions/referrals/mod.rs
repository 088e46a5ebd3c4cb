//! Verbs on a referral, from the draft to its end. The state machine is `rules::referral`, and `steps::referral` writes its
//! steps with their consequences.

mod accept_referral;
mod add_medical_content;
mod cancel_referral;
mod draft_referral;
mod give_information;
mod mark_entered_in_error;
mod packet;
mod redirect_referral;
mod request_information;
mod revoke_referral;
mod schedule_referral;
mod send_referral;
mod steps;

pub(crate) use self::{
    accept_referral::AcceptReferral, add_medical_content::AddMedicalContent, cancel_referral::CancelReferral,
    draft_referral::DraftReferral, give_information::GiveInformation, mark_entered_in_error::MarkEnteredInError,
    redirect_referral::RedirectReferral, request_information::RequestInformation, revoke_referral::RevokeReferral,
    schedule_referral::ScheduleReferral, send_referral::SendReferral, steps::each as steps,
};

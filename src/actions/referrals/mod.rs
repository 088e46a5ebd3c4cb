//! Verbs on a referral, from the draft to its end. The state machine is `rules::referral`, and `steps::referral` writes its
//! steps with their consequences.

mod accept_referral;
mod add_referral_medical_content;
mod assign_referral;
mod cancel_referral;
mod draft_referral;
mod give_referral_information;
mod mark_referral_entered_in_error;
mod packet;
mod redirect_referral;
mod request_referral_information;
mod revoke_referral;
mod schedule_referral;
mod send_referral;
mod steps;
mod update_referral;

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    let files = vec![
        E::of::<draft_referral::DraftReferralInput>(),
        E::of::<update_referral::UpdateReferralInput>(),
        E::of::<send_referral::SendReferralInput>(),
        E::of::<assign_referral::AssignReferralInput>(),
        E::of::<request_referral_information::RequestReferralInformationInput>(),
        E::of::<give_referral_information::GiveReferralInformationInput>(),
        E::of::<accept_referral::AcceptReferralInput>(),
        E::of::<redirect_referral::RedirectReferralInput>(),
        E::of::<schedule_referral::ScheduleReferralInput>(),
        E::of::<add_referral_medical_content::AddReferralMedicalContentInput>(),
        E::of::<cancel_referral::CancelReferralInput>(),
        E::of::<revoke_referral::RevokeReferralInput>(),
        E::of::<mark_referral_entered_in_error::MarkReferralEnteredInErrorInput>(),
    ];
    files.into_iter().chain(steps::each::<E>()).collect()
}

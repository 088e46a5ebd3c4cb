//! Verbs on a referral, from the draft to its end. The state machine is `rules::referral`, and `steps::referral` writes its
//! steps with their consequences.

mod accept_referral;
mod add_referral_medical_content;
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

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    let files = vec![
        E::of::<draft_referral::DraftReferral>(),
        E::of::<send_referral::SendReferral>(),
        E::of::<request_referral_information::RequestReferralInformation>(),
        E::of::<give_referral_information::GiveReferralInformation>(),
        E::of::<accept_referral::AcceptReferral>(),
        E::of::<redirect_referral::RedirectReferral>(),
        E::of::<schedule_referral::ScheduleReferral>(),
        E::of::<add_referral_medical_content::AddReferralMedicalContent>(),
        E::of::<cancel_referral::CancelReferral>(),
        E::of::<revoke_referral::RevokeReferral>(),
        E::of::<mark_referral_entered_in_error::MarkReferralEnteredInError>(),
    ];
    files.into_iter().chain(steps::each::<E>()).collect()
}

//! Verbs of the sender: draft, send, answer a question, redirect after a decline.

mod add_medical_content;
mod draft_referral;
mod give_information;
mod packet;
mod redirect_referral;
mod send_referral;

pub use self::{
    add_medical_content::AddMedicalContent, draft_referral::DraftReferral, give_information::GiveInformation,
    redirect_referral::RedirectReferral, send_referral::SendReferral,
};

//! Verbs of the receiver on a referral up to its answer.

mod accept_referral;
mod acknowledge_referral;
mod decline_referral;
mod request_information;
mod review_referral;

pub use self::{
    accept_referral::AcceptReferral, acknowledge_referral::AcknowledgeReferral, decline_referral::DeclineReferral,
    request_information::RequestInformation, review_referral::ReviewReferral,
};

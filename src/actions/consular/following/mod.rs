//! Verbs of the requesting organisation after a packet was submitted.

mod answer_consular_question;
mod confirm_interview;
mod decline_interview;
mod hold_consular_request;
mod propose_other_interview;
mod resume_consular_request;
mod withdraw_consular_request;

pub use self::{
    answer_consular_question::AnswerConsularQuestion, confirm_interview::ConfirmInterview,
    decline_interview::DeclineInterview, hold_consular_request::HoldConsularRequest,
    propose_other_interview::ProposeOtherInterview, resume_consular_request::ResumeConsularRequest,
    withdraw_consular_request::WithdrawConsularRequest,
};
use super::step::{leads_to, take};

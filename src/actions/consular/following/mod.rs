//! What the house does while the consulate has the packet.

mod answer_consular_question;
mod confirm_interview;
mod hold_consular_request;
mod resume_consular_request;
mod withdraw_consular_request;

pub use self::{
    answer_consular_question::AnswerConsularQuestion, confirm_interview::ConfirmInterview,
    hold_consular_request::HoldConsularRequest, resume_consular_request::ResumeConsularRequest,
    withdraw_consular_request::WithdrawConsularRequest,
};
use super::step::{leads_to, take};

//! Messages between the two sides: questions from a closed list, answers to open questions, times of interviews.

use chrono::{DateTime, Duration, Utc};
use entity::codes::{InterviewSide, QuestionCode};

use crate::rules::refusal::{Refusal, RefusalCode};

/// At least one question, and no question twice.
pub(crate) fn may_ask(questions: &[QuestionCode]) -> Result<(), Refusal> {
    Refusal::of("questions", RefusalCode::ValueRequired, "ask at least one question").when(questions.is_empty())?;
    let twice = questions.iter().enumerate().any(|(place, question)| questions[..place].contains(question));
    Refusal::of("questions", RefusalCode::ValueNotAllowed, "ask each question once").when(twice)
}

/// Every open question needs an answer, and no other answer is allowed, so that the consulate learns nothing that it
/// did not ask.
pub(crate) fn answers_all(asked: &[QuestionCode], answered: &[QuestionCode]) -> Result<(), Refusal> {
    let complete = asked.len() == answered.len() && asked.iter().all(|question| answered.contains(question));
    let message = "answer each open question once, and nothing that was not asked";
    Refusal::of("answers", RefusalCode::ValueNotAllowed, message).unless(complete)
}

/// Whether this side may agree to an interview: the other side proposed it. Interviews without `interview_by` are older
/// than this column; the consulate proposed all of them.
pub(crate) fn may_agree(proposed_by: Option<InterviewSide>, side: InterviewSide) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "you proposed this interview; the other side has to agree to it")
        .unless(proposed_by.unwrap_or(InterviewSide::Consulate) != side)
}

/// Whether the result of the interview can be recorded: not before its time.
pub(crate) fn interview_over(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<(), Refusal> {
    Refusal::of("outcome", RefusalCode::DateOutOfRange, "this interview has not taken place yet")
        .when(at.is_some_and(|at| at > now))
}

/// An interview is in the future, within a year.
pub(crate) fn interview(at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    Refusal::of("at", RefusalCode::DateOutOfRange, "an interview must be within a year from now")
        .when(at <= now || at > now + Duration::days(366))
}

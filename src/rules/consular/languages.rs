//! The languages that a packet names. A language speaks for a nationality in an interview and nowhere else; and what somebody
//! speaks tells of their road too, and of their people. So the consulate hears of those that were named for it, and only where
//! the person agreed.

use entity::codes::{DataClass, InterviewMode};

use crate::{
    access::class::ClassSet,
    rules::refusal::{Refusal, RefusalCode},
};

/// Whether these languages may be named for somebody who speaks those, and would be interviewed so.
pub fn may_name(named: &[String], spoken: &[String], interviews: &[InterviewMode]) -> Result<(), Refusal> {
    let refused = |message| Err(Refusal::of("languages", RefusalCode::ValueNotAllowed, message));
    if named.iter().enumerate().any(|(place, language)| named[..place].contains(language)) {
        return refused("name each language once");
    }
    if named.iter().any(|language| !spoken.contains(language)) {
        return refused("the person is not known to speak this language");
    }
    if !named.is_empty() && interviews.is_empty() {
        return refused(
            "a language speaks for a nationality only in an interview: say how the person would be interviewed",
        );
    }
    Ok(())
}

/// The languages of a packet: those that were named and are still on record, under a consent that holds them.
#[must_use]
pub fn told(named: Vec<String>, spoken: &[String], interviews: &[InterviewMode], agreed: ClassSet) -> Vec<String> {
    if !agreed.holds(DataClass::Operational) || interviews.is_empty() {
        return Vec::new();
    }
    named.into_iter().filter(|language| spoken.contains(language)).collect()
}

//! The languages in a packet. A language supports a nationality in an interview and nowhere else. A person's languages
//! also reveal their journey and their people. Therefore the consulate sees only languages that were named for it, and
//! only if the person agreed.

use entity::codes::{DataClass, InterviewMode};

use crate::{
    access::class::ClassSet,
    rules::refusal::{Refusal, RefusalCode},
};

/// Whether these languages may be named for a person who speaks `spoken` and can be interviewed by `interviews`.
pub(crate) fn may_name(named: &[String], spoken: &[String], interviews: &[InterviewMode]) -> Result<(), Refusal> {
    let refused = |message| Err(Refusal::of("languages", RefusalCode::ValueNotAllowed, message));
    if named.iter().enumerate().any(|(place, language)| named[..place].contains(language)) {
        return refused("name each language once");
    }
    if named.iter().any(|language| !spoken.contains(language)) {
        return refused("this language is not on record for the person");
    }
    if !named.is_empty() && interviews.is_empty() {
        return refused(
            "a language supports a nationality only in an interview: say how the person can be interviewed",
        );
    }
    Ok(())
}

/// The languages of a packet: named, still on record, and covered by the consent.
pub(crate) fn told(
    named: Vec<String>,
    spoken: &[String],
    interviews: &[InterviewMode],
    agreed: ClassSet,
) -> Vec<String> {
    if !agreed.holds(DataClass::Operational) || interviews.is_empty() {
        return Vec::new();
    }
    named.into_iter().filter(|language| spoken.contains(language)).collect()
}

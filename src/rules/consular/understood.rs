//! Whether the person understood the consent for a packet: the part of gate E that can be checked by rule.

use entity::codes::ConsentMethod;

use crate::rules::refusal::{Refusal, RefusalCode};

/// How a consent was taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken<'a> {
    /// Form in which it was given.
    pub method: ConsentMethod,
    /// Language in which it was given, BCP 47.
    pub language: &'a str,
    /// Whether an interpreter helped.
    pub interpreter_used: bool,
    /// Whether evidence is on file. For a spoken consent this is the worker's written certificate.
    pub evidence: bool,
}

/// Whether the person understood the consent: it was taken with an interpreter, or in a language that the person speaks
/// without one. A spoken consent also needs its certificate.
pub(crate) fn understood(taken: Taken<'_>, without_interpreter: &[String]) -> Result<(), Refusal> {
    let refused = |message| Err(Refusal::of("consentId", RefusalCode::ConsentNotValid, message));
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let in_common = without_interpreter.iter().any(|spoken| primary(spoken) == primary(taken.language));
    if !taken.interpreter_used && !in_common {
        return refused(
            "this consent was taken without an interpreter, in a language that the person is not recorded to speak",
        );
    }
    if taken.method == ConsentMethod::VerbalCertified && !taken.evidence {
        return refused("a spoken consent needs the certificate of the worker as evidence");
    }
    Ok(())
}

//! Whether a person understood the consent that a packet rests on: the part of gate E that can be checked.

use entity::codes::ConsentMethod;

use crate::rules::refusal::{Refusal, RefusalCode};

/// How a consent was taken.
#[derive(Clone, Copy, Debug)]
pub struct Taken<'a> {
    /// In which form.
    pub method: ConsentMethod,
    /// In which language, BCP 47.
    pub language: &'a str,
    /// With an interpreter.
    pub interpreter_used: bool,
    /// A proof of it is on file: for a spoken consent, what the worker certified in writing.
    pub evidence: bool,
}

/// Whether the person understood what they agreed to: with an interpreter, or in a language that they speak without one. A
/// spoken consent needs its certificate.
pub fn understood(taken: Taken<'_>, without_interpreter: &[String]) -> Result<(), Refusal> {
    let refused = |message| Err(Refusal::of("consent", RefusalCode::ConsentNotValid, message));
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

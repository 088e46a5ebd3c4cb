//! A packet needs a consent that the person understood.

use entity::codes::ConsentMethod;

use crate::rules::{
    consular::understood::{Taken, understood},
    refusal::RefusalCode,
};

const FRENCH: Taken<'_> =
    Taken { method: ConsentMethod::Written, language: "fr", interpreter_used: false, evidence: false };

#[test]
fn it_needs_an_interpreter_or_a_language_that_the_person_speaks() {
    let speaks = |languages: &[&str]| languages.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(understood(FRENCH, &speaks(&["ff", "fr"])), Ok(()));
    assert_eq!(understood(FRENCH, &speaks(&["fr-GN"])), Ok(()));
    assert_eq!(understood(Taken { interpreter_used: true, ..FRENCH }, &[]), Ok(()));
    for languages in [speaks(&[]), speaks(&["ff"]), speaks(&["f"])] {
        let refusal = understood(FRENCH, &languages).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (RefusalCode::ConsentNotValid, Some("consentId")));
    }
}

#[test]
fn a_spoken_consent_needs_its_certificate() {
    let spoken = Taken { method: ConsentMethod::VerbalCertified, interpreter_used: true, ..FRENCH };
    assert_eq!(understood(spoken, &[]).unwrap_err().code, RefusalCode::ConsentNotValid);
    assert_eq!(understood(Taken { evidence: true, ..spoken }, &[]), Ok(()));
}

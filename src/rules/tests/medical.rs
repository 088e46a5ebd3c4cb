//! Statements on travel end after their last day; allergies end only when a worker says so.

use chrono::NaiveDate;

use crate::rules::{
    medical::{allergies, in_force, without},
    refusal::RefusalCode,
};

#[test]
fn a_statement_holds_to_its_last_day() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day of the calendar");
    let until = Some(day("2026-11-28"));
    assert_eq!(in_force(Some("FIT"), until, day("2026-11-28")), Some("FIT"));
    assert_eq!(in_force(Some("FIT"), until, day("2026-11-29")), None);
    assert_eq!(in_force(Some("FIT"), None, day("2036-11-29")), Some("FIT"));
}

#[test]
fn an_allergy_is_added_and_ends_only_when_it_is_named() {
    let none: [String; 0] = [];
    let peanuts = allergies(None, Some("Peanuts"), &none).expect("added");
    assert_eq!(peanuts.as_deref(), Some("Peanuts"));
    assert_eq!(
        allergies(peanuts.as_deref(), None, &none),
        Ok(peanuts.clone()),
        "an allergy that is not mentioned stays"
    );
    let both = allergies(peanuts.as_deref(), Some("penicillin\npeanuts"), &none).expect("added");
    assert_eq!(both.as_deref(), Some("Peanuts\npenicillin"), "known already");
    let one = allergies(both.as_deref(), None, &["peanuts".to_owned()]).expect("ended");
    assert_eq!(one.as_deref(), Some("penicillin"));
    assert_eq!(allergies(one.as_deref(), None, &["Penicillin ".to_owned()]), Ok(None));
    let unknown = allergies(one.as_deref(), None, &["dust".to_owned()]).unwrap_err();
    assert_eq!((unknown.code, unknown.field), (RefusalCode::ValueNotAllowed, Some("endedAllergies")));
}

#[test]
fn the_allergies_of_a_corrected_note_go_unless_another_note_states_them() {
    let known = Some("Peanuts\nPenicillin\nDust");
    let closed = Some("penicillin \npeanuts");
    assert_eq!(without(known, closed, &[]), Some("Dust".to_owned()));
    assert_eq!(without(known, closed, &["PEANUTS\nlatex"]), Some("Peanuts\nDust".to_owned()));
    assert_eq!(without(known, None, &[]), known.map(str::to_owned));
    assert_eq!(without(Some("Peanuts"), closed, &["dust"]), None);
    assert_eq!(without(None, closed, &[]), None);
}

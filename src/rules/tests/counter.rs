//! What a person at the counter has to say.

use chrono::NaiveDate;

use crate::rules::{
    counter::{AtCounter, MOST_CASES, Said, about_one, may_search},
    refusal::RefusalCode as R,
};

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn read(said: &Said) -> Result<AtCounter, R> {
    AtCounter::read(said, day("2026-11-30").expect("a date")).map_err(|refusal| refusal.code)
}

#[test]
fn a_person_has_to_say_two_things_of_themselves() {
    let text = |it: &str| Some(it.to_owned());
    let nothing = Said::default();
    let named = Said { name: text("Kadidia Traoré"), ..nothing.clone() };
    for (said, enough) in [
        (nothing.clone(), false),
        (named.clone(), false),
        (Said { birth_date: day("1990-06-01"), ..nothing.clone() }, false),
        (Said { birth_date: day("1990-06-01"), ..named.clone() }, true),
        (Said { phone: text("+227 90 11 22 33"), reference: text("C-1"), ..nothing.clone() }, true),
        (Said { identifier_number: text("GN 77"), ..named.clone() }, true),
    ] {
        let read = read(&said).expect("nothing is malformed");
        let expected = if enough { Ok(()) } else { Err(R::ValueRequired) };
        assert_eq!(read.enough().map_err(|refusal| refusal.code), expected, "{said:?}");
    }
}

#[test]
fn a_malformed_value_is_refused() {
    let text = |it: &str| Some(it.to_owned());
    for (said, code) in [
        (Said { name: text(" "), ..Said::default() }, R::ValueRequired),
        (Said { birth_date: day("2027-01-01"), ..Said::default() }, R::DateOutOfRange),
        (Said { phone: text("hello"), ..Said::default() }, R::ValueNotAllowed),
        (Said { phone: text("12345"), ..Said::default() }, R::ValueNotAllowed),
        (Said { identifier_number: text("--"), ..Said::default() }, R::ValueNotAllowed),
        (Said { reference: text(""), ..Said::default() }, R::ValueRequired),
    ] {
        assert_eq!(read(&said).map(drop).unwrap_err(), code, "{said:?}");
    }
}

#[test]
fn searches_and_answers_are_limited() {
    let code = |result: Result<(), crate::rules::refusal::Refusal>| result.map_err(|refusal| refusal.code);
    assert_eq!(code(may_search(59, true)), Ok(()));
    assert_eq!(code(may_search(60, true)), Err(R::LimitReached));
    assert_eq!(code(may_search(0, false)), Err(R::LimitReached), "two in one request");
    assert_eq!(code(about_one(0)), Ok(()), "the case exists or not, and the answer is empty");
    assert_eq!(code(about_one(MOST_CASES)), Ok(()));
    assert_eq!(code(about_one(MOST_CASES + 1)), Err(R::TooManyMatches));
}

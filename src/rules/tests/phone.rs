//! Telephone numbers and e-mail addresses.

use proptest::prelude::*;

use crate::rules::{
    document_number,
    phone::{PhoneSearch, e164, email, phone, search_key},
    refusal::RefusalCode,
};

#[test]
fn one_number_has_one_form_where_the_country_is_written() {
    for written in ["+224622123456", "00224 622 12 34 56", "+224-622-12-34-56", "+224 (622) 12.34.56", "+٢٢٤٦٢٢١٢٣٤٥٦"]
    {
        assert_eq!(e164(written).as_deref(), Some("+224622123456"), "{written}");
        assert_eq!(phone("value", written), Ok(()), "{written}");
    }
    for written in ["622-12-34-56", "622123456", "0622123456"] {
        assert_eq!(phone("value", written), Ok(()), "{written}");
        assert_eq!(e164(written), None, "{written}: the country is not known");
    }
    for nothing in
        ["", " ", "hello", "+", "00", "12", "+22412", "1234567890123456", "+224 hello", "622 x 12", "++224622123456"]
    {
        assert_eq!(e164(nothing), None, "{nothing}");
    }
    for nothing in ["", " ", "hello", "+", "00", "12", "1234567890123456", "+224 hello", "a@b.org", "++224622123456"] {
        assert_eq!(phone("value", nothing).unwrap_err().code, RefusalCode::ValueNotAllowed, "{nothing}");
    }
}

#[test]
fn an_address_has_a_name_and_a_host() {
    for written in ["aicha@example.org", "a.b+c@mail.example.org"] {
        assert_eq!(email("value", written), Ok(()), "{written}");
    }
    for written in
        ["", "hello", "@example.org", "aicha@", "aicha@host", "a b@example.org", "aicha@.org", "aicha@example."]
    {
        assert_eq!(email("value", written).unwrap_err().code, RefusalCode::ValueNotAllowed, "{written}");
    }
}

/// Whether a search for one number finds the other.
fn finds(searched: &str, stored: &str) -> bool {
    let search = PhoneSearch::of("phone", searched).expect("it is a number");
    let key = search_key(stored).expect("it is a number");
    key.starts_with(search.key()) || search.shorter().any(|shorter| shorter == key)
}

#[test]
fn a_number_is_found_with_and_without_its_country_code() {
    let written = ["+227 90 12 34 56", "0022790123456", "90 12 34 56", "090-12-34-56", "٩٠ ١٢ ٣٤ ٥٦", "22790123456"];
    for searched in written {
        for stored in written {
            assert!(finds(searched, stored), "{searched} and {stored}");
        }
    }
    for other in ["+226 90 12 34 56", "+227 90 12 34 57", "91 12 34 56", "+227 90 12 34 56 7"] {
        assert!(!finds("+227 90 12 34 56", other), "{other}");
    }
    assert!(finds("123 456", "+227 90 12 34 56"), "the end of a number");
    for nothing in ["12345", "000 000", "nobody", "+"] {
        assert!(PhoneSearch::of("phone", nothing).is_err(), "{nothing}");
    }
}

#[test]
fn a_document_is_found_however_its_number_is_separated() {
    for written in ["GIN 0123-456", "gin0123456", "G.I.N/0123 456", "GIN٠١٢٣٤٥٦"] {
        assert_eq!(document_number::search_key(written).as_deref(), Some("gin0123456"), "{written}");
    }
    assert_eq!(document_number::search_key("REF 12"), document_number::search_key("ref-12"));
    assert_eq!(document_number::search_key("-/ -"), None);
    assert!(document_number::searched("identifierNumber", "---").is_err());
}

proptest! {
    #[test]
    fn every_number_is_found_as_it_is_written(written in "[+0]{0,2}[1-9][0-9 ().-]{5,20}") {
        if search_key(&written).is_some() {
            prop_assert!(finds(&written, &written));
        }
    }

    #[test]
    fn the_one_form_is_its_own(written in "[+0-9 ().-]{0,20}|\\PC{0,20}") {
        if let Some(form) = e164(&written) {
            prop_assert_eq!(phone("value", &written), Ok(()));
            prop_assert_eq!(e164(&form), Some(form.clone()));
        }
        drop(email("value", &written));
    }
}

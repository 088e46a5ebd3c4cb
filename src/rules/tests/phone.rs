//! Telephone numbers and e-mail addresses.

use proptest::prelude::*;

use crate::rules::{
    phone::{e164, email, phone},
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

proptest! {
    #[test]
    fn the_one_form_is_its_own(written in "[+0-9 ().-]{0,20}|\\PC{0,20}") {
        if let Some(form) = e164(&written) {
            prop_assert_eq!(phone("value", &written), Ok(()));
            prop_assert_eq!(e164(&form), Some(form.clone()));
        }
        drop(email("value", &written));
    }
}

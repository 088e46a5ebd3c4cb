//! Country codes, and the codes of people without a country.

use crate::rules::{
    country::{country, is_country, is_protection_code, nationality},
    refusal::RefusalCode,
};

#[test]
fn a_country_is_one_of_the_standard() {
    for code in ["NER", "MLI", "TCD", "GIN", "SSD", "ESH", "PSE", "MKD"] {
        assert_eq!(country("country", code), Ok(code.to_owned()));
        assert_eq!(nationality("country", code), Ok(code.to_owned()));
    }
    for code in ["", " ", "NE", "ner", "Ner", "NERR", "N R", "NÉ", "562", "Niger", "XXX", "ZZZ", "XYZ", "AAA", "EUE"] {
        assert_eq!(country("country", code).unwrap_err().code, RefusalCode::ValueNotAllowed, "{code}");
        assert_eq!(nationality("country", code).unwrap_err().code, RefusalCode::ValueNotAllowed, "{code}");
    }
}

#[test]
fn a_stateless_person_and_a_refugee_have_a_nationality_that_is_no_country() {
    for code in ["XXA", "XXB", "XXC"] {
        assert!(is_protection_code(code) && !is_country(code), "{code}");
        assert_eq!(nationality("country", code), Ok(code.to_owned()));
        assert!(country("birthCountry", code).is_err(), "{code}");
    }
    for code in ["NER", "XXX", "XXD", "xxa", "XXAB", ""] {
        assert!(!is_protection_code(code), "{code}");
    }
}

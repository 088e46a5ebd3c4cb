//! An encoded identifier decodes to the same record, and any other text is refused. `PROPTEST_CASES=100000` runs more
//! cases.

use async_graphql::{InputType, Value};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Id, decode, encode, key_of};

proptest! {
    #[test]
    fn an_identifier_is_read_again_as_its_own_type_alone(record in "[A-Za-z]{1,20}", key in any::<u128>()) {
        let id = encode(&record, Uuid::from_u128(key));
        prop_assert_eq!(decode(&id).ok(), Some((record.clone(), Uuid::from_u128(key))));
        prop_assert_eq!(key_of(&record, &id).ok(), Some(Uuid::from_u128(key)));
        let other = record + "X";
        prop_assert!(key_of(&other, &id).is_err());
    }

    #[test]
    fn anything_else_is_no_identifier(text in any::<String>(), bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        for id in [text, URL_SAFE_NO_PAD.encode(&bytes)] {
            if let Ok((record, key)) = decode(&id) {
                prop_assert_eq!(encode(&record, key), id.clone());
            }
            let input = Id::<entity::case::Entity>::parse(Some(Value::String(id.clone())));
            prop_assert_eq!(input.is_ok(), key_of("Case", &id).is_ok());
        }
    }
}

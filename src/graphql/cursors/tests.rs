//! Only cursors that were made with the same key and for the same list can be opened. Set `PROPTEST_CASES=100000` to
//! try more.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use proptest::prelude::*;
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use super::{CursorPosition, Cursors};

proptest! {
    #[test]
    fn a_cursor_opens_for_its_list_alone(text in any::<String>(), id in any::<u128>(), moment in 0..4_000_000_000_000_000_i64) {
        let cursors = Cursors::new(&[7; 32]);
        let moment = DateTimeUtc::from_timestamp_micros(moment).expect("it is a moment");
        for value in [text.clone().into(), moment.into()] {
            let place = CursorPosition { value, id: Uuid::from_u128(id) };
            let cursor = cursors.seal("cases", &place);
            prop_assert_eq!(cursors.open("cases", &cursor).ok(), Some(place));
            prop_assert!(cursors.open("referrals", &cursor).is_err());
            prop_assert!(Cursors::new(&[8; 32]).open("cases", &cursor).is_err());
        }
    }

    #[test]
    fn anything_else_is_no_cursor(text in any::<String>(), bytes in prop::collection::vec(any::<u8>(), 0..80), at in any::<prop::sample::Index>()) {
        let cursors = Cursors::new(&[7; 32]);
        prop_assert!(cursors.open("cases", &text).is_err());
        prop_assert!(cursors.open("cases", &URL_SAFE_NO_PAD.encode(&bytes)).is_err());
        let place = CursorPosition { value: text.into(), id: Uuid::nil() };
        let mut sealed = URL_SAFE_NO_PAD.decode(cursors.seal("cases", &place)).expect("it is made so");
        let at = at.index(sealed.len());
        sealed[at] ^= 1;
        prop_assert!(cursors.open("cases", &URL_SAFE_NO_PAD.encode(&sealed)).is_err(), "one bit is another");
        sealed.truncate(at);
        prop_assert!(cursors.open("cases", &URL_SAFE_NO_PAD.encode(&sealed)).is_err(), "a part of it");
    }
}

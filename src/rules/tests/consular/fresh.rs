//! A ready packet that does not match the current facts.

use entity::codes::DataClass;
use serde_json::json;

use crate::rules::{consular::fresh::up_to_date, refusal::RefusalCode};

#[test]
fn what_changed_is_named_as_far_as_the_reader_may_know_of_it() {
    let frozen = json!({ "birthPlace": null, "evidence": ["A1"], "lastAddress": "Labé", "sex": "MALE" });
    assert_eq!(up_to_date(&frozen, &frozen, |_| false), Ok(()));
    let now = json!({ "birthPlace": "Labé", "evidence": [], "lastAddress": "Kindia", "sex": "MALE" });
    let all = up_to_date(&frozen, &now, |_| true).unwrap_err();
    assert_eq!(all.code, RefusalCode::PacketOutdated);
    assert!(all.message.starts_with("birthPlace, evidence, lastAddress changed"), "{}", all.message);
    let some = up_to_date(&frozen, &now, |class| class != DataClass::Contact).unwrap_err();
    assert!(some.message.starts_with("birthPlace, evidence changed"), "{}", some.message);
    let moved = json!({ "birthPlace": null, "evidence": ["A1"], "lastAddress": null, "sex": "MALE" });
    let hidden = up_to_date(&frozen, &moved, |class| class != DataClass::Contact).unwrap_err();
    assert!(!hidden.message.contains("lastAddress"), "{}", hidden.message);
    let taken_back = up_to_date(&serde_json::Value::Null, &now, |_| true).unwrap_err();
    assert_eq!(taken_back.code, RefusalCode::PacketOutdated);
}

//! The hash of a row has one form, and each column is in it.

use entity::codes::Purpose;
use sea_orm::prelude::DateTimeUtc;
use serde_json::json;

use super::*;

/// The hash of the last row of the test. Nobody may change the form: rows of earlier versions would look like changed ones.
const LAST: &str = "5635fa731c35f97405769395e519ed79d26c68a23d31752126d7f324473925dc";

fn row() -> read_log::Model {
    read_log::Model {
        id: Uuid::from_u128(1),
        at: DateTimeUtc::from_timestamp(1_750_000_000, 123_456_000).expect("a time"),
        request_id: Uuid::from_u128(2),
        worker_id: Uuid::from_u128(3),
        organisation_id: Uuid::from_u128(4),
        roles: json!(["CASE_WORKER"]),
        purpose: None,
        policy_version: "7".to_owned(),
        operation: Some("Inbox".to_owned()),
        entries: json!([{ "classes": ["IDENTITY"], "cases": [Uuid::from_u128(5)], "a \"b\"": null }]),
        previous_hash: None,
        hash: None,
        chain_id: None,
        sequence: None,
    }
}

/// A change of one column.
type Change = fn(&mut read_log::Model);

#[test]
fn json_is_written_with_ordered_keys_and_escapes() {
    let value: Value = serde_json::from_str(r#"{ "b": [1, true, null], "a": { "é\"\n": "x-1", "aa": {} } }"#).unwrap();
    assert_eq!(ordered(&value), "{\"a\":{\"aa\":{},\"é\\\"\\n\":\"x-1\"},\"b\":[1,true,null]}");
}

#[test]
fn a_chain_is_followed_and_each_changed_column_is_found() {
    let mut rows = vec![row(), row(), row()];
    let begin = Head { chain_id: Uuid::from_u128(9), ..Head::new() };
    let mut end = begin.clone();
    end.link(&mut rows);
    assert_eq!(end.hash.as_deref(), Some(LAST));
    let mut walk = begin.clone();
    for row in &rows {
        walk.follow(row).expect("it is the next one");
    }
    assert_eq!(walk, end);
    assert_eq!(walk.follow(&rows[2]), Err(Broken::Twice));
    assert_eq!(begin.clone().follow(&rows[2]), Err(Broken::Missing { from: 1, to: 2 }));
    let changes: [Change; 12] = [
        |row| row.id = Uuid::nil(),
        |row| row.at += chrono::TimeDelta::microseconds(1),
        |row| row.request_id = Uuid::nil(),
        |row| row.worker_id = Uuid::nil(),
        |row| row.organisation_id = Uuid::nil(),
        |row| row.roles = json!([]),
        |row| row.purpose = Some(Purpose::MedicalCare),
        |row| row.policy_version.push('0'),
        |row| row.operation = None,
        |row| row.entries = json!([]),
        |row| row.previous_hash = Some("0".repeat(64)),
        |row| row.chain_id = Some(Uuid::nil()),
    ];
    for (number, change) in changes.iter().enumerate() {
        let mut changed = rows[0].clone();
        change(&mut changed);
        assert_eq!(begin.clone().follow(&changed), Err(Broken::Changed), "{number}");
        changed.hash = Some(hash_of(&changed));
        let mut walk = begin.clone();
        if walk.follow(&changed).is_ok() {
            assert_eq!(walk.follow(&rows[1]), Err(Broken::Before), "{number}");
        }
    }
}

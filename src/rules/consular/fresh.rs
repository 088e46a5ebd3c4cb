//! Whether a frozen packet still matches the current facts. Days may pass before it is submitted, and another person
//! may submit it.

use entity::codes::DataClass;
use serde_json::Value;

use crate::rules::refusal::{Refusal, RefusalCode};

/// Whether the frozen payload equals the one that would be built now. The refusal names a changed field only if `reads`
/// says that the viewer may read its class.
pub(crate) fn up_to_date(frozen: &Value, now: &Value, reads: impl Fn(DataClass) -> bool) -> Result<(), Refusal> {
    let (Value::Object(before), Value::Object(after)) = (frozen, now) else {
        return Err(Refusal::new(RefusalCode::PacketOutdated, "this packet is not readable; make it ready again"));
    };
    let differs = |field: &&String| before.get(*field) != after.get(*field);
    let changed: Vec<_> =
        before.keys().chain(after.keys().filter(|key| !before.contains_key(*key))).filter(differs).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let named: Vec<_> = changed.into_iter().filter(|field| reads(class_of(field))).map(String::as_str).collect();
    let what = if named.is_empty() { "a fact that you may not read".to_owned() } else { named.join(", ") };
    let message = format!("{what} changed since this packet was made ready; make it ready again");
    Err(Refusal::new(RefusalCode::PacketOutdated, message))
}

/// The class of a payload field.
fn class_of(field: &str) -> DataClass {
    match field {
        "lastAddress" => DataClass::Contact,
        "documentType" | "interviewPreferences" | "focalPointDesk" => DataClass::Legal,
        _ => DataClass::Identity,
    }
}

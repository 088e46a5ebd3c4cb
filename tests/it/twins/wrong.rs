//! Wrong identifiers, cursors and page sizes.

use uuid::Uuid;
use waystation::global_id;

use super::people::Twins;

/// Identifiers of another type, invented and malformed ones; invalid cursors and page sizes.
pub fn all(twins: &Twins, ids: &[(&'static str, Uuid)]) -> Vec<String> {
    let last = ids.iter().rev().take(12);
    let swapped = last.flat_map(|(record, id)| {
        let (own, other) = (global_id::encode(record, *id), global_id::encode("Referral", *id));
        [format!("case(id: \"{own}\") {{ id }}"), format!("referral(id: \"{other}\") {{ id }}")]
    });
    let others = [
        format!("node(id: \"{}\") {{ id }}", global_id::encode("Person", twins.person.id)),
        "node(id: \"nonsense\") { id }".to_owned(),
        "cases(after: \"nonsense\") { totalCount }".to_owned(),
        "cases(first: 1000) { totalCount }".to_owned(),
    ];
    swapped.chain(others).collect()
}

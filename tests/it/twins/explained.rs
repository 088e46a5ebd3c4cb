//! Questions why the reader may read a field of a record, or may not.

use std::collections::BTreeMap;

use uuid::Uuid;
use waystation::global_id;

use super::people::Twins;
use crate::support::document;

/// One field of each class of the case that most secrets are about, one of each other record, and a field that does not exist.
pub fn fields(twins: &Twins, ids: &[(&'static str, Uuid)]) -> Vec<String> {
    let answer = "{ dataClass readable code lines { role relation setting } policyVersion sentenceEn sentenceFr }";
    let of_record = |(record, id): &(&'static str, Uuid)| {
        let table = document::identified().find(|table| table.name == *record).expect("it has an identifier");
        let classes: BTreeMap<_, _> = table.fields.iter().map(|field| (field.class, field.name)).collect();
        let mut fields: Vec<_> = classes.into_values().collect();
        if *id != twins.case.id {
            fields = fields.last().copied().into_iter().collect();
        }
        fields.push("nothing");
        let id = global_id::encode(record, *id);
        fields.into_iter().map(move |field| format!("explainAccess(id: \"{id}\", field: \"{field}\") {answer}"))
    };
    ids.iter().flat_map(of_record).collect()
}

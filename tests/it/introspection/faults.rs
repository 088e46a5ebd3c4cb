//! The rules for a valid schema, checked in Rust so that the check needs no other program. `tests/graphql-js` checks all
//! rules with the reference implementation.

use std::{collections::BTreeMap, iter};

use serde_json::Value;

/// The rules for a valid schema that this schema breaks; only rules that hiding a part can break are checked.
pub fn faults_of(schema: &Value) -> Vec<String> {
    let list = |of: &Value| of.as_array().cloned().unwrap_or_default();
    let types: BTreeMap<String, Value> =
        list(&schema["types"]).into_iter().map(|it| (it["name"].as_str().expect("a name").to_owned(), it)).collect();
    let mut faults = Vec::new();
    for root in ["queryType", "mutationType"] {
        if let Some(name) = schema[root]["name"].as_str()
            && !types.contains_key(name)
        {
            faults.push(format!("the root {name} is missing"));
        }
    }
    let in_order = list(&schema["types"]);
    for it in &in_order {
        let name = it["name"].as_str().unwrap_or_default();
        let parts = match it["kind"].as_str().unwrap_or_default() {
            "OBJECT" | "INTERFACE" => Some("fields"),
            "INPUT_OBJECT" => Some("inputFields"),
            "ENUM" => Some("enumValues"),
            "UNION" => Some("possibleTypes"),
            _ => None,
        };
        if let Some(parts) = parts
            && list(&it[parts]).is_empty()
        {
            faults.push(format!("{name}: has no {}", if parts == "inputFields" { "fields" } else { parts }));
        }
        let mut leads_to: Vec<Value> = [list(&it["interfaces"]), list(&it["possibleTypes"])].concat();
        let arguments = list(&it["fields"]).into_iter().flat_map(|field| list(&field["args"]));
        for part in list(&it["fields"]).into_iter().chain(list(&it["inputFields"])).chain(arguments) {
            leads_to.push(innermost(&part["type"]).clone());
        }
        for to in leads_to {
            let to = to["name"].as_str().unwrap_or_default();
            if !types.contains_key(to) {
                faults.push(format!("{name}: {to} is missing"));
            }
        }
        for interface in list(&it["interfaces"]) {
            let of = &types
                .get(interface["name"].as_str().unwrap_or_default())
                .map_or(Value::Null, |it| it["fields"].clone());
            for field in list(of) {
                if !list(&it["fields"]).iter().any(|own| own["name"] == field["name"]) {
                    faults.push(format!(
                        "{name}: has no field {} of {}",
                        field["name"].as_str().unwrap_or_default(),
                        interface["name"].as_str().unwrap_or_default()
                    ));
                }
            }
        }
    }
    for argument in list(&schema["directives"]).into_iter().flat_map(|directive| list(&directive["args"])) {
        let to = innermost(&argument["type"])["name"].as_str().unwrap_or_default();
        if !types.contains_key(to) {
            faults.push(format!("a directive: {to} is missing"));
        }
    }
    faults
}

fn innermost(of: &Value) -> &Value {
    iter::successors(Some(of), |of| Some(&of["ofType"]).filter(|inner| !inner.is_null())).last().unwrap_or(of)
}

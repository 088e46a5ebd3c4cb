//! Values for arguments, chosen by type: valid, existing, hidden, never existing and malformed ones.

use serde_json::{Map, Value, json};

use super::schema::{Named, Schema, innermost};

/// The texts, identifiers and moments that values are made of.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    pub texts: Vec<String>,
    pub ids: Vec<String>,
    pub instants: Vec<String>,
    pub days: Vec<String>,
}

/// Longer than any text may be.
const LONG: usize = 3_000;

impl Pool {
    /// Every value worth trying for a type. For an input type: each field with each value, each required field left
    /// out, and one unknown field.
    pub fn values(&self, schema: &Schema, of: &Value) -> Vec<Value> {
        match of["kind"].as_str() {
            Some("NON_NULL") => self.values(schema, &of["ofType"]),
            Some("LIST") => self.lists(schema, &of["ofType"]),
            Some("ENUM") => {
                let codes = schema.codes(innermost(of)).into_iter().chain(["NONSENSE"]);
                codes.map(Value::from).chain([Value::Null, json!(1)]).collect()
            }
            Some("INPUT_OBJECT") => self.inputs(schema, of),
            _ => self.scalars(innermost(of)),
        }
    }

    /// A valid value.
    pub fn fitting(&self, schema: &Schema, of: &Value) -> Value {
        match of["kind"].as_str() {
            Some("NON_NULL") => self.fitting(schema, &of["ofType"]),
            Some("LIST") => json!([self.fitting(schema, &of["ofType"])]),
            Some("ENUM") => schema.codes(innermost(of))[0].into(),
            Some("INPUT_OBJECT") => {
                let inputs = schema.inputs(innermost(of)).into_iter().filter(Named::required);
                Value::Object(inputs.map(|it| (it.name.to_owned(), self.fitting(schema, it.of))).collect())
            }
            _ => match innermost(of) {
                "Int" => json!(1),
                "Boolean" => json!(true),
                "ID" => self.ids[0].as_str().into(),
                "DateTime" => self.instants[0].as_str().into(),
                "Date" => self.days[0].as_str().into(),
                "String" | "CountryCode" | "LanguageTag" | "ScriptCode" => self.texts[0].as_str().into(),
                other => panic!("no value fits {other}: add one"),
            },
        }
    }

    fn scalars(&self, name: &str) -> Vec<Value> {
        let texts = |all: &[String]| all.iter().map(|it| Value::from(it.as_str())).collect::<Vec<_>>();
        let mut all = match name {
            "Int" => [0, 1, 2, 25, 26, 100, 1_000, -1].map(Value::from).to_vec(),
            "Boolean" => vec![json!(true), json!(false)],
            "ID" => texts(&self.ids),
            "DateTime" => texts(&self.instants),
            "Date" => texts(&self.days),
            "String" | "CountryCode" | "LanguageTag" | "ScriptCode" => texts(&self.texts),
            other => panic!("no values are known for {other}: add some"),
        };
        all.extend([Value::Null, json!("nonsense"), json!(3_000_000_000_u64), json!({}), "x".repeat(LONG).into()]);
        all
    }

    fn lists(&self, schema: &Schema, of: &Value) -> Vec<Value> {
        let each = self.values(schema, of);
        let fitting = self.fitting(schema, of);
        let mut all: Vec<_> = each.iter().map(|value| json!([value])).collect();
        let codes: Vec<_> = schema.codes(innermost(of)).into_iter().map(Value::from).collect();
        all.extend([json!([]), Value::Null, json!([fitting, fitting]), fitting, codes.into()]);
        all
    }

    fn inputs(&self, schema: &Schema, of: &Value) -> Vec<Value> {
        let Value::Object(base) = self.fitting(schema, of) else { return Vec::new() };
        let with = |name: &str, value: Value| {
            let mut input = base.clone();
            input.insert(name.to_owned(), value);
            Value::Object(input)
        };
        let mut all = vec![Value::Object(base.clone()), Value::Null, with("zzzz", Value::Null)];
        for field in schema.inputs(innermost(of)) {
            all.extend(self.values(schema, field.of).into_iter().map(|value| with(field.name, value)));
            if field.required() {
                let left: Map<_, _> = base.clone().into_iter().filter(|(name, _)| name != field.name).collect();
                all.push(left.into());
            }
        }
        all
    }
}

/// The value as a literal of a document.
pub fn literal(schema: &Schema, of: &Value, value: &Value) -> String {
    let of = if of["kind"] == "NON_NULL" { &of["ofType"] } else { of };
    match (of["kind"].as_str(), value) {
        (Some("LIST"), Value::Array(items)) => {
            let items: Vec<_> = items.iter().map(|item| literal(schema, &of["ofType"], item)).collect();
            format!("[{}]", items.join(", "))
        }
        (Some("ENUM"), Value::String(code)) => code.clone(),
        (Some("INPUT_OBJECT"), Value::Object(input)) => {
            let fields = schema.inputs(innermost(of));
            let of = |name: &str| fields.iter().find(|it| it.name == name).map_or(&Value::Null, |it| it.of);
            let written: Vec<_> =
                input.iter().map(|(name, value)| format!("{name}: {}", literal(schema, of(name), value))).collect();
            format!("{{ {} }}", written.join(", "))
        }
        _ => value.to_string(),
    }
}

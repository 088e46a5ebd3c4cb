//! Reads JSON and refuses an object that contains the same name twice. Common parsers silently keep the last value, so
//! a verifier and a reader of the same token could see different claims.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};

use super::refusal::Reason;

const REPEATED: &str = "a name occurs twice";

/// Reads one JSON object.
/// Errors: `Malformed` if the text is not a JSON object, `RepeatedName` if a name occurs twice in one object at any
/// depth.
pub(crate) fn object(text: &[u8]) -> Result<Map<String, Value>, Reason> {
    match serde_json::from_slice::<Unique>(text) {
        Ok(Unique(Value::Object(object))) => Ok(object),
        Err(error) if error.to_string().starts_with(REPEATED) => Err(Reason::RepeatedName),
        Ok(_) | Err(_) => Err(Reason::Malformed),
    }
}

/// Whether parsing stopped at a repeated name.
pub(in crate::http) fn is_repeated_name(error: &serde_json::Error) -> bool {
    let message = error.to_string();
    message.starts_with(REPEATED) || message.starts_with("duplicate field")
}

/// A JSON object without repeated names, at any depth.
pub(in crate::http) struct Object(pub Map<String, Value>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Unique::deserialize(deserializer)? {
            Unique(Value::Object(object)) => Ok(Self(object)),
            Unique(_) => Err(D::Error::custom("this is not an object")),
        }
    }
}

struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor).map(Self)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Unique(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((name, Unique(value))) = entries.next_entry::<String, Unique>()? {
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom(REPEATED));
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_name_is_refused_at_any_depth() {
        assert_eq!(object(br#"{"sub":"a","sub":"b"}"#), Err(Reason::RepeatedName));
        assert_eq!(object(br#"{"a":[{"b":{"c":1,"\u0063":2}}]}"#), Err(Reason::RepeatedName));
    }

    #[test]
    fn other_json_is_read_as_it_stands() {
        let text = r#"{"a":[1,-2,1.5,null,true,"x"],"b":{"c":{}}}"#;
        assert_eq!(Value::Object(object(text.as_bytes()).unwrap()).to_string(), text);
    }

    #[test]
    fn anything_but_an_object_is_malformed() {
        for text in ["[]", "\"a name occurs twice\"", "{", "", "{} {}"] {
            assert_eq!(object(text.as_bytes()), Err(Reason::Malformed), "{text}");
        }
    }
}

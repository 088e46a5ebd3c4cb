//! Records: tables of fields, and the types that declare them in the schema. Only this folder implements the engine's
//! low-level traits for records. A record reaches the engine only as a finished answer.

pub(crate) mod answer;
pub(crate) mod beds;
pub(crate) mod directory;
pub(crate) mod fields;
pub(crate) mod parts;
pub(crate) mod plan;
pub(crate) mod scalar;
pub(crate) mod selection;
pub mod table;
pub(crate) mod translated;
pub(crate) mod types;

pub(crate) use self::types::{Connection, Maybe, RecordAnswer};

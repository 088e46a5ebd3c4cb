//! Records: tables of fields, and the types that declare them in the schema. Only this folder implements the engine's
//! low-level traits for records. A record reaches the engine only as a finished answer.

pub mod answer;
pub mod beds;
pub mod directory;
pub mod fields;
pub mod parts;
pub mod plan;
pub mod scalar;
pub mod selection;
pub mod table;
pub mod types;

pub use self::types::{Connection, Maybe, Seen};

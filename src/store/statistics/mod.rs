//! Statistics: precomputed counts, the questions that a viewer may ask, and a record of what was published to whom.

pub(crate) mod answer;
pub(crate) mod buckets;
pub(crate) mod cells;
pub(crate) mod count;
pub(crate) mod kept;
pub(crate) mod months;
pub(crate) mod population;
pub(crate) mod received;
pub mod refresh;
pub(crate) mod source;
pub(crate) mod table;
pub mod told;
pub(crate) mod zones;

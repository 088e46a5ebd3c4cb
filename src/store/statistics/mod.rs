//! Statistics: precomputed counts, the questions that a viewer may ask, and a record of what was published to whom.

pub mod answer;
pub mod buckets;
pub mod cells;
pub mod count;
pub mod kept;
pub mod population;
pub mod received;
pub mod refresh;
pub mod source;
pub mod table;
pub mod told;

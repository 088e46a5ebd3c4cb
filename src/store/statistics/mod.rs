//! Statistics: counts kept beside the records, the question that one viewer may ask of them, and what was told to whom.

pub mod answer;
pub mod cells;
pub mod count;
pub mod kept;
pub mod population;
pub mod received;
pub mod refresh;
pub mod source;
pub mod table;
pub mod told;

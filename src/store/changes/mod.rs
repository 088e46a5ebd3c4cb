//! What changed in the cases that a viewer may know of, after a position.

pub(crate) mod entries;
pub(crate) mod positions;
pub(crate) mod unchanged;
pub(crate) mod visible_rows;
pub(crate) mod wakes;

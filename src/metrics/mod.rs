//! What the server counts and measures for its operator. `list` has every metric, `labels` the values of their labels. This part
//! knows nothing of the server, so that every other part may use it.

mod jobs;
pub(crate) mod labels;
pub mod list;
pub mod metric;
pub mod recorder;

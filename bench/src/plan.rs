//! What a run measures.

use crate::{contender::Kind, workload::Workload};

/// The measurements to make.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The workloads.
    pub workloads: Vec<Workload>,
    /// Whether to measure acceptances too.
    pub accept: bool,
    /// The contenders.
    pub contenders: Vec<Kind>,
    /// Numbers of connections, measured one after the other.
    pub connections: Vec<u32>,
    /// Number of rounds. The result is the median.
    pub rounds: u32,
    /// Seconds per round and contender.
    pub seconds: u32,
}

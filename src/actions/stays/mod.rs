//! Verbs on the beds of a centre. A stay belongs to a case: the case is locked, and the client sends the version of the
//! case.

mod record_arrival;
mod record_departure;

pub(crate) use self::{record_arrival::RecordArrival, record_departure::RecordDeparture};

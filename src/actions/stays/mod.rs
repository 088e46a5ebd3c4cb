//! Verbs on the beds of a centre. A stay belongs to a case: the case is locked, and the client sends the version of the
//! case.

mod record_arrival;
mod record_departure;
mod update_stay;

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<record_arrival::RecordArrivalInput>(),
        E::of::<update_stay::UpdateStayInput>(),
        E::of::<record_departure::RecordDepartureInput>(),
    ]
}

//! Verbs on an entry of the service directory.

mod update_service;

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![E::of::<update_service::UpdateServiceInput>()]
}

//! Verbs on a share.

mod end_share;

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![E::of::<end_share::EndShareInput>()]
}

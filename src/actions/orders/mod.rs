//! Verbs on a legal order. The rules are in `rules::order`; each read checks whether an order is in force.

mod approve_legal_order;
mod end_legal_order;
mod record_legal_order;

pub(crate) use self::end_legal_order::end_with_share;

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<record_legal_order::RecordLegalOrderInput>(),
        E::of::<approve_legal_order::ApproveLegalOrderInput>(),
        E::of::<end_legal_order::EndLegalOrderInput>(),
    ]
}

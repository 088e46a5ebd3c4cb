//! Consular requests: verbs of the requesting organisation on a request, and of the liaison on a packet.

mod carried;
mod consequences;
mod following;
mod freezing;
mod packets;
mod preparing;
mod time;

pub(super) use self::consequences::follow;
pub use self::time::end_due;
use crate::actions::Each;

/// Makes something of every verb of these folders.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    [preparing::verbs::<E>(), following::verbs::<E>(), packets::verbs::<E>()].into_iter().flatten().collect()
}

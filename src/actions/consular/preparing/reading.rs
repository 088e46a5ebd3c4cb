//! Who may decide a gate.

use entity::codes::DataClass;

use crate::{error::Error, store::write::permit::Held};

/// The classes are checked in code, so that no policy file lets somebody decide a gate without reading the protection
/// data.
pub(crate) fn reads_gates(held: &Held) -> Result<(), Error> {
    let reads = held.clearance.holds(DataClass::Asylum) && held.clearance.holds(DataClass::Protection);
    if reads { Ok(()) } else { Err(Error::Forbidden) }
}

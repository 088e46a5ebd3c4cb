//! The clearance of a worker apart from a case: a colleague, for those who may list them (`Grants::lists_colleagues`).

use entity::codes::DataClass;

use super::clearance::Clearance;
use crate::access::class::ClassSet;

/// The clearance of a colleague. A viewer who may know of a colleague may also know the name, because these are only workers
/// of the viewer's own organisation.
pub(crate) fn colleague() -> Clearance {
    Clearance { classes: ClassSet::of(&[DataClass::Staff]), case_id: None }
}

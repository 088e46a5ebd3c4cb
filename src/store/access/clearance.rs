//! The clearance with which a row leaves the store.

use entity::codes::DataClass;
use uuid::Uuid;

use crate::access::class::ClassSet;

/// The classes of one row that a viewer may read, and the case under which the reading is logged.
#[derive(Clone, Copy, Debug)]
pub struct Clearance {
    /// The classes.
    pub classes: ClassSet,
    /// The case in the read log. Null for public rows.
    pub case_id: Option<Uuid>,
}

impl Clearance {
    /// The clearance of the public directory.
    pub const PUBLIC: Self = Self { classes: ClassSet::NONE, case_id: None };

    /// The clearance of a row that does not exist for the viewer.
    pub(crate) const HIDDEN: Self = Self { classes: ClassSet::NONE, case_id: Some(Uuid::nil()) };

    /// Whether the row exists for the viewer at all.
    pub(crate) fn sees(self) -> bool {
        self.case_id.is_none() || self.classes.holds(DataClass::OperationalCoarse)
    }

    /// Whether the viewer may read this class of the row.
    pub fn holds(self, class: DataClass) -> bool {
        class == DataClass::Public || self.classes.holds(class)
    }
}

//! The policy: for every role in every relation, the classes it reads and the actions it may take. It does not know the
//! file that it comes from (`policy_file`).

use std::collections::{BTreeMap, BTreeSet};

use entity::codes::{Relation, Role};
use serde::Serialize;

use super::{action::Action, class::ClassSet};

/// The grants of one role in one relation.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Cell {
    /// The classes it reads.
    pub classes: ClassSet,
    /// The actions it may take.
    pub actions: BTreeSet<Action>,
}

static NOTHING: Cell = Cell { classes: ClassSet::NONE, actions: BTreeSet::new() };

/// A checked policy. The default grants nothing.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Written to the read log, so that an old reading can be explained.
    pub version: String,
    pub(super) cells: BTreeMap<(Role, Relation), Cell>,
}

impl Policy {
    /// The grants of a role in a relation. A relation that the policy leaves out grants nothing.
    pub fn cell(&self, role: Role, relation: Relation) -> &Cell {
        self.cells.get(&(role, relation)).unwrap_or(&NOTHING)
    }
}

/// A code in the spelling of the policy file.
pub fn spelled<T: Serialize>(code: &T) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

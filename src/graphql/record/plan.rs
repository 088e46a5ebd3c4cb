//! The two forms of a selection: a body, which says what to answer under each response key, and a plan, which says what
//! to fetch.

use async_graphql::{Name, Pos};
use entity::{case_reading, standing, worker};
use sea_orm::sea_query::{DynIden, IntoIden};

use super::table::{Field, Holds, Table};
use crate::{
    graphql::page::Paging,
    rules::dates::AskedDays,
    store::{
        access::{reading::READERS_COMPLETE_UNTIL, row_access::Access, worker::COLLEAGUE_NAME},
        read::{
            children::Edge,
            rows::{Joined, RowLayout},
        },
        sql::ordering::Values,
    },
};

/// What to answer for one object: a slot for each response key, in the order of the document.
pub(crate) type Body = Vec<(Name, Slot)>;

/// What to answer under one key.
#[derive(Debug)]
pub(crate) enum Slot {
    /// Anything that is no field of a record, by its name: `__typename`, and the fields of a connection, an edge and
    /// `PageInfo`. The body says what to answer for the objects below it.
    Named(Name, Body),
    /// A field of a record.
    Field {
        /// The field.
        field: &'static Field,
        /// Its position in the document.
        place: Pos,
        /// Its index in the plan: of its first column, or in `joined`, `known`, `counts` or `branches`. What the field
        /// holds says which.
        at: usize,
        /// What to answer for the objects below it.
        body: Body,
    },
}

/// What to fetch for one record.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The record.
    pub table: &'static Table,
    /// The columns that its statement selects, including those of the joined records.
    pub shape: RowLayout,
    /// The plans of the joined records, in the order of the shape's `joined`.
    pub joined: Vec<(&'static Field, Plan)>,
    /// Lists of child records. Each needs one statement, and one more if it is counted.
    pub branches: Vec<Branch>,
    /// Entries of the directory that the record points to.
    pub known: Vec<KnownPlan>,
    /// Counts of occupied beds. Each needs one statement.
    pub counts: Vec<Count>,
    /// What the first column holds, if it orders the list.
    pub order: Values,
}

/// What to fetch for an entry of the directory.
#[derive(Debug)]
pub(crate) struct KnownPlan {
    /// The field that selects it.
    pub field: &'static Field,
    /// The index of the column with the entry's id. It is 0 and unused if a centre points to its organisation.
    pub first: usize,
    /// What to fetch below it.
    pub plan: Plan,
}

/// A count of the occupied beds of a centre.
#[derive(Debug)]
pub(crate) struct Count {
    /// The field that selects it.
    pub field: &'static Field,
    /// The days at whose end to count. `None`: now.
    pub days: Option<AskedDays>,
}

/// What to fetch for a list of child records.
#[derive(Debug)]
pub(crate) struct Branch {
    /// The field that selects them.
    pub field: &'static Field,
    /// How to find the children of a record.
    pub edge: Edge,
    /// The page to fetch.
    pub paging: Paging,
    /// Whether the query asks for `totalCount`.
    pub count: bool,
    /// What to fetch for each child.
    pub plan: Plan,
}

impl Plan {
    pub(in crate::graphql) fn new(table: &'static Table) -> Self {
        let shape = RowLayout {
            table: table.from.clone(),
            key: table.key.clone(),
            access: table.access,
            columns: Vec::new(),
            joined: Vec::new(),
        };
        Self {
            table,
            shape,
            joined: Vec::new(),
            branches: Vec::new(),
            known: Vec::new(),
            counts: Vec::new(),
            order: Values::Texts,
        }
    }

    /// The largest number of statements that fetch what is below the record.
    pub(crate) fn statements(&self) -> usize {
        let branches = self.branches.iter().map(|it| 1 + usize::from(it.count) + it.plan.statements());
        let joined = self.joined.iter().map(|(_, below)| below.statements());
        let known = self.known.iter().map(|it| it.plan.statements());
        self.counts.len() + branches.chain(joined).chain(known).sum::<usize>()
    }

    /// Whether a followed change, another directory or the time that a field notes are all that can change the answer.
    pub(crate) fn is_followed(&self) -> bool {
        // The standings of other organisations end without an entry for this one, and a name changes when its worker signs in.
        // A reading is no change.
        let not_followed = [standing::Entity.into_iden(), worker::Entity.into_iden(), case_reading::Entity.into_iden()]
            .contains(&self.table.from)
            || self.shape.columns.iter().any(|name| [COLLEAGUE_NAME, READERS_COMPLETE_UNTIL].contains(&&*name.inner()));
        let of_cases = match self.table.access {
            // The organisations and centres of the directory. Services and posts change without an entry for a case.
            Access::Public => self.table.is_entry(),
            // A head can be of a case that the viewer does not follow.
            Access::Service | Access::Packet | Access::Head => false,
            Access::Inherited
            | Access::Case
            | Access::OfCase
            | Access::OfCaseLegal
            | Access::Inferred
            | Access::Override
            | Access::LegalOrder
            | Access::Matching
            | Access::Consent
            | Access::Referral
            | Access::Transfer
            | Access::Stay
            | Access::Share => !not_followed,
        };
        let branches = self.branches.iter().map(|it| &it.plan);
        let joined = self.joined.iter().map(|(_, plan)| plan);
        let mut below = branches.chain(joined).chain(self.known.iter().map(|it| &it.plan));
        of_cases && self.counts.is_empty() && below.all(Self::is_followed)
    }

    /// Whether there is nothing to fetch below an entry of the directory.
    pub(crate) fn is_bare(&self) -> bool {
        self.branches.is_empty() && self.counts.is_empty()
    }

    /// Adds the columns to the plan, unless it already has them in this order, and gives the index of the first.
    pub(crate) fn columns(&mut self, wanted: &[DynIden]) -> usize {
        let columns = &mut self.shape.columns;
        columns.windows(wanted.len().max(1)).position(|window| window == wanted).unwrap_or_else(|| {
            let first = columns.len();
            columns.extend_from_slice(wanted);
            first
        })
    }

    pub(super) fn join(&mut self, field: &'static Field, to: &'static Table) -> usize {
        let known = self.joined.iter().position(|(joined, _)| std::ptr::eq(*joined, field));
        known.unwrap_or_else(|| {
            self.joined.push((field, Self::new(to)));
            self.joined.len() - 1
        })
    }

    /// Copies the shapes of the joined records into this record's shape, deepest first.
    pub(super) fn settle(&mut self) {
        for branch in &mut self.branches {
            branch.plan.settle();
        }
        for known in &mut self.known {
            known.plan.settle();
        }
        let mut joined = Vec::with_capacity(self.joined.len());
        for (field, plan) in &mut self.joined {
            plan.settle();
            if let Holds::One { via, .. } = &field.holds {
                joined.push(Joined { via: via.clone(), shape: plan.shape.clone() });
            }
        }
        self.shape.joined = joined;
    }
}

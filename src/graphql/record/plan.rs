//! What a selection becomes: a body, which says what to answer under which key, and a plan, which says what to fetch.

use async_graphql::Name;
use sea_orm::{prelude::DateTimeUtc, sea_query::DynIden};

use super::table::{Field, Holds, Table};
use crate::{
    graphql::page::Paging,
    store::read::{Edge, Joined, Shape},
};

/// What to answer of one record, key by key in the order of the document.
pub type Body = Vec<(Name, Slot)>;

/// What stands under one key of a record.
#[derive(Debug)]
pub enum Slot {
    /// `__typename`.
    Typename,
    /// A field that is read from the row itself; `first` is its first column in the plan.
    Leaf {
        /// The field.
        field: &'static Field,
        /// Its first column.
        first: usize,
    },
    /// A joined record.
    One {
        /// The field.
        field: &'static Field,
        /// Which of the plan's joined records.
        number: usize,
        /// What to answer of it.
        body: Body,
    },
    /// An organisation or a centre; `number` is which of the plan's known entries.
    Known {
        /// The field.
        field: &'static Field,
        /// Which entry.
        number: usize,
        /// What to answer of it.
        body: Body,
    },
    /// The beds of a centre; `number` is which of the plan's counts.
    Occupancies {
        /// The field.
        field: &'static Field,
        /// Which count.
        number: usize,
        /// What to answer of each moment.
        body: Body,
    },
    /// Records that point here; `number` is which of the plan's branches.
    Many {
        /// The field.
        field: &'static Field,
        /// Which branch.
        number: usize,
        /// What to answer.
        body: ManyBody,
    },
}

/// What to answer of a list of records.
#[derive(Debug)]
pub enum ManyBody {
    /// A plain list.
    List(Body),
    /// A Relay connection.
    Connection(ConnectionBody),
}

/// What to answer of a connection, key by key.
pub type ConnectionBody = Vec<(Name, ConnectionSlot)>;

/// What stands under one key of a connection.
#[derive(Debug)]
pub enum ConnectionSlot {
    /// `__typename`.
    Typename,
    /// `nodes`.
    Nodes(Body),
    /// `edges`: for each key whether it is the type name, the cursor or the node.
    Edges(Vec<(Name, EdgeSlot)>),
    /// `pageInfo`.
    PageInfo(Vec<(Name, PageInfoSlot)>),
    /// `totalCount`.
    TotalCount,
}

/// What stands under one key of an edge.
#[derive(Debug)]
pub enum EdgeSlot {
    /// `__typename`.
    Typename,
    /// `cursor`.
    Cursor,
    /// `node`.
    Node(Body),
}

/// What stands under one key of `pageInfo`.
#[derive(Clone, Copy, Debug)]
pub enum PageInfoSlot {
    /// `__typename`.
    Typename,
    /// `hasNextPage`.
    HasNextPage,
    /// `hasPreviousPage`.
    HasPreviousPage,
    /// `startCursor`.
    StartCursor,
    /// `endCursor`.
    EndCursor,
}

/// What to fetch of one record.
#[derive(Debug)]
pub struct Plan {
    /// The record.
    pub table: &'static Table,
    /// What its statement brings, the joined records included.
    pub shape: Shape,
    /// The plans of the joined records, one for each of the shape's.
    pub joined: Vec<(&'static Field, Plan)>,
    /// Records that point here: one statement each.
    pub branches: Vec<Branch>,
    /// Entries of the directory that rows point to, or that an entry points to.
    pub known: Vec<KnownPlan>,
    /// Heads to be counted in a centre: one statement each.
    pub counts: Vec<Count>,
}

/// An entry of the directory.
#[derive(Debug)]
pub struct KnownPlan {
    /// The field that asked for it.
    pub field: &'static Field,
    /// The pointing column, where a row points.
    pub first: usize,
    /// What to fetch below it.
    pub plan: Plan,
}

/// Heads to be counted.
#[derive(Debug)]
pub struct Count {
    /// The field that asked for it.
    pub field: &'static Field,
    /// When, in order.
    pub moments: Vec<DateTimeUtc>,
}

/// Records that point to a record of the plan.
#[derive(Debug)]
pub struct Branch {
    /// The field that asked for them.
    pub field: &'static Field,
    /// How they point.
    pub edge: Edge,
    /// Which page of them.
    pub paging: Paging,
    /// Whether they are to be counted.
    pub count: bool,
    /// What to fetch of each.
    pub plan: Plan,
}

impl Plan {
    pub(super) fn new(table: &'static Table) -> Self {
        let shape = Shape {
            table: table.from.clone(),
            key: table.key.clone(),
            access: table.access,
            columns: Vec::new(),
            joined: Vec::new(),
        };
        Self { table, shape, joined: Vec::new(), branches: Vec::new(), known: Vec::new(), counts: Vec::new() }
    }

    /// How many statements bring what stands below, at most.
    #[must_use]
    pub fn statements(&self) -> usize {
        let branches = self.branches.iter().map(|it| 1 + usize::from(it.count) + it.plan.statements());
        let joined = self.joined.iter().map(|(_, below)| below.statements());
        let known = self.known.iter().map(|it| it.plan.statements());
        self.counts.len() + branches.chain(joined).chain(known).sum::<usize>()
    }

    /// Whether nothing is to be fetched below an entry of the directory.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.branches.is_empty() && self.counts.is_empty()
    }

    /// Makes sure that the columns are fetched, side by side, and says where they begin.
    pub fn columns(&mut self, wanted: &[DynIden]) -> usize {
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

    /// Copies the shapes of the joined records into this one's, deepest first.
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

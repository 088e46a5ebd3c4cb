//! Fetching a whole tree before anything is answered, level by level: the number of statements is a function of the
//! selection, never of rows or load.

use std::{collections::HashMap, future::Future, pin::Pin};

use sea_orm::{Value, prelude::DateTimeUtc};
use uuid::Uuid;

use super::{
    page::{Paging, Place},
    record::plan::{Branch, Plan},
};
use crate::{
    error::Error,
    store::{
        Store,
        read::{Listing, Row},
    },
};

/// A row with everything below it that the selection asks for.
#[derive(Debug)]
pub struct Node {
    /// The row.
    pub row: Row,
    /// The joined rows, one place for each of the plan's; empty where there is none to show.
    pub joined: Vec<Option<Node>>,
    /// The rows that point here, one place for each of the plan's branches; empty where they are withheld.
    pub branches: Vec<Option<Page>>,
}

/// A page of a list.
#[derive(Debug, Default)]
pub struct Page {
    /// The rows.
    pub nodes: Vec<Node>,
    /// Whether there is a page behind.
    pub has_next: bool,
    /// Whether there is a page before.
    pub has_previous: bool,
    /// How many rows there are in all, where it was asked.
    pub total: Option<i64>,
}

/// Fetches a page of a root list and everything below it.
///
/// # Errors
/// When the database does.
pub async fn page(store: &Store, plan: &Plan, paging: &Paging, listing: Listing) -> Result<Page, Error> {
    let rows = store.rows(&plan.shape, listing).await?;
    let mut page = cut(store, plan, paging, rows)?;
    fill(store, plan, page.nodes.iter_mut().collect()).await?;
    Ok(page)
}

/// Fetches one row and everything below it, if the viewer may know of it.
///
/// # Errors
/// When the database does.
pub async fn node(store: &Store, plan: &Plan, id: Uuid) -> Result<Option<Node>, Error> {
    let Some(row) = store.row(&plan.shape, id).await? else { return Ok(None) };
    let mut node = grow(store, plan, row)?;
    fill(store, plan, vec![&mut node]).await?;
    Ok(Some(node))
}

/// The place of a row in the list that the plan's first column orders.
///
/// # Errors
/// When the row is not of this plan.
pub fn place(store: &Store, node: &Node) -> Result<Place, Error> {
    let cells = node.row.cells(0, store.scope.now);
    let value = match cells.get::<DateTimeUtc>(0) {
        Ok(moment) => Value::from(moment),
        Err(_) => Value::from(cells.get::<String>(0)?),
    };
    Ok(Place { value, id: node.row.key()? })
}

fn cut(store: &Store, plan: &Plan, paging: &Paging, mut rows: Vec<Row>) -> Result<Page, Error> {
    let size = usize::try_from(paging.size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    if paging.backward {
        rows.reverse();
    }
    let (has_next, has_previous) =
        if paging.backward { (paging.before.is_some(), more) } else { (more, paging.after.is_some()) };
    let nodes = rows.into_iter().map(|row| grow(store, plan, row)).collect::<Result<_, _>>()?;
    Ok(Page { nodes, has_next, has_previous, total: None })
}

fn grow(store: &Store, plan: &Plan, row: Row) -> Result<Node, Error> {
    let mut joined = Vec::with_capacity(plan.joined.len());
    for (number, (field, below)) in plan.joined.iter().enumerate() {
        let there =
            if row.clearance.holds(field.class) { row.joined(&plan.shape, number, &store.scope)? } else { None };
        joined.push(there.map(|row| grow(store, below, row)).transpose()?);
    }
    Ok(Node { row, joined, branches: Vec::new() })
}

type Filling<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

fn fill<'a>(store: &'a Store, plan: &'a Plan, mut nodes: Vec<&'a mut Node>) -> Filling<'a> {
    Box::pin(async move {
        for branch in &plan.branches {
            let fetched = Children::fetch(store, branch, &nodes).await?;
            for node in &mut nodes {
                let page = fetched.page(store, branch, node)?;
                node.branches.push(page);
            }
            let pages = nodes.iter_mut().filter_map(|node| node.branches.last_mut()).flatten();
            fill(store, &branch.plan, pages.flat_map(|page| &mut page.nodes).collect()).await?;
        }
        for (number, (_, below)) in plan.joined.iter().enumerate() {
            let there = nodes.iter_mut().filter_map(|node| node.joined[number].as_mut()).collect::<Vec<_>>();
            fill(store, below, there).await?;
        }
        Ok(())
    })
}

/// The children of all parents of one branch. A parent may stand in the tree more than once, each time with a clearance
/// of its own, so that rows are handed out for each place anew.
struct Children {
    rows: HashMap<Uuid, Vec<Row>>,
    totals: HashMap<Uuid, i64>,
}

impl Children {
    async fn fetch(store: &Store, branch: &Branch, nodes: &[&mut Node]) -> Result<Self, Error> {
        let cleared = nodes.iter().filter(|node| node.row.clearance.holds(branch.field.class));
        let mut parents = cleared.map(|node| node.row.key()).collect::<Result<Vec<_>, _>>()?;
        parents.sort_unstable();
        parents.dedup();
        let (shape, edge) = (&branch.plan.shape, &branch.edge);
        let rows = store.children(shape, edge, &parents, &branch.paging).await?;
        let totals = if branch.count { store.count_children(shape, edge, &parents).await? } else { HashMap::new() };
        Ok(Self { rows, totals })
    }

    fn page(&self, store: &Store, branch: &Branch, parent: &Node) -> Result<Option<Page>, Error> {
        if !parent.row.clearance.holds(branch.field.class) {
            return Ok(None);
        }
        let key = parent.row.key()?;
        let rows = self.rows.get(&key).into_iter().flatten();
        let rows = rows.map(|row| row.under(&branch.plan.shape, parent.row.clearance)).collect();
        let mut page = cut(store, &branch.plan, &branch.paging, rows)?;
        page.total = branch.count.then(|| self.totals.get(&key).copied().unwrap_or(0));
        Ok(Some(page))
    }
}

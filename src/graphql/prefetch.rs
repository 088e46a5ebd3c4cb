//! Fetches the whole tree of a selection before anything is answered, level by level. The number of statements depends
//! on the selection only, never on the number of rows or on load.

use std::{collections::HashMap, future::Future, pin::Pin};

use entity::{centre, codes::DataClass, organisation};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

use super::{
    page::Paging,
    record::{
        plan::{Branch, KnownPlan, Plan},
        table::{Field, Table},
    },
};
use crate::{
    error::Error,
    store::{
        Store,
        access::clearance::Clearance,
        read::{
            by_key,
            children::Edge,
            occupancy::Occupancy,
            rows::{Listing, Row},
        },
    },
};

/// A fetched row with everything below it that the selection asks for.
#[derive(Debug)]
pub(crate) struct FetchedRow {
    /// The row.
    pub row: Row,
    /// The joined rows, one for each of the plan's `joined`. `None` if there is no such row or it may not be shown.
    pub joined: Vec<Option<FetchedRow>>,
    /// The child rows, one page for each of the plan's `branches`. `None` if they are withheld.
    pub branches: Vec<Option<Page>>,
    /// The rows below the directory entries that the row points to, one for each of the plan's `known`. `None` if the
    /// selection has nothing to fetch there.
    pub known: Vec<Option<Below>>,
}

/// An entry of the directory in memory.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Entry<'a> {
    /// An organisation.
    Organisation(&'a organisation::Model),
    /// A centre.
    Centre(&'a centre::Model),
}

/// The rows and counts below an entry of the directory.
#[derive(Debug)]
pub(crate) struct Below {
    key: Uuid,
    /// The viewer's clearance for the entry.
    pub clearance: Clearance,
    /// The child rows, one page for each of the plan's `branches`. `None` if they are withheld.
    pub branches: Vec<Option<Page>>,
    /// Its occupied beds, one for each of the plan's `counts`. `None` if they are withheld.
    pub counts: Vec<Option<Vec<Occupancy>>>,
}

/// A page of a list.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The rows.
    pub nodes: Vec<FetchedRow>,
    /// Whether there is a next page.
    pub has_next: bool,
    /// Whether there is a previous page.
    pub has_previous: bool,
    /// The number of rows in the whole list, if the query asks for it.
    pub total: Option<i64>,
}

/// Fetches a page of a root list and everything below it. It counts the list if `all` is given.
pub(crate) async fn page(
    store: &Store,
    plan: &Plan,
    paging: &Paging,
    listing: Listing,
    all: Option<SelectStatement>,
) -> Result<Page, Error> {
    let store = &store.at_one_moment(1 + usize::from(all.is_some()) + plan.statements()).await?;
    let rows = store.rows(&plan.shape, listing).await?;
    let mut page = cut(store, plan, paging, rows)?;
    fill(store, plan, page.nodes.iter_mut().collect()).await?;
    if let Some(all) = all {
        page.total = Some(store.count(all).await?);
    }
    Ok(page)
}

/// Fetches one row and everything below it. `None` if it does not exist or the viewer may not know of it.
pub(crate) async fn node(store: &Store, plan: &Plan, id: Uuid) -> Result<Option<FetchedRow>, Error> {
    let store = &store.at_one_moment(by_key::statements(&plan.shape) + plan.statements()).await?;
    let Some(row) = store.by_key(&plan.shape, id).await? else { return Ok(None) };
    let mut node = grow(store, plan, row)?;
    fill(store, plan, vec![&mut node]).await?;
    Ok(Some(node))
}

/// Fetches the rows with these keys that the viewer may know of, and everything below them.
pub(crate) async fn these(store: &Store, plan: &Plan, ids: &[Uuid]) -> Result<Vec<FetchedRow>, Error> {
    let rows = store.rows(&plan.shape, store.these(&plan.shape, ids)).await?;
    let mut nodes = rows.into_iter().map(|row| grow(store, plan, row)).collect::<Result<Vec<_>, _>>()?;
    fill(store, plan, nodes.iter_mut().collect()).await?;
    Ok(nodes)
}

/// Fetches one child of a row as the list in this field would show it. `FORBIDDEN` if the viewer may not read the list.
pub(crate) async fn child(
    store: &Store,
    plan: &Plan,
    (above, id): (&'static Table, Uuid),
    (field, edge): (&Field, &Edge),
    key: Uuid,
) -> Result<Option<FetchedRow>, Error> {
    let parent = Plan::new(above).shape;
    let store = &store.at_one_moment(1 + by_key::statements(&parent) + plan.statements()).await?;
    let Some(parent) = store.by_key(&parent, id).await? else { return Ok(None) };
    if !parent.clearance.holds(field.class) {
        return Err(Error::Forbidden);
    }
    let Some(row) = store.child(&plan.shape, edge, &parent, key).await? else { return Ok(None) };
    let mut node = grow(store, plan, row)?;
    fill(store, plan, vec![&mut node]).await?;
    Ok(Some(node))
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

fn grow(store: &Store, plan: &Plan, row: Row) -> Result<FetchedRow, Error> {
    let mut joined = Vec::with_capacity(plan.joined.len());
    for (number, (field, below)) in plan.joined.iter().enumerate() {
        let readable = field.is_readable(row.clearance);
        let there = if readable { row.joined(&plan.shape, number, &store.scope)? } else { None };
        joined.push(there.map(|row| grow(store, below, row)).transpose()?);
    }
    Ok(FetchedRow { row, joined, branches: Vec::new(), known: Vec::new() })
}

type Filling<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// A row or a directory entry that has child rows.
struct Parent<'a> {
    key: Uuid,
    clearance: Clearance,
    branches: &'a mut Vec<Option<Page>>,
}

fn fill<'a>(store: &'a Store, plan: &'a Plan, mut nodes: Vec<&'a mut FetchedRow>) -> Filling<'a> {
    Box::pin(async move {
        let mut parents = Vec::with_capacity(nodes.len());
        for node in &mut nodes {
            let (key, clearance) = (node.row.key()?, node.row.clearance);
            parents.push(Parent { key, clearance, branches: &mut node.branches });
        }
        fill_branches(store, plan, parents).await?;
        for (number, (_, below)) in plan.joined.iter().enumerate() {
            let there = nodes.iter_mut().filter_map(|node| node.joined[number].as_mut()).collect::<Vec<_>>();
            fill(store, below, there).await?;
        }
        for known in &plan.known {
            for node in &mut nodes {
                let below = pointed_to(store, known, node)?;
                node.known.push(below);
            }
            let there = nodes.iter_mut().filter_map(|node| node.known.last_mut()).flatten().collect();
            fill_entries(store, &known.plan, there).await?;
        }
        Ok(())
    })
}

async fn fill_branches(store: &Store, plan: &Plan, mut parents: Vec<Parent<'_>>) -> Result<(), Error> {
    for branch in &plan.branches {
        let fetched = Children::fetch(store, branch, &parents).await?;
        for parent in &mut parents {
            let page = fetched.page(store, branch, parent)?;
            parent.branches.push(page);
        }
        let pages = parents.iter_mut().filter_map(|parent| parent.branches.last_mut()).flatten();
        fill(store, &branch.plan, pages.flat_map(|page| &mut page.nodes).collect()).await?;
    }
    Ok(())
}

/// The child rows of all parents of one branch. A parent can occur in the tree several times with different clearances,
/// so each occurrence gets its own copy of the rows.
struct Children {
    rows: HashMap<Uuid, Vec<Row>>,
    totals: HashMap<Uuid, i64>,
}

impl Children {
    async fn fetch(store: &Store, branch: &Branch, parents: &[Parent<'_>]) -> Result<Self, Error> {
        let cleared = parents.iter().filter(|parent| parent.clearance.holds(branch.field.class));
        let mut keys = cleared.map(|parent| parent.key).collect::<Vec<_>>();
        keys.sort_unstable();
        keys.dedup();
        let (shape, edge) = (&branch.plan.shape, &branch.edge);
        let rows = store.children(shape, edge, &keys, &branch.paging).await?;
        let totals = if branch.count { store.count_children(shape, edge, &keys).await? } else { HashMap::new() };
        Ok(Self { rows, totals })
    }

    fn page(&self, store: &Store, branch: &Branch, parent: &Parent<'_>) -> Result<Option<Page>, Error> {
        if !parent.clearance.holds(branch.field.class) {
            return Ok(None);
        }
        let rows = self.rows.get(&parent.key).into_iter().flatten();
        let rows = rows.map(|row| row.under(&branch.plan.shape, parent.clearance)).collect();
        let mut page = cut(store, &branch.plan, &branch.paging, rows)?;
        page.total = branch.count.then(|| self.totals.get(&parent.key).copied().unwrap_or(0));
        Ok(Some(page))
    }
}

/// Fetches what is below entries of the directory, for all entries at once.
pub(crate) async fn below(store: &Store, plan: &Plan, entries: &[Entry<'_>]) -> Result<Vec<Below>, Error> {
    let store = &store.at_one_moment(plan.statements()).await?;
    let mut all = entries.iter().map(|entry| Below::of(store, *entry)).collect::<Vec<_>>();
    fill_entries(store, plan, all.iter_mut().collect()).await?;
    Ok(all)
}

/// The centre that a field points to. Through a field of the class LOCATION, which the caller has checked against the
/// row's clearance, the viewer may know of any centre. Through any other field `Scope::knows_centre` decides.
pub(crate) fn centre<'a>(store: &'a Store, known: &KnownPlan, id: Uuid) -> Option<&'a centre::Model> {
    let told = known.field.class == DataClass::Location;
    store.directory.centre(id).filter(|centre| told || store.scope.knows_centre(centre))
}

fn pointed_to(store: &Store, known: &KnownPlan, node: &FetchedRow) -> Result<Option<Below>, Error> {
    if known.plan.is_bare() || !node.row.clearance.holds(known.field.class) {
        return Ok(None);
    }
    let id = node.row.value::<Option<Uuid>>(known.first)?;
    let centre = id.and_then(|id| centre(store, known, id));
    Ok(centre.map(|centre| Below::of(store, Entry::Centre(centre))))
}

async fn fill_entries(store: &Store, plan: &Plan, mut entries: Vec<&mut Below>) -> Result<(), Error> {
    for count in &plan.counts {
        let cleared = |below: &Below| below.clearance.holds(count.field.class);
        let mut keys = entries.iter().filter(|below| cleared(below)).map(|below| below.key).collect::<Vec<_>>();
        keys.sort_unstable();
        keys.dedup();
        let centres = keys.iter().filter_map(|key| store.directory.centre(*key)).collect::<Vec<_>>();
        let counted = store.occupancies(&centres, count.days).await?;
        for below in &mut entries {
            let counted = if cleared(below) { counted.get(&below.key).cloned() } else { None };
            below.counts.push(counted);
        }
    }
    let parents = entries.into_iter().map(|below| {
        let Below { key, clearance, branches, .. } = below;
        Parent { key: *key, clearance: *clearance, branches }
    });
    fill_branches(store, plan, parents.collect()).await
}

impl Below {
    fn of(store: &Store, entry: Entry<'_>) -> Self {
        let (key, clearance) = match entry {
            Entry::Organisation(it) => (it.id, Clearance::PUBLIC),
            Entry::Centre(it) => (it.id, store.scope.centre_clearance(it)),
        };
        Self { key, clearance, branches: Vec::new(), counts: Vec::new() }
    }

    /// The entry's key.
    pub(crate) const fn key(&self) -> Uuid {
        self.key
    }
}

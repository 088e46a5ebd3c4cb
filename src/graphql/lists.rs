//! Answers lists as Relay connections, from the database or from the directory in memory.

use async_graphql::Context;
use entity::codes::OrganisationType;
use sea_orm::sea_query::{DynIden, IntoIden, Order, SelectStatement};

use super::{
    filters::CentreFilterInput,
    page::{Paging, Place},
    prefetch::{self, Entry},
    record::{Connection, Seen, answer::Answering, selection::Reader, table::Record},
    records::{Centre, Organisation},
    request::Request,
};
use crate::{error::Error, store::read::rows::Listing};

/// A list from the database. `list` is the name for which its cursors are sealed. `all` is the statement that selects
/// the whole list; it is counted if the query asks for `totalCount`.
pub(crate) async fn connection<R: Record>(
    context: &Context<'_>,
    list: &str,
    order: &[(DynIden, Order)],
    paging: &Paging,
    listing: Listing,
    all: impl FnOnce() -> SelectStatement,
) -> Result<Connection<R>, Error> {
    let request = Request::of(context);
    let reader = Reader::new(context);
    let (body, plan, count) = reader.connection(R::table(), &reader.root(), &order[0].0)?;
    let page = prefetch::page(&request.store, &plan, paging, listing, count.then(all)).await?;
    let mut answering = Answering::new(context, None);
    answering.connection(&body, &plan, &page, list)?;
    Ok(Connection::new(answering.finish()))
}

/// The one row that a statement selects.
///
/// # Errors
/// `NOT_FOUND` when it selects no row.
pub(crate) async fn one<R: Record>(context: &Context<'_>, listing: Listing) -> Result<Seen<R>, Error> {
    let request = Request::of(context);
    let reader = Reader::new(context);
    let (body, plan) = reader.record(R::table(), &reader.root())?;
    let first = Paging { size: 1, ..Paging::default() };
    let page = prefetch::page(&request.store, &plan, &first, listing, None).await?;
    let node = page.nodes.first().ok_or(Error::NotFound)?;
    let mut answering = Answering::new(context, None);
    answering.record(&body, &plan, node)?;
    Ok(Seen::new(answering.finish()))
}

/// The organisations of the directory.
pub(crate) async fn organisations(
    context: &Context<'_>,
    paging: &Paging,
    of_type: Option<OrganisationType>,
    country: Option<&str>,
) -> Result<Connection<Organisation>, Error> {
    let directory = &Request::of(context).store.directory;
    let entries = directory
        .organisations()
        .iter()
        .filter(|it| of_type.is_none_or(|of_type| it.organisation_type == of_type))
        .filter(|it| country.is_none() || it.country.as_deref() == country)
        .map(|it| ((it.name.as_str(), it.id), Entry::Organisation(it)))
        .collect();
    entries_page(context, "organisations", paging, entries).await
}

/// The centres of the directory that the viewer may know of.
pub(crate) async fn centres(
    context: &Context<'_>,
    paging: &Paging,
    filter: &CentreFilterInput,
) -> Result<Connection<Centre>, Error> {
    let store = &Request::of(context).store;
    let entries = store
        .directory
        .centres()
        .iter()
        .filter(|it| store.scope.knows_centre(it) && filter.matches(it))
        .map(|it| ((it.name.as_str(), it.id), Entry::Centre(it)))
        .collect();
    entries_page(context, "centres", paging, entries).await
}

type Named<'a> = ((&'a str, uuid::Uuid), Entry<'a>);

/// A page of directory entries, ordered by name and id.
async fn entries_page<R: Record>(
    context: &Context<'_>,
    list: &str,
    paging: &Paging,
    mut entries: Vec<Named<'_>>,
) -> Result<Connection<R>, Error> {
    let request = Request::of(context);
    let reader = Reader::new(context);
    let name = entity::organisation::Column::Name.into_iden();
    let (body, plan, _) = reader.connection(R::table(), &reader.root(), &name)?;
    let total = entries.len();
    let key = |place: &Place| match &place.value {
        sea_orm::Value::String(Some(name)) => (name.clone(), place.id),
        _ => (String::new(), place.id),
    };
    entries.sort_by_key(|(a, _)| *a);
    if let Some(after) = paging.after.as_ref().map(key) {
        entries.retain(|((name, id), _)| (*name, *id) > (after.0.as_str(), after.1));
    }
    if let Some(before) = paging.before.as_ref().map(key) {
        entries.retain(|((name, id), _)| (*name, *id) < (before.0.as_str(), before.1));
    }
    let size = usize::try_from(paging.size).unwrap_or(usize::MAX);
    let more = entries.len() > size;
    if paging.backward && more {
        entries.drain(..entries.len() - size);
    }
    entries.truncate(size);
    let (next, previous) =
        if paging.backward { (paging.before.is_some(), more) } else { (more, paging.after.is_some()) };
    let shown: Vec<_> = entries.iter().map(|(_, entry)| *entry).collect();
    let below = prefetch::below(&request.store, &plan, &shown).await?;
    let cursor = |name: &str, id| request.seal_cursor(list, &Place { value: name.into(), id });
    let entries: Vec<_> =
        entries.into_iter().zip(below).map(|(((name, id), entry), below)| (cursor(name, id), entry, below)).collect();
    let mut answering = Answering::new(context, None);
    answering.entries(&plan, &body, &entries, (next, previous, total))?;
    Ok(Connection::new(answering.finish()))
}

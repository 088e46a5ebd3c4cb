//! Answers lists as Relay connections, from the database or from the directory in memory.

use async_graphql::{Context, Value};
use sea_orm::sea_query::IntoIden;
use uuid::Uuid;

use super::{listed::NamedEntry, order::OrderDirection};
use crate::{
    error::Error,
    graphql::{
        page::{CursorPosition, Paging},
        prefetch,
        record::{
            RecordAnswer,
            answer::AnswerWriter,
            selection::Reader,
            table::{Record, Table},
        },
        request::Request,
    },
    store::{
        lists::list::List,
        read::rows::Listing,
        sql::ordering::{Ordering, Values},
    },
};

/// A page of a list from the database. `name` is the name for which its cursors are sealed.
pub(crate) async fn connection(
    context: &Context<'_>,
    table: &'static Table,
    (name, order, paging): (&str, &Ordering, &Paging),
    list: &impl List,
) -> Result<Value, Error> {
    let request = Request::of(context);
    let reader = Reader::new(context);
    let (body, plan, count) = reader.connection(table, &reader.root(), (&order.key, order.values))?;
    request.roots.note(context, list.is_followed() && plan.is_followed());
    let scope = &request.store.scope;
    let all = count.then(|| list.all(scope, order));
    let page = prefetch::page(&request.store, &plan, paging, list.page(scope, order, paging), all).await?;
    let mut answering = AnswerWriter::new(context, None);
    answering.connection(&body, &plan, &page, name)?;
    Ok(answering.finish())
}

/// The one row that a statement selects.
/// Errors: `NOT_FOUND` when it selects no row.
pub(crate) async fn one<R: Record>(context: &Context<'_>, listing: Listing) -> Result<RecordAnswer<R>, Error> {
    let request = Request::of(context);
    let reader = Reader::new(context);
    let (body, plan) = reader.record(R::table(), &reader.root())?;
    let first = Paging { size: 1, ..Paging::default() };
    let page = prefetch::page(&request.store, &plan, &first, listing, None).await?;
    let node = page.nodes.first().ok_or(Error::NotFound)?;
    let mut answering = AnswerWriter::new(context, None);
    answering.record(&body, &plan, node)?;
    Ok(RecordAnswer::new(answering.finish()))
}

/// A page of directory entries, ordered by name and id.
pub(crate) async fn entries(
    context: &Context<'_>,
    table: &'static Table,
    (list, direction, paging): (&str, OrderDirection, &Paging),
    mut entries: Vec<NamedEntry<'_>>,
) -> Result<Value, Error> {
    let request = Request::of(context);
    let reader = Reader::new(context);
    let name = entity::organisation::Column::Name.into_iden();
    let (body, plan, _) = reader.connection(table, &reader.root(), (&name, Values::Texts))?;
    let total = entries.len();
    entries.sort_by_key(|(position, _)| *position);
    let ascends = direction == OrderDirection::Asc;
    if !ascends {
        entries.reverse();
    }
    let key = |place: &CursorPosition| match &place.value {
        sea_orm::Value::String(Some(name)) => (name.clone(), place.id),
        _ => (String::new(), place.id),
    };
    let mut keep = |place: Option<(String, Uuid)>, later: bool| {
        if let Some((name, id)) = place {
            let place = (name.as_str(), id);
            entries.retain(|(position, _)| if later == ascends { *position > place } else { *position < place });
        }
    };
    keep(paging.after.as_ref().map(key), true);
    keep(paging.before.as_ref().map(key), false);
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
    let cursor = |name: &str, id| request.seal_cursor(list, &CursorPosition { value: name.into(), id });
    let entries: Vec<_> =
        entries.into_iter().zip(below).map(|(((name, id), entry), below)| (cursor(name, id), entry, below)).collect();
    let mut answering = AnswerWriter::new(context, None);
    answering.entries(&plan, &body, &entries, (next, previous, total))?;
    Ok(answering.finish())
}

//! What a list of the query root defines: its records, its conditions and its orders.

use async_graphql::{
    Context, InputObject, InputType,
    registry::{MetaInputValue, Registry},
};
use entity::codes::DataClass as D;
use sea_orm::{prelude::DateTimeUtc, sea_query::Order};

use super::order::{OrderDirection, OrderField};
use crate::{
    access::directive::holds,
    error::Error,
    graphql::{page::argument, prefetch::Entry, record::table::Record},
    store::{
        Store,
        lists::list::List,
        sql::{ordering::Ordering, period::Period},
    },
};

/// A list of rows of the database.
pub(crate) trait Listed {
    /// The record type of its items.
    type Record: Record;
    /// Its sort keys.
    type Order: OrderField;
    /// The list in the store.
    type List: List;
    /// Its usual order.
    const USUAL: (Self::Order, OrderDirection);

    /// Its arguments besides order and paging. A list without any is no input type.
    fn arguments(registry: &mut Registry) -> Vec<MetaInputValue>
    where
        Self: InputType,
    {
        vec![filter_argument::<Self>(registry)]
    }

    /// The list for the arguments of the field that is being resolved.
    /// Errors: when a condition is malformed.
    fn read(context: &Context<'_>) -> impl Future<Output = Result<Self::List, Error>> + Send;

    /// The order of the list by this key.
    fn order(list: &Self::List, by: Self::Order, direction: Order) -> Ordering;
}

/// A list of entries of the directory in memory, ordered by name.
pub(crate) trait ListedEntries: InputType {
    /// The record type of its items.
    type Record: Record;
    /// Its sort keys.
    type Order: OrderField;
    /// Its only sort key.
    const NAME: Self::Order;

    /// The entries that the viewer may know of, for the arguments of the field that is being resolved.
    /// Errors: when a condition is malformed.
    fn read<'a>(context: &Context<'_>, store: &'a Store) -> Result<Vec<NamedEntry<'a>>, Error>;
}

/// An entry of the directory with its position: the sort key of its name, and its id.
pub(crate) type NamedEntry<'a> = ((&'a str, uuid::Uuid), Entry<'a>);

/// A period. The moment `from` belongs to it, the moment `before` does not.
#[derive(Clone, Copy, Debug, Default, InputObject)]
pub(crate) struct TimeRange {
    /// This moment or later.
    #[graphql(directive = holds::apply(D::Public))]
    from: Option<DateTimeUtc>,
    /// Earlier than this moment.
    #[graphql(directive = holds::apply(D::Public))]
    before: Option<DateTimeUtc>,
}

/// The period of a condition with this name.
/// Errors: when the period is empty.
pub(crate) fn period(field: &str, range: Option<TimeRange>) -> Result<Period, Error> {
    let TimeRange { from, before } = range.unwrap_or_default();
    if let (Some(from), Some(before)) = (from, before)
        && before <= from
    {
        return Err(Error::bad_input(field, "the end of the range is not after its beginning"));
    }
    Ok(Period { from, before })
}

/// The argument `filter` of this type.
pub(crate) fn filter_argument<F: InputType>(registry: &mut Registry) -> MetaInputValue {
    let of = <Option<F>>::create_type_info(registry);
    argument("filter", &of, "Only items that meet these conditions.", None)
}

/// The given filter, or the one without a condition.
/// Errors: when the engine cannot read it.
pub(crate) fn given_filter<F: InputType + Default>(context: &Context<'_>) -> Result<F, Error> {
    let (_, given) = context.param_value::<Option<F>>("filter", None).map_err(Error::Engine)?;
    Ok(given.unwrap_or_default())
}

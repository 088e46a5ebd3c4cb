//! The lists of the query root, as a table. What they have in common is written once: the arguments for paging and
//! order, and the answer as a Relay connection.

mod answer;
mod cases;
mod consular;
mod directory;
mod legal_overrides;
mod listed;
mod order;
mod person_matches;
mod referrals;
mod transfers;
pub(crate) mod values;
mod webhooks;

#[cfg(test)]
mod tests;

use std::{borrow::Cow, future::Future, pin::Pin, sync::LazyLock};

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, InputType, ObjectType, OutputType, Positioned, ServerResult,
    TypeDirective, Value,
    parser::types::Field as AskedField,
    registry::{MetaField, MetaInputValue, MetaTypeId, ObjectBuilder, Registry},
    resolver_utils::{enum_value, resolve_container},
};

pub(crate) use self::answer::one;
use self::{
    cases::CaseFilterInput,
    consular::{ConsularPacketFilter, ConsularRequestFilter},
    directory::{CentreFilter, ColleagueFilterInput, ConsularPostFilter, OrganisationFilter, ServiceFilterInput},
    legal_overrides::LegalOverrideFilter,
    listed::{Listed, ListedEntries, filter_argument},
    order::{OrderBy, OrderDirection, OrderField},
    person_matches::PersonMatchFilter,
    referrals::ReferralFilterInput,
    transfers::TransferFilterInput,
    webhooks::WebhookFilter,
};
use super::{
    page::{self, LARGEST_PAGE, Paging, argument},
    record::{
        Connection,
        selection::Reader,
        table::{Record, Visible},
    },
    request::Request,
    visible,
};
use crate::{
    access::directive::holds,
    error::Error,
    store::{access::row_access::Access, lists::list::List as _},
};

/// The largest page of consular packets, which a consulate reads one by one.
const LARGEST_PAGE_OF_PACKETS: i32 = 25;

/// All lists, in the order of the schema.
static ROOTS: LazyLock<Vec<Root>> = LazyLock::new(|| {
    vec![
        entries::<OrganisationFilter>("organisations", "The organisations of the directory.").of_origin(),
        entries::<CentreFilter>(
            "centres",
            "The centres of the directory. A protected centre is listed only to those who work there or oversee it and \
             may read protected locations.",
        )
        .of_origin(),
        rows::<ServiceFilterInput>("services", "The services of the directory.").of_origin(),
        rows::<ConsularPostFilter>("consularPosts", "The embassies and consulates of the directory.").of_origin(),
        rows::<CaseFilterInput>("cases", "The cases that you may know of."),
        rows::<ReferralFilterInput>("referrals", "The referrals to or from your organisation that you may know of."),
        rows::<TransferFilterInput>(
            "transfers",
            "The transfers of cases to or from your organisation that you may know of.",
        ),
        rows::<LegalOverrideFilter>(
            "legalOverrides",
            "The requests to share without consent that you may know of. Use `state: [WAITING]` for those that wait for \
             a second person.",
        ),
        rows::<PersonMatchFilter>(
            "personMatches",
            "The matches of your cases with people whom other organisations registered. Use `state: [PROPOSED]` for those that \
             wait for your answer.",
        ),
        rows::<ConsularRequestFilter>(
            "consularRequests",
            "The consular requests of your organisation that you may know of.",
        ),
        rows::<ConsularPacketFilter>("consularPackets", "The packets that were submitted to your post.")
            .of_origin()
            .in_pages_of(LARGEST_PAGE_OF_PACKETS),
        rows::<ColleagueFilterInput>(
            "colleagues",
            "The workers of your organisation. For roles that assign cases or name a second person.",
        ),
        rows::<WebhookFilter>("webhooks", "The webhooks of your organisation. For its programs and its administrator."),
    ]
});

/// One list.
struct Root {
    name: &'static str,
    doc: &'static str,
    /// Whether the schema of a State of origin has it.
    of_origin: bool,
    /// The largest page.
    largest: i32,
    visible: Option<Visible>,
    of: fn(&mut Registry) -> String,
    arguments: fn(&mut Registry) -> Vec<MetaInputValue>,
    answer: for<'a> fn(&'a Self, &'a Context<'a>) -> BoxFuture<'a>,
}

type BoxFuture<'a> = Pin<Box<dyn Future<Output = Result<Value, Error>> + Send + 'a>>;

impl Root {
    fn new<R: Record>(
        (name, doc): (&'static str, &'static str),
        arguments: fn(&mut Registry) -> Vec<MetaInputValue>,
        answer: for<'a> fn(&'a Self, &'a Context<'a>) -> BoxFuture<'a>,
    ) -> Self {
        // The directory is shown to everybody.
        let public = matches!(R::table().access, Access::Public | Access::Service);
        let visible: Option<Visible> = if public { None } else { Some(visible::record::<R>) };
        let of = <Option<Connection<R>>>::create_type_info;
        Self { name, doc, of_origin: false, largest: LARGEST_PAGE, visible, of, arguments, answer }
    }

    fn of_origin(self) -> Self {
        Self { of_origin: true, ..self }
    }

    fn in_pages_of(self, largest: i32) -> Self {
        Self { largest, ..self }
    }

    fn describe(&self, registry: &mut Registry) -> MetaField {
        let mut field = MetaField::new(self.name, (self.of)(registry));
        field.description = Some(self.doc.to_owned());
        field.visible = self.visible;
        let arguments = (self.arguments)(registry).into_iter().chain(page::arguments(self.largest));
        field.args = arguments.map(|argument| (argument.name.clone(), argument)).collect();
        field
    }

    fn paging(&self, context: &Context<'_>, list: &str) -> Result<Paging, Error> {
        let arguments = Reader::new(context).arguments(context.item)?;
        Paging::of(Request::of(context), list, &arguments, self.largest)
    }
}

/// A list of rows of the database.
fn rows<L: Listed + InputType + 'static>(name: &'static str, doc: &'static str) -> Root
where
    OrderBy<L::Order>: InputType,
{
    let arguments = |registry: &mut Registry| {
        let order = order_argument(registry, L::USUAL);
        L::arguments(registry).into_iter().chain([order]).collect()
    };
    Root::new::<L::Record>((name, doc), arguments, |root, context| Box::pin(answer_rows::<L>(root, context)))
}

/// A list of entries of the directory in memory.
fn entries<L: ListedEntries + 'static>(name: &'static str, doc: &'static str) -> Root
where
    OrderBy<L::Order>: InputType,
{
    let arguments = |registry: &mut Registry| {
        let order = order_argument(registry, (L::NAME, OrderDirection::Asc));
        vec![filter_argument::<L>(registry), order]
    };
    Root::new::<L::Record>((name, doc), arguments, |root, context| Box::pin(answer_entries::<L>(root, context)))
}

async fn answer_rows<L: Listed>(root: &Root, context: &Context<'_>) -> Result<Value, Error>
where
    OrderBy<L::Order>: InputType,
{
    let list = L::read(context).await?;
    let (field, direction) = given_order(context, L::USUAL)?;
    // A cursor is sealed for one order, because in another order it marks no position.
    let name = format!("{} {} {field:?} {direction:?}", root.name, list.part());
    let paging = root.paging(context, &name)?;
    let order = L::order(&list, field, direction.read());
    answer::connection(context, L::Record::table(), (&name, &order, &paging), &list).await
}

async fn answer_entries<L: ListedEntries>(root: &Root, context: &Context<'_>) -> Result<Value, Error>
where
    OrderBy<L::Order>: InputType,
{
    let (_, direction) = given_order(context, (L::NAME, OrderDirection::Asc))?;
    let name = format!("{} {direction:?}", root.name);
    let paging = root.paging(context, &name)?;
    let entries = L::read(context, &Request::of(context).store)?;
    answer::entries(context, L::Record::table(), (&name, direction, &paging), entries).await
}

fn order_argument<F: OrderField>(registry: &mut Registry, (field, direction): (F, OrderDirection)) -> MetaInputValue
where
    OrderBy<F>: InputType,
{
    let of = <Option<OrderBy<F>>>::create_type_info(registry);
    let usual = format!("{{ field: {}, direction: {} }}", enum_value(field), enum_value(direction));
    argument("orderBy", &of, "The order. The list holds only items of which you may read the sort key.", Some(usual))
}

/// The given order, or the usual one. A client may pass null for it.
fn given_order<F: OrderField>(context: &Context<'_>, usual: (F, OrderDirection)) -> Result<(F, OrderDirection), Error>
where
    OrderBy<F>: InputType,
{
    let (_, given) = context.param_value::<Option<OrderBy<F>>>("orderBy", None).map_err(Error::Engine)?;
    Ok(given.map_or(usual, |order| (order.field, order.direction)))
}

/// The lists as root fields: all of them, or those of a State of origin.
#[derive(Debug, Default)]
pub struct Lists<const OF_ORIGIN: bool>;

impl<const OF_ORIGIN: bool> Lists<OF_ORIGIN> {
    fn roots() -> impl Iterator<Item = &'static Root> {
        ROOTS.iter().filter(|root| root.of_origin || !OF_ORIGIN)
    }
}

impl<const OF_ORIGIN: bool> OutputType for Lists<OF_ORIGIN> {
    fn type_name() -> Cow<'static, str> {
        "Lists".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        holds.register(registry);
        registry.create_output_type::<Self, _>(MetaTypeId::Object, |registry| {
            let fields = Self::roots().map(|root| (root.name.to_owned(), root.describe(registry))).collect();
            ObjectBuilder::new("Lists", fields).rust_typename(std::any::type_name::<Self>()).build()
        })
    }

    async fn resolve(&self, context: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        resolve_container(context, self).await
    }
}

impl<const OF_ORIGIN: bool> ContainerType for Lists<OF_ORIGIN> {
    async fn resolve_field(&self, context: &Context<'_>) -> ServerResult<Option<Value>> {
        let asked = context.item.node.name.node.as_str();
        let Some(root) = Self::roots().find(|root| root.name == asked) else { return Ok(None) };
        Ok(Some((root.answer)(root, context).await.unwrap_or_else(|error| {
            // As in `Maybe`, a list that fails does not remove the answers of the other roots.
            context.add_error(context.set_error_path(error.at(context.item.pos)));
            Value::Null
        })))
    }
}

impl<const OF_ORIGIN: bool> ObjectType for Lists<OF_ORIGIN> {}

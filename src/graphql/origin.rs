//! The schema of a State of origin: who asks, the public directory, packets, and what a consulate does with them. For its
//! viewers nothing else exists: another name is an unknown name, in documents, errors and introspection alike.

use std::{borrow::Cow, collections::HashSet};

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, EmptySubscription, MergedObject, ObjectType, OutputType, Positioned,
    Schema, ServerResult, TypeDirective as _, Value,
    parser::types::Field as AskedField,
    registry::{MetaType, Registry},
    resolver_utils::resolve_container_serial,
};
use entity::codes::{OrganisationType, Relation};
use sea_orm::Iterable;
use serde::Serialize;

use super::{
    consular::{PacketRoots, PostRoots},
    mutation,
    query::DirectoryRoots,
};
use crate::{
    access::{action::Action, ceiling, class::ClassSet, directive::requires, policy::spelled},
    rules::consular::view::TOLD,
};

/// The schema of a State of origin.
pub type OriginSchema = Schema<OriginQuery, OriginMutation, EmptySubscription>;

/// Builds it.
#[must_use]
pub fn schema() -> OriginSchema {
    Schema::build(OriginQuery::default(), OriginMutation, EmptySubscription).disable_suggestions().finish()
}

/// What can be read.
#[derive(Debug, Default, MergedObject)]
#[graphql(name = "Query")]
pub struct OriginQuery(DirectoryRoots, PacketRoots, PostRoots);

/// What can be done.
#[derive(Debug)]
pub struct OriginMutation;

impl OutputType for OriginMutation {
    fn type_name() -> Cow<'static, str> {
        "Mutation".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        requires.register(registry);
        let name = mutation::register::<Self>(registry, is_of_origin);
        // The query root is there already, and with it every code list.
        forget_other_codes(registry);
        name
    }

    async fn resolve(&self, context: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        resolve_container_serial(context, self).await
    }
}

impl ContainerType for OriginMutation {
    async fn resolve_field(&self, context: &Context<'_>) -> ServerResult<Option<Value>> {
        Ok(mutation::perform(context, is_of_origin).await)
    }
}

impl ObjectType for OriginMutation {}

fn is_of_origin(action: Action) -> bool {
    ceiling::may(OrganisationType::GovOriginConsular, action)
}

/// Lists of what there is elsewhere would tell what a house does: that requests are held, for instance.
fn forget_other_codes(registry: &mut Registry) {
    let relations = || Relation::iter().filter(|relation| ceiling::is_packet(*relation));
    let classes = relations()
        .map(|relation| ceiling::of_organisation(OrganisationType::GovOriginConsular, relation))
        .fold(ClassSet::NONE, |sum, classes| sum | classes);
    keep(registry, "Relation", relations());
    keep(registry, "DataClass", classes.iter());
    keep(registry, "Action", Action::all().filter(|action| is_of_origin(*action)));
    keep(registry, "UserErrorCode", TOLD.iter().copied());
}

fn keep<T: Serialize>(registry: &mut Registry, list: &str, codes: impl Iterator<Item = T>) {
    let codes: HashSet<_> = codes.map(|code| spelled(&code)).collect();
    if let Some(MetaType::Enum { enum_values, .. }) = registry.types.get_mut(list) {
        enum_values.retain(|name, _| codes.contains(name.as_str()));
    }
}

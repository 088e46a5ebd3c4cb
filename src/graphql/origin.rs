//! The schema of a State of origin: the viewer, the public directory, consular packets and the mutations of a
//! consulate. For its viewers nothing else exists: any other name is unknown in documents, errors and introspection. A
//! field that is added to a directory entry later is left out unless its class is PUBLIC.

use std::{borrow::Cow, collections::HashSet};

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, EmptySubscription, MergedObject, ObjectType, OutputType, Positioned,
    Schema, ServerResult, TypeDirective as _, ValidationMode, Value,
    parser::types::Field as AskedField,
    registry::{MetaType, Registry},
    resolver_utils::resolve_container_serial,
};
use entity::codes::{DataClass, OrganisationType, Relation};
use sea_orm::Iterable;
use serde::Serialize;

use super::{
    code_lists::CodeListRoot, error_codes::ErrorRoot, lists::Lists, mutation, query::PacketRoot, record::table::Table,
    records, texts, viewer::ViewerRoot,
};
use crate::{
    access::{action::Action, ceiling, class::ClassSet, directive::needs, policy::spelled},
    rules::consular::view::TOLD,
    store::access::row_access::Access,
};

/// The schema of a State of origin.
pub(crate) type OriginSchema = Schema<OriginQuery, OriginMutation, EmptySubscription>;

/// Builds the schema of a State of origin.
pub fn schema() -> OriginSchema {
    built(ValidationMode::Strict)
}

/// The same with this mode of validation.
pub(super) fn built(mode: ValidationMode) -> OriginSchema {
    let schema = Schema::build(OriginQuery::default(), OriginMutation, EmptySubscription);
    schema.disable_suggestions().validation_mode(mode).finish()
}

/// Everything that can be read.
#[derive(Debug, Default, MergedObject)]
#[graphql(name = "Query")]
pub struct OriginQuery(ViewerRoot, ErrorRoot, CodeListRoot, PacketRoot, Lists<true>);

/// The mutation root of a State of origin.
#[derive(Debug)]
pub struct OriginMutation;

impl OutputType for OriginMutation {
    fn type_name() -> Cow<'static, str> {
        "Mutation".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        needs.register(registry);
        let name = mutation::register::<Self>(registry, is_of_origin);
        // The query root is registered before this one, and with it every record and enum. A type that no field leads
        // to any more is dropped by the engine.
        forget_other_fields(registry);
        forget_other_codes(registry);
        texts::name_scalars(registry);
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

/// Removes the fields that a consulate may not read. For others, an entry of the directory also leads to cases.
fn forget_other_fields(registry: &mut Registry) {
    let known = |table: &Table, class: DataClass| match table.access {
        Access::Public | Access::Service => class == DataClass::Public,
        Access::Packet => of_packets().holds(class),
        _ => false,
    };
    for table in records::all() {
        if let Some(MetaType::Object { fields, .. }) = registry.types.get_mut(table.name) {
            fields.retain(|name, _| table.field(name).is_some_and(|field| known(table, field.class)));
        }
    }
    // It is for a mutation that this schema does not have.
    if let Some(MetaType::Object { fields, .. }) = registry.types.get_mut("Centre") {
        fields.shift_remove("version");
    }
    // A value that cannot be read must not be usable as a filter.
    if let Some(MetaType::InputObject { input_fields, .. }) = registry.types.get_mut("ServiceFilter") {
        input_fields.shift_remove("freeCapacity");
        input_fields.shift_remove("alternativeToReferralId");
    }
    // This schema has no `node` root field.
    registry.implements.clear();
}

/// The classes of a packet that a consulate may read.
fn of_packets() -> ClassSet {
    Relation::iter()
        .filter(|relation| ceiling::is_packet(*relation))
        .map(|relation| ceiling::of_organisation(OrganisationType::GovOriginConsular, relation))
        .fold(ClassSet::NONE, |sum, classes| sum | classes)
}

/// Removes enum values that reveal what other organisations do, for example that consular requests are put on hold.
fn forget_other_codes(registry: &mut Registry) {
    keep(registry, "Relation", Relation::iter().filter(|relation| ceiling::is_packet(*relation)));
    keep(registry, "DataClass", of_packets().iter());
    keep(registry, "Action", Action::all().filter(|action| is_of_origin(*action)));
    keep(registry, "UserErrorCode", TOLD.iter().copied());
}

fn keep<T: Serialize>(registry: &mut Registry, list: &str, codes: impl Iterator<Item = T>) {
    let codes: HashSet<_> = codes.map(|code| spelled(&code)).collect();
    if let Some(MetaType::Enum { enum_values, .. }) = registry.types.get_mut(list) {
        enum_values.retain(|name, _| codes.contains(name.as_str()));
    }
}

//! `Viewer`: the caller, with the classes and actions that each relation gives. It holds only the caller's own data, so
//! it is not a record.

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::codes::{AccessMode, DataClass, Purpose, Relation, Role};
use sea_orm::Iterable;

use super::{
    node,
    prefetch::Entry,
    record::{RecordAnswer, table::Record},
    records::{Centre, Organisation},
    request::Request,
};
use crate::{
    access::action::Action,
    global_id,
    scalars::{LanguageTag, TimeZone},
};

/// The `viewer` root field.
#[derive(Debug, Default)]
pub(crate) struct ViewerRoot;

/// The `viewer` root field.
#[Object]
impl ViewerRoot {
    /// The caller: your organisation, roles and centres, and the classes and actions that each relation to a case gives
    /// you.
    async fn viewer(&self) -> Viewer {
        Viewer
    }
}

/// The caller.
#[derive(Debug)]
pub(crate) struct Viewer;

/// The classes and actions that one relation to a case with the access mode STANDARD gives you.
#[derive(Debug, SimpleObject)]
pub(crate) struct RelationGrant {
    /// The relation of your organisation to the case.
    relation: Relation,
    /// The classes that you may read. Through a share, at most those that the person consented to.
    classes: Vec<DataClass>,
    /// The actions that you may take.
    actions: Vec<Action>,
}

/// The caller: your organisation, roles and centres, and the classes and actions that each relation to a case gives
/// you.
#[Object]
impl Viewer {
    /// Your organisation.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<RecordAnswer<Organisation>> {
        let id = Request::of(ctx).store.scope.viewer.organisation_id;
        Ok(RecordAnswer::new(node::record(ctx, Organisation::table(), id).await?))
    }

    /// Your identifier as a worker of your organisation, for inputs that name a worker.
    async fn worker_id(&self, ctx: &Context<'_>) -> ID {
        ID(global_id::encode("Worker", Request::of(ctx).store.scope.viewer.worker_id))
    }

    /// Your roles.
    async fn roles(&self, ctx: &Context<'_>) -> Vec<Role> {
        Request::of(ctx).store.scope.viewer.roles.clone()
    }

    /// The purpose to which this session is limited. Null if it is not limited.
    async fn purpose(&self, ctx: &Context<'_>) -> Option<Purpose> {
        Request::of(ctx).store.scope.viewer.purpose
    }

    /// Your language, as your identity provider gives it (the claim `locale`). Null if it gives none.
    async fn language(&self, ctx: &Context<'_>) -> Option<LanguageTag> {
        Request::of(ctx).store.scope.viewer.settings.language.clone().map(LanguageTag)
    }

    /// Your time zone, as your identity provider gives it (the claim `zoneinfo`). Null if it gives none.
    async fn time_zone(&self, ctx: &Context<'_>) -> Option<TimeZone> {
        Request::of(ctx).store.scope.viewer.settings.time_zone.clone().map(TimeZone)
    }

    /// The centres that count as your own. Empty if your token names none.
    async fn centres(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RecordAnswer<Centre>>> {
        let request = Request::of(ctx);
        let scope = &request.store.scope;
        // A protected centre that the token names is left out if the viewer's roles may not know of it.
        let mine = request.store.directory.centres().iter();
        let mine = mine.filter(|centre| scope.is_own_centre(centre) && scope.knows_centre(centre));
        let mine: Vec<_> = mine.map(Entry::Centre).collect();
        let centres = node::entries(ctx, Centre::table(), &mine).await?;
        Ok(centres.into_iter().map(RecordAnswer::new).collect())
    }

    /// The classes and actions that each relation to a case with the access mode STANDARD gives you. Relations that
    /// give nothing are left out.
    async fn grants(&self, ctx: &Context<'_>) -> Vec<RelationGrant> {
        let grants = &Request::of(ctx).store.scope.grants;
        Relation::iter()
            .map(|relation| RelationGrant {
                relation,
                classes: grants.classes(AccessMode::Standard, relation).iter().collect(),
                actions: grants.actions(relation),
            })
            .filter(|grant| !grant.classes.is_empty())
            .collect()
    }
}

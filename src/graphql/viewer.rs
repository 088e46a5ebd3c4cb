//! `Viewer`: who I am to this server, and what each relation gives me. The viewer's own data, hence no record.

use async_graphql::{Context, Object, SimpleObject};
use entity::codes::{AccessMode, DataClass, Purpose, Relation, Role};
use sea_orm::Iterable;

use super::{
    node,
    record::{Seen, selection::Reader, table::Record},
    records::{Centre, Organisation},
    request::Request,
};
use crate::access::action::Action;

/// Who I am.
#[derive(Debug)]
pub struct Viewer;

/// What one relation to an ordinary case gives me.
#[derive(Debug, SimpleObject)]
pub struct RelationGrant {
    /// The relation of my organisation to the case.
    relation: Relation,
    /// The classes that I may read; through a share at most those that the person consented to.
    classes: Vec<DataClass>,
    /// The actions that I may take.
    actions: Vec<Action>,
}

/// Who I am to this server.
#[Object]
impl Viewer {
    /// The organisation that I act for.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Seen<Organisation>> {
        let id = Request::of(ctx).store.scope.viewer.organisation_id;
        Ok(Seen::new(node::record(ctx, Organisation::table(), id).await?))
    }

    /// My roles.
    async fn roles(&self, ctx: &Context<'_>) -> Vec<Role> {
        Request::of(ctx).store.scope.viewer.roles.clone()
    }

    /// The purpose that this session is limited to; none where it is not.
    async fn purpose(&self, ctx: &Context<'_>) -> Option<Purpose> {
        Request::of(ctx).store.scope.viewer.purpose
    }

    /// The centres that count as my own. A token that names no centre has none.
    async fn centres(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Seen<Centre>>> {
        let store = &Request::of(ctx).store;
        let mine = store.directory.centres().iter().filter(|centre| store.scope.is_own_centre(centre));
        let reader = Reader::new(ctx);
        let selection = reader.root();
        let mut seen = Vec::new();
        for centre in mine.map(|centre| centre.id) {
            // A protected centre that my role may not know of is left out, though my token names it.
            if let Ok(value) = node::selected(ctx, Centre::table(), centre, &reader, (None, &selection)).await {
                seen.push(Seen::new(value));
            }
        }
        Ok(seen)
    }

    /// What each relation to an ordinary case gives me; relations that give nothing are left out.
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

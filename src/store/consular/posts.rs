//! The public directory of consular posts, and their competence.

use entity::{
    consular_post::{Column as C, Entity, Model},
    consular_post_competence, organisation,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Order, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::consular::posts::{Line, Post},
    store::{
        access::clearance::Clearance,
        read::rows::Listing,
        sql::{
            expression::{column, listed},
            paging::Paging,
        },
        write::change::Change,
    },
};

/// The ordering columns: by name.
pub(crate) fn order() -> Vec<(DynIden, Order)> {
    vec![(C::Name.into_iden(), Order::Asc), (C::Id.into_iden(), Order::Asc)]
}

/// The posts of a State, or those in a host country.
pub(crate) fn list(country: Option<&str>, host_country: Option<&str>, paging: &Paging) -> Listing {
    let (t, order) = (listed(), order());
    let from = Query::select()
        .from_as(Entity, t.clone())
        .cond_where(conditions(&t, country, host_country))
        .cond_where(paging.condition(&t, &order))
        .take();
    Listing { from, order: paging.order(&order), limit: paging.limit(), inherited: Clearance::PUBLIC }
}

/// The same posts without order and page, for a count.
pub(crate) fn all(country: Option<&str>, host_country: Option<&str>) -> SelectStatement {
    let t = listed();
    Query::select()
        .column((t.clone(), C::Id))
        .from_as(Entity, t.clone())
        .cond_where(conditions(&t, country, host_country))
        .take()
}

fn conditions(t: &DynIden, country: Option<&str>, host_country: Option<&str>) -> Condition {
    Cond::all()
        .add_option(country.map(|country| column(t, C::Country).eq(country)))
        .add_option(host_country.map(|country| column(t, C::HostCountry).eq(country)))
}

impl Change {
    /// A post of the directory, and its competence.
    ///
    /// # Errors
    /// `NOT_FOUND` if there is no such post.
    pub(crate) async fn consular_post(&self, id: Uuid) -> Result<(Model, Post), Error> {
        let post = self.row::<Entity>(id).await?;
        let organisation = self.row::<organisation::Entity>(post.organisation_id).await?;
        let lines = consular_post_competence::Entity::find()
            .filter(consular_post_competence::Column::ConsularPostId.eq(id))
            .all(self.transaction())
            .await?;
        let competence = Post {
            active: post.active && organisation.suspended_at.is_none(),
            host_country: post.host_country.clone(),
            lines: lines
                .into_iter()
                .map(|line| Line { origin_admin1: line.origin_admin1, stay_country: line.stay_country })
                .collect(),
        };
        Ok((post, competence))
    }
}

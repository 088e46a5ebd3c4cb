//! The public directory of consular posts, and their competence.

use entity::{
    consular_post::{Column as C, Entity, Model},
    consular_post_competence, organisation,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Cond, Condition, DynIden, ExprTrait},
};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::consular::posts::{Line, Post},
    store::{
        access::scope::Scope,
        lists::list::Selected,
        sql::{expression::column, ordering::Ordering},
        write::change::Change,
    },
};

/// Filter of the directory of posts.
#[derive(Clone, Debug, Default)]
pub(crate) struct PostFilter {
    /// Only posts of one of these States.
    pub(crate) country: Option<Vec<String>>,
    /// Only posts in one of these countries.
    pub(crate) host_country: Option<Vec<String>>,
}

impl Selected for PostFilter {
    type Entity = Entity;

    fn condition(&self, _: &Scope, t: &DynIden, _: &Ordering) -> Condition {
        let Self { country, host_country } = self;
        Cond::all()
            .add_option(country.as_ref().map(|of| column(t, C::Country).is_in(of.iter().map(String::as_str))))
            .add_option(host_country.as_ref().map(|of| column(t, C::HostCountry).is_in(of.iter().map(String::as_str))))
    }
}

impl Change {
    /// A post of the directory, and its competence.
    /// Errors: `NOT_FOUND` if there is no such post.
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

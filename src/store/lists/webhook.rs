//! The webhooks of the viewer's own organisation.

use entity::webhook::{self, Entity};
use sea_orm::sea_query::{Condition, DynIden, ExprTrait};

use super::list::Selected;
use crate::store::{
    access::{
        clearance::Clearance,
        scope::Scope,
        webhook::{known_webhook, own_webhook},
    },
    sql::{expression::column, ordering::Ordering},
};

/// The webhooks that the viewer may know of.
#[derive(Clone, Debug, Default)]
pub(crate) struct WebhookList {
    /// `true`: only those that are paused; `false`: only the others.
    pub(crate) paused: Option<bool>,
}

impl Selected for WebhookList {
    type Entity = Entity;

    fn condition(&self, scope: &Scope, t: &DynIden, _: &Ordering) -> Condition {
        let at = || column(t, webhook::Column::PausedAt);
        let paused = self.paused.map(|paused| if paused { at().is_not_null() } else { at().is_null() });
        known_webhook(scope, t).add_option(paused)
    }

    fn inherited(&self) -> Clearance {
        own_webhook()
    }
}

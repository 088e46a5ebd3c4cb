//! A webhook of the viewer's own organisation by its key, as the list of webhooks shows it.

use entity::webhook::Column as C;
use sea_orm::{
    DbErr,
    sea_query::{ExprTrait, Query},
};
use uuid::Uuid;

use super::rows::{Listing, Row, RowLayout};
use crate::store::{
    Store,
    access::webhook::{known_webhook, own_webhook},
    sql::expression::{column, listed},
};

impl Store {
    /// Reads a webhook by its key, if the viewer may know of it.
    pub(crate) async fn own_webhook(&self, shape: &RowLayout, id: Uuid) -> Result<Option<Row>, DbErr> {
        let t = listed();
        let from = Query::select()
            .from_as(shape.table.clone(), t.clone())
            .and_where(column(&t, C::Id).eq(id))
            .cond_where(known_webhook(&self.scope, &t))
            .take();
        Ok(self.rows(shape, Listing { from, order: None, limit: 1, inherited: own_webhook() }).await?.pop())
    }
}

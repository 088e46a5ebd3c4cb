//! A worker of the viewer's own organisation by its key, as the list of colleagues shows it.

use entity::worker::Column as C;
use sea_orm::{
    DbErr,
    sea_query::{ExprTrait, Query},
};
use uuid::Uuid;

use super::rows::{Listing, Row, RowLayout};
use crate::store::{
    Store,
    access::worker::colleague,
    sql::expression::{column, listed},
};

impl Store {
    /// Reads a worker by its key, if it is a colleague that the viewer may know of.
    pub(crate) async fn colleague(&self, shape: &RowLayout, id: Uuid) -> Result<Option<Row>, DbErr> {
        if !self.scope.grants.lists_colleagues() {
            return Ok(None);
        }
        let t = listed();
        let from = Query::select()
            .from_as(shape.table.clone(), t.clone())
            .and_where(column(&t, C::Id).eq(id))
            .and_where(column(&t, C::OrganisationId).eq(self.scope.viewer.organisation_id))
            .take();
        Ok(self.rows(shape, Listing { from, order: None, limit: 1, inherited: colleague() }).await?.pop())
    }
}

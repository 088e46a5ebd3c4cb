//! Which of the written rows the viewer may know of, with their clearance.

use std::collections::HashMap;

use sea_orm::{DbErr, sea_query::Query};
use uuid::Uuid;

use crate::store::{
    Store,
    access::clearance::Clearance,
    read::{
        children::Edge,
        rows::{Listing, RowLayout},
    },
    sql::expression::{among, column, listed},
};

impl Store {
    /// The clearance of each of these rows that the viewer may know of along this edge.
    pub(crate) async fn clearances(
        &self,
        shape: &RowLayout,
        edge: Option<&Edge>,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, Clearance>, DbErr> {
        let mut these = self.these(shape, ids);
        if let Some(edge) = edge {
            these.from.cond_where((edge.visible)(&self.scope, &listed()));
        }
        let rows = self.rows(shape, these).await?;
        rows.iter().map(|row| Ok((row.key()?, row.clearance))).collect()
    }

    /// The rows with these keys, in no order.
    pub(crate) fn these(&self, shape: &RowLayout, ids: &[Uuid]) -> Listing {
        let t = listed();
        let key = column(&t, shape.key.clone());
        let from = Query::select()
            .from_as(shape.table.clone(), t.clone())
            .and_where(among(key, ids.iter().copied(), self.database.backend()))
            .take();
        let limit = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        Listing { from, order: None, limit, inherited: Clearance::PUBLIC }
    }
}

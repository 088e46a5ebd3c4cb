//! The human behind a worker: all workers with the same issuer and subject. The rule of the second person compares humans.

use entity::worker::{Column as C, Entity};
use sea_orm::{
    ConnectionTrait,
    sea_query::{ExprTrait, JoinType, Query},
};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::second_person::Human,
    store::{
        sql::expression::{alias, column, listed},
        write::change::Change,
    },
};

impl Change {
    /// The human who makes this change.
    pub(crate) async fn me(&self) -> Result<Human, Error> {
        self.human(self.scope.viewer.worker_id).await
    }

    /// The human behind this worker. It is read inside the change and not remembered, because the first token of another
    /// organisation can arrive at any time.
    pub(crate) async fn human(&self, worker: Uuid) -> Result<Human, Error> {
        let (one, other) = (listed(), alias("other"));
        let same = column(&other, C::Issuer)
            .eq(column(&one, C::Issuer))
            .and(column(&other, C::Subject).eq(column(&one, C::Subject)));
        let workers = Query::select()
            .expr(column(&other, C::Id))
            .from_as(Entity, one.clone())
            .join_as(JoinType::InnerJoin, Entity, other.clone(), same)
            .and_where(column(&one, C::Id).eq(worker))
            .take();
        let rows = self.transaction().query_all(&workers).await?;
        let others = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<Vec<Uuid>, _>>()?;
        Ok(Human::of(others.into_iter().chain([worker])))
    }
}

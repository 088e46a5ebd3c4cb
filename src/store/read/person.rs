//! A person by its key. It is read with the clearance of the case that leads to it.

use sea_orm::{
    DbErr,
    sea_query::{ExprTrait, Query},
};
use uuid::Uuid;

use super::rows::{Listing, Row, RowLayout};
use crate::store::{
    Store,
    access::{clearance::Clearance, person},
    sql::expression::{column, listed},
};

impl Store {
    /// The clearance with which the viewer reads the person, and the case that it comes from. `None` if no case that the
    /// viewer may know of leads to the person, and if there is no such person.
    pub(crate) async fn clearance_of_person(&self, id: Uuid) -> Result<Option<Clearance>, DbErr> {
        let cases = self.database.read(&person::cases(id, &self.scope, self.database.backend())).await?;
        person::through(&cases, &self.scope, |_, _, _| ())
    }

    /// Reads a person by its key, if the viewer may know of it.
    pub(crate) async fn person(&self, shape: &RowLayout, id: Uuid) -> Result<Option<Row>, DbErr> {
        let Some(inherited) = self.clearance_of_person(id).await? else { return Ok(None) };
        let t = listed();
        let key = column(&t, shape.key.clone()).eq(id);
        let from = Query::select().from_as(shape.table.clone(), t).and_where(key).take();
        Ok(self.rows(shape, Listing { from, order: None, limit: 1, inherited }).await?.pop())
    }
}

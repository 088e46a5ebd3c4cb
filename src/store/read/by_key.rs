//! A row by its key, whatever decides about access to it. A record that has no access of its own and can be named is a person, or
//! the worker or the webhook that a mutation has changed.

use entity::{webhook, worker};
use sea_orm::{DbErr, sea_query::IntoIden};
use uuid::Uuid;

use super::rows::{Row, RowLayout};
use crate::store::{Store, access::row_access::Access};

impl Store {
    /// The row, if the viewer may know of it.
    pub(crate) async fn by_key(&self, shape: &RowLayout, id: Uuid) -> Result<Option<Row>, DbErr> {
        if shape.access != Access::Inherited {
            self.row(shape, id).await
        } else if is_worker(shape) {
            self.colleague(shape, id).await
        } else if is_webhook(shape) {
            self.own_webhook(shape, id).await
        } else {
            self.person(shape, id).await
        }
    }
}

/// How many statements [`Store::by_key`] takes.
pub(crate) fn statements(shape: &RowLayout) -> usize {
    1 + usize::from(shape.access == Access::Inherited && !is_worker(shape) && !is_webhook(shape))
}

fn is_webhook(shape: &RowLayout) -> bool {
    shape.table == webhook::Entity.into_iden()
}

fn is_worker(shape: &RowLayout) -> bool {
    shape.table == worker::Entity.into_iden()
}

//! The relatives in a file, for those who change it.

use entity::family_link;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::store::write::change::Change;

impl Change {
    /// The links of this case.
    pub(crate) async fn family_links_of(&self, case_id: Uuid) -> Result<Vec<family_link::Model>, DbErr> {
        let links = family_link::Entity::find()
            .filter(family_link::Column::CaseId.eq(case_id))
            .order_by_asc(family_link::Column::Id);
        links.all(self.transaction()).await
    }
}

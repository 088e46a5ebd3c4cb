//! The relatives in a file, for those who change it.

use entity::family_link;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, sea_query::IntoIden};
use uuid::Uuid;

use crate::store::{access::family_link::visible, write::change::Change};

impl Change {
    /// The links of this case that the viewer may know of. A hidden link takes no other statement and reaches no limit.
    pub(crate) async fn family_links_of(&self, case_id: Uuid) -> Result<Vec<family_link::Model>, DbErr> {
        let links = family_link::Entity::find()
            .filter(family_link::Column::CaseId.eq(case_id))
            .filter(visible(&self.scope, &family_link::Entity.into_iden()))
            .order_by_asc(family_link::Column::Id);
        links.all(self.transaction()).await
    }
}

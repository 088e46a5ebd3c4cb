//! Best-interest determinations of a child, as far as other rules depend on them.

use entity::{
    best_interest_determination::{Column, Entity, Model},
    codes::{DataClass, Purpose},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::DynIden};
use uuid::Uuid;

use super::{change::Change, scope::Scope};
use crate::{error::Error, rules::best_interest::speaks};

impl Change {
    /// The determination in favour of the child of this case, for this purpose, that is in force now.
    pub async fn determined_for(&self, case_id: Uuid, purpose: Purpose) -> Result<Option<Model>, Error> {
        let of_case = self.determinations_of(case_id).await?;
        Ok(speaks(&of_case, purpose, self.now()).cloned())
    }

    /// The determinations of a case.
    pub async fn determinations_of(&self, case_id: Uuid) -> Result<Vec<Model>, Error> {
        Ok(Entity::find().filter(Column::CaseId.eq(case_id)).all(self.transaction()).await?)
    }
}

/// The determinations that the viewer may know of, for edges.
#[must_use]
pub fn visible(scope: &Scope, row: &DynIden) -> Condition {
    scope.referrals_at_home(row, DataClass::OperationalCoarse)
}

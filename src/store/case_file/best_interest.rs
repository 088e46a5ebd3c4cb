//! Best-interest determinations of a child, as far as other rules depend on them.

use entity::{
    best_interest_determination::Model,
    codes::{DataClass, Purpose},
    legal_override,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::DynIden};
use uuid::Uuid;

use super::person_facts;
use crate::{
    error::Error,
    rules::best_interest::{About, speaks},
    store::{access::scope::Scope, write::change::Change},
};

impl Change {
    /// The determination in favour of this that is in force now.
    pub(crate) async fn determined_for(&self, about: About) -> Result<Option<Model>, Error> {
        let of_person = self.determinations_of(about.case_id).await?;
        Ok(speaks(&of_person, about, self.now()).cloned())
    }

    /// The named determination, if it is in force now for this case and purpose, about its own receiver.
    pub(crate) async fn determined_by(
        &self,
        case_id: Uuid,
        named: Uuid,
        purpose: Purpose,
    ) -> Result<Option<Model>, Error> {
        let of_person = self.determinations_of(case_id).await?;
        let receiver = of_person.iter().find(|row| row.id == named).and_then(|row| row.receiver_id);
        let about = receiver.map(|receiver_id| About { case_id, purpose, receiver_id });
        let speaks = about.and_then(|about| speaks(&of_person, about, self.now()));
        Ok(speaks.filter(|row| row.id == named).cloned())
    }

    /// The determinations of all cases of the person of this case.
    pub(crate) async fn determinations_of(&self, case_id: Uuid) -> Result<Vec<Model>, Error> {
        person_facts::determinations(self, case_id).await
    }

    /// The legal overrides of this case that are in force now, locked.
    pub(crate) async fn overrides_in_force(&self, case_id: Uuid) -> Result<Vec<legal_override::Model>, Error> {
        use legal_override::Column as O;
        let found = legal_override::Entity::find()
            .filter(O::CaseId.eq(case_id))
            .filter(O::ApprovedAt.is_not_null())
            .filter(O::RefusedAt.is_null())
            .filter(O::EndedAt.is_null())
            .filter(O::ValidUntil.gt(self.now()))
            .order_by_asc(O::Id)
            .lock_exclusive();
        Ok(found.all(self.transaction()).await?)
    }
}

/// The determinations that the viewer may know of, for edges.
pub(crate) fn visible(scope: &Scope, row: &DynIden) -> Condition {
    scope.referrals_at_home(row, DataClass::OperationalCoarse)
}

//! The rows next to a change that its viewer may know of. A refusal counts only these, because a refusal that counts a hidden
//! row reveals it. The condition is part of the statement, so that a hidden row changes neither the answer nor the
//! number of statements.

use std::collections::HashSet;

use entity::{
    case,
    codes::{DataClass, Purpose},
    consent, referral, transfer,
};
use sea_orm::{
    ConnectionTrait, DbErr,
    sea_query::{Condition, DynIden, ExprTrait, IntoIden, Query},
};
use uuid::Uuid;

use crate::{
    rules,
    store::{
        access::consent as consent_access,
        sql::expression::{code, column, listed},
        write::change::Change,
    },
};

impl Change {
    /// Whether the viewer may know of this case, and the viewer's organisation owns it.
    pub(crate) async fn knows_case_at_home(&self, case_id: Uuid) -> Result<bool, DbErr> {
        let t = listed();
        let known = Condition::all()
            .add(column(&t, case::Column::Id).eq(case_id))
            .add(column(&t, case::Column::OrganisationId).eq(self.scope.viewer.organisation_id))
            .add(self.scope.cases(&t, DataClass::OperationalCoarse));
        Ok(!self.ids_of(case::Entity, &t, known).await?.is_empty())
    }

    /// Whether the viewer knows of a transfer of the case that is not accepted yet.
    pub(crate) async fn knows_live_transfer(&self, case_id: Uuid) -> Result<bool, DbErr> {
        let t = listed();
        let live = Condition::all()
            .add(column(&t, transfer::Column::CaseId).eq(case_id))
            .add(column(&t, transfer::Column::State).is_in(rules::transfer::LIVE.iter().map(code)))
            .add(self.scope.transfers(&t, DataClass::OperationalCoarse));
        Ok(!self.ids_of(transfer::Entity, &t, live).await?.is_empty())
    }

    /// Whether the viewer knows of another live referral of the case to the same service.
    pub(crate) async fn knows_duplicate(&self, row: &referral::Model) -> Result<bool, DbErr> {
        let t = listed();
        let others = Condition::all()
            .add(column(&t, referral::Column::CaseId).eq(row.case_id))
            .add(column(&t, referral::Column::ServiceId).eq(row.service_id))
            .add(column(&t, referral::Column::State).is_in(rules::referral::LIVE.iter().map(code)))
            .add(column(&t, referral::Column::Id).ne(row.id))
            .add(self.scope.referrals(&t, DataClass::OperationalCoarse));
        Ok(!self.ids_of(referral::Entity, &t, others).await?.is_empty())
    }

    /// The consents and refusals of this purpose that the viewer may know of.
    pub(crate) async fn known_consents(&self, case_id: Uuid, purpose: Purpose) -> Result<HashSet<Uuid>, DbErr> {
        let t = listed();
        let known = Condition::all()
            .add(column(&t, consent::Column::CaseId).eq(case_id))
            .add(column(&t, consent::Column::Purpose).eq(code(&purpose)))
            .add(consent_access::visible(&self.scope, &t));
        self.ids_of(consent::Entity, &t, known).await
    }

    /// The ids of the rows under `t` that fulfil the condition.
    pub(in crate::store) async fn ids_of(
        &self,
        table: impl IntoIden,
        t: &DynIden,
        which: Condition,
    ) -> Result<HashSet<Uuid>, DbErr> {
        let ids = Query::select()
            .expr(column(t, consent::Column::Id))
            .from_as(table.into_iden(), t.clone())
            .cond_where(which)
            .take();
        let rows = self.transaction().query_all(&ids).await?;
        rows.iter().map(|row| row.try_get_by_index(0)).collect()
    }
}

//! Which entries of the service directory a viewer may know of, and for which the viewer may read the number of free
//! places. That number changes with each person who is taken in. If being taken in reveals something about a person,
//! only receivers of the service's own organisation read the number, because they see each referral anyway. For other
//! services referring viewers read it too.

use entity::{
    codes::{AccessMode, DataClass, OrganisationType, Relation, ServiceType},
    organisation,
    service::Column as C,
};
use sea_orm::{
    DbErr, Iterable, QueryResult,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement},
};
use uuid::Uuid;

use super::{clearance::Clearance, scope::Scope};
use crate::{
    access::{action::Action, ceiling, class::ClassSet},
    rules::inference::{inference_class, receiver_reveals},
    store::sql::expression::{alias, code, column},
};

/// The number of columns that decide access to an entry.
pub(in crate::store) const SERVICE_FACTS: usize = 4;

impl Scope {
    /// The condition "this service is in the directory that the viewer may read".
    pub(crate) fn lists_service(&self, service: &DynIden) -> Condition {
        let kind = self.viewer.organisation_type;
        let mine = column(service, C::OrganisationId).eq(self.viewer.organisation_id);
        let open = Cond::all()
            .add(column(service, C::Confidential).not())
            .add(tells(service, |class| ceiling::lists(kind, class)));
        Cond::any().add(open).add(mine)
    }

    /// The condition "the viewer may read how many places of this service are free".
    pub(crate) fn counts_places(&self, service: &DynIden) -> Condition {
        let mine = || column(service, C::OrganisationId).eq(self.viewer.organisation_id);
        Cond::any()
            .add_option(self.receives_all().then(mine))
            .add_option(self.refers().then(|| tells(service, |class| class == DataClass::Operational)))
    }

    /// Whether the viewer sees every referral that its own organisation receives.
    fn receives_all(&self) -> bool {
        [Relation::ReferralPending, Relation::ReferralActive]
            .into_iter()
            .all(|relation| self.grants.classes(AccessMode::Standard, relation).holds(DataClass::OperationalCoarse))
    }

    /// Whether the viewer refers people to services.
    fn refers(&self) -> bool {
        self.grants.may_anywhere(Action::DraftReferral)
    }
}

/// Adds the facts of the entry.
pub(in crate::store) fn select(select: &mut SelectStatement, row: &DynIden) {
    let provider = alias("provider");
    let kind = Query::select()
        .column((provider.clone(), organisation::Column::OrganisationType))
        .from_as(organisation::Entity, provider.clone())
        .and_where(column(&provider, organisation::Column::Id).equals((row.clone(), C::OrganisationId.into_iden())))
        .take();
    select
        .expr(column(row, C::Confidential))
        .expr(column(row, C::OrganisationId))
        .expr(column(row, C::ServiceType))
        .expr(Expr::SubQuery(None, Box::new(kind.into())));
}

/// The clearance of an entry whose facts begin at column `at`.
pub(in crate::store) fn clearance(row: &QueryResult, at: usize, scope: &Scope) -> Result<Clearance, DbErr> {
    let (confidential, provider): (bool, Uuid) = (row.try_get_by_index(at)?, row.try_get_by_index(at + 1)?);
    let (service, kind): (ServiceType, OrganisationType) =
        (row.try_get_by_index(at + 2)?, row.try_get_by_index(at + 3)?);
    let mine = provider == scope.viewer.organisation_id;
    let told = inference_class(service, kind);
    if !mine && (confidential || !ceiling::lists(scope.viewer.organisation_type, told)) {
        return Ok(Clearance::HIDDEN);
    }
    let counts = mine && scope.receives_all() || told == DataClass::Operational && scope.refers();
    let classes = if counts { ClassSet::of(&[DataClass::OperationalCoarse]) } else { ClassSet::NONE };
    Ok(Clearance { classes: classes & scope.grants.anywhere(), case_id: None })
}

/// "What a referral to this service reveals fulfils the test." The more sensitive class counts, so both the service and
/// its provider have to fulfil it.
fn tells(service: &DynIden, such: impl Fn(DataClass) -> bool) -> Condition {
    let provider = alias("provider");
    let types: Vec<_> = ServiceType::iter().filter(|it| such(it.reveals())).collect();
    let kinds: Vec<_> = OrganisationType::iter().filter(|it| such(receiver_reveals(*it))).collect();
    if types.len() == ServiceType::iter().count() && kinds.len() == OrganisationType::iter().count() {
        return Cond::all();
    }
    let providers = Query::select()
        .column((provider.clone(), organisation::Column::Id))
        .from_as(organisation::Entity, provider.clone())
        .and_where(column(&provider, organisation::Column::OrganisationType).is_in(kinds.iter().map(code)))
        .take();
    Cond::all()
        .add(column(service, C::ServiceType).is_in(types.iter().map(code)))
        .add(column(service, C::OrganisationId).in_subquery(providers))
}

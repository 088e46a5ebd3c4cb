//! The clearance of a worker apart from a case: a colleague, for those who may list them (`Grants::lists_colleagues`).

use entity::{
    centre,
    codes::{AccessMode, DataClass, Relation},
    referral, referral_event, worker, worker_centre,
};
use sea_orm::{
    JoinType,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, Query},
};

use super::{clearance::Clearance, scope::Scope};
use crate::{
    access::{class::ClassSet, viewer::Overseen},
    store::sql::expression::{alias, column},
};

/// The clearance of a colleague. A viewer who may know of a colleague may also know the name, because these are only workers
/// of the viewer's own organisation.
pub(crate) fn colleague() -> Clearance {
    Clearance { classes: ClassSet::of(&[DataClass::Staff]), case_id: None }
}

/// "The viewer may know of the centre of this row of `worker_centres`."
pub(crate) fn at_known_centre(scope: &Scope, row: &DynIden) -> Condition {
    scope.known_centre(&column(row, worker_centre::Column::CentreId))
}

/// The names by which a referral and its steps ask for a worker of the viewer's organisation, which are no columns of them.
pub(crate) const COLLEAGUE_ID: &str = "colleague_id";
pub(crate) const COLLEAGUE_NAME: &str = "colleague_name";

/// The column of a worker behind one of these names.
fn of_colleague(name: &DynIden) -> Option<worker::Column> {
    match name.inner().as_ref() {
        COLLEAGUE_ID => Some(worker::Column::Id),
        COLLEAGUE_NAME => Some(worker::Column::DisplayName),
        _ => None,
    }
}

impl Scope {
    /// The column of a referral under this alias. The worker to whom the receiver assigned it is known to the receiver alone.
    pub(in crate::store) fn column_of_referral(&self, row: &DynIden, name: &DynIden) -> Expr {
        let Some(of) = of_colleague(name) else { return column(row, name.clone()) };
        let colleague = alias("colleague");
        let mine = self.viewer.organisation_id;
        let assigned = Query::select()
            .expr(column(&colleague, of))
            .from_as(worker::Entity, colleague.clone())
            .and_where(column(&colleague, worker::Column::Id).equals((row.clone(), referral::Column::ToWorkerId)))
            .and_where(column(row, referral::Column::ToOrganisationId).eq(mine))
            .take();
        Expr::SubQuery(None, Box::new(assigned.into()))
    }

    /// The column of a step of a referral under this alias. A receiver knows its own staff. The staff of the sender is STAFF
    /// also for the sender.
    pub(in crate::store) fn column_of_step(&self, step: &DynIden, name: &DynIden) -> Expr {
        let Some(of) = of_colleague(name) else { return column(step, name.clone()) };
        let (colleague, received) = (alias("colleague"), alias("received"));
        let mine = self.viewer.organisation_id;
        let colleagues = Query::select()
            .expr(column(&colleague, of))
            .from_as(worker::Entity, colleague.clone())
            .join_as(
                JoinType::InnerJoin,
                referral::Entity,
                received.clone(),
                column(&received, referral::Column::Id).equals((step.clone(), referral_event::Column::ReferralId)),
            )
            .and_where(column(&colleague, worker::Column::Id).equals((step.clone(), referral_event::Column::WorkerId)))
            .and_where(column(&colleague, worker::Column::OrganisationId).eq(mine))
            .and_where(column(&received, referral::Column::ToOrganisationId).eq(mine))
            .take();
        Expr::SubQuery(None, Box::new(colleagues.into()))
    }

    /// "The viewer may know of this centre", as [`Scope::knows_centre`] decides for a centre of the viewer's organisation.
    pub(in crate::store) fn known_centre(&self, centre: &Expr) -> Condition {
        use centre::Column as C;

        let shelter = alias("shelter");
        let reads =
            |relation| self.grants.classes(AccessMode::Standard, relation).holds(DataClass::Location).then_some(());
        let mine = self.viewer.centres.named();
        let own = reads(Relation::OwnCentre).filter(|()| !mine.is_empty());
        let own = own.map(|()| column(&shelter, C::Id).is_not_in(mine.iter().copied()));
        let beyond = reads(Relation::CountryOversight).and_then(|()| match self.viewer.overseen() {
            Overseen::Nothing => None,
            Overseen::Country(country) => Some(column(&shelter, C::Country).ne(country)),
            Overseen::Everything => Some(column(&shelter, C::Id).is_null()),
        });
        let hidden = Query::select()
            .column((shelter.clone(), C::Id))
            .from_as(centre::Entity, shelter.clone())
            .cond_where(Cond::all().add(column(&shelter, C::Protected)).add_option(own).add_option(beyond))
            .take();
        Cond::all().add(centre.clone().not_in_subquery(hidden))
    }
}

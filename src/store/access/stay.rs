//! Stays: access to a stay, and what a mutation needs of stays inside its change.

use entity::{
    case, centre,
    codes::{AccessMode, DataClass, Relation},
    person,
    stay::Column as C,
};
use sea_orm::{
    DbErr, QueryResult,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    clearance::Clearance,
    parent_case::{CASE, of_case},
    scope::Scope,
};
use crate::{
    access::{
        class::ClassSet,
        relation::{CaseFacts, to_case},
        viewer::{Overseen, OwnCentres},
    },
    store::sql::expression::{alias, column, constant},
};

/// The number of access columns that a stay has in addition to the facts of its case.
pub(in crate::store) const STAY_FACTS: usize = 4;

/// The number of access columns of a head of the roll call.
pub(in crate::store) const HEAD_FACTS: usize = 4;

/// The name by which a head asks for the initials of its person, which are no column of a stay.
pub(crate) const INITIALS: &str = "initials";

impl Scope {
    /// The condition "this viewer may read `class` of the stay under this alias". Stays are for the organisation of the
    /// case and those who oversee it: a receiver reads where the person is, not where the person was. A stay in a
    /// protected centre is for those who know that centre, and for those who know that the case is there now. An
    /// organisation that takes the case over does not find it. The row is hidden, because a blank centre would reveal
    /// that it was a protected one.
    pub fn stays(&self, stay: &DynIden, class: DataClass) -> Condition {
        let case = alias(CASE);
        let reads = |relation| self.grants.classes(AccessMode::Standard, relation).holds(DataClass::Location);
        // Only a protected centre needs to be the viewer's own, and a protected centre is own only if it is named.
        let own = Cond::all()
            .add(column(stay, C::OrganisationId).eq(self.viewer.organisation_id))
            .add(column(stay, C::CentreId).is_in(self.viewer.centres.named().iter().copied()));
        let overseen = match self.viewer.overseen() {
            Overseen::Everything => Some(constant(true)),
            Overseen::Country(country) => {
                let there = alias("there");
                let centres = Query::select()
                    .column((there.clone(), centre::Column::Id))
                    .from_as(centre::Entity, there.clone())
                    .and_where(column(&there, centre::Column::Country).eq(country))
                    .take();
                Some(column(stay, C::CentreId).in_subquery(centres))
            }
            Overseen::Nothing => None,
        };
        let place = Cond::any()
            .add(column(stay, C::CentreId).equals((stay.clone(), C::FrontingCentreId)))
            .add_option(reads(Relation::OwnCentre).then_some(own))
            .add_option(overseen.filter(|_| reads(Relation::CountryOversight)))
            .add(
                Cond::all()
                    .add(column(&case, case::Column::CentreId).equals((stay.clone(), C::CentreId)))
                    .add(self.cases_at_home(&case, DataClass::Location)),
            );
        of_case(stay, C::CaseId, Cond::all().add(self.cases_at_home(&case, class)).add(place))
    }
}

/// The stays of a case that the viewer may know of.
pub(crate) fn visible(scope: &Scope, stay: &DynIden) -> Condition {
    scope.stays(stay, DataClass::OperationalCoarse)
}

/// The stays that have not ended, for those who may know where the person is and that the person is there.
pub(crate) fn present(scope: &Scope, stay: &DynIden) -> Condition {
    Cond::all()
        .add(column(stay, C::UntilAt).is_null())
        .add(scope.stays(stay, DataClass::Location))
        .add(scope.stays(stay, DataClass::Operational))
}

/// The stays of [`present`] that have a planned last day.
pub(crate) fn leaving(scope: &Scope, stay: &DynIden) -> Condition {
    present(scope, stay).add(column(stay, C::ExpectedUntil).is_not_null())
}

/// Adds the facts of the stay after those of its case: its centre, the fronting centre, the organisation and the
/// country.
pub(in crate::store) fn select(select: &mut SelectStatement, row: &DynIden) {
    let there = alias("there");
    let country = Query::select()
        .column((there.clone(), centre::Column::Country))
        .from_as(centre::Entity, there.clone())
        .and_where(column(&there, centre::Column::Id).equals((row.clone(), C::CentreId)))
        .take();
    select
        .expr(column(row, C::CentreId))
        .expr(column(row, C::FrontingCentreId))
        .expr(column(row, C::OrganisationId))
        .expr(Expr::SubQuery(None, Box::new(country.into())));
}

/// The clearance of a stay, whose own facts begin at column `at`: see [`Scope::stays`].
pub(in crate::store) fn clearance(
    facts: &CaseFacts,
    row: &QueryResult,
    at: usize,
    scope: &Scope,
) -> Result<Clearance, DbErr> {
    let (centre, fronting): (Uuid, Uuid) = (row.try_get_by_index(at)?, row.try_get_by_index(at + 1)?);
    let (organisation, country): (Uuid, String) = (row.try_get_by_index(at + 2)?, row.try_get_by_index(at + 3)?);
    let classes = scope.grants.clearance(facts, to_case(&scope.viewer, facts).at_home());
    let here = centre == facts.centre_id && classes.holds(DataClass::Location);
    let known = centre == fronting || here || scope.knows_protected(centre, organisation, &country);
    let classes = if known { classes } else { ClassSet::NONE };
    Ok(Clearance { classes, case_id: Some(facts.case_id) })
}

/// Everybody who has a bed now in a centre that the viewer works in. Those who run a building know the people in it. In an
/// emergency they need every head, whatever the access mode of the case.
pub(crate) fn heads(scope: &Scope, stay: &DynIden) -> Condition {
    let centres = &scope.viewer.centres;
    let ordinary = column(stay, C::CentreId).equals((stay.clone(), C::FrontingCentreId));
    let own = Cond::any()
        .add(column(stay, C::CentreId).is_in(centres.named().iter().copied()))
        .add_option(matches!(centres, OwnCentres::AllOrdinary { .. }).then_some(ordinary));
    Cond::all()
        .add(column(stay, C::UntilAt).is_null())
        .add(column(stay, C::OrganisationId).eq(scope.viewer.organisation_id))
        .add(own)
}

/// The column of a head under this alias. The initials do not depend on the access mode, which a missing one would reveal.
pub(in crate::store) fn column_of_head(row: &DynIden, name: &DynIden) -> Expr {
    if name.inner() != INITIALS {
        return column(row, name.clone());
    }
    let of = alias("somebody");
    let initials = Query::select()
        .expr(column(&of, person::Column::Initials))
        .from_as(person::Entity, of.clone())
        .and_where(column(&of, person::Column::Id).equals((row.clone(), C::PersonId)))
        .take();
    Expr::SubQuery(None, Box::new(initials.into()))
}

/// Adds the facts of a head: its case, for the read log, and where the bed is.
pub(in crate::store) fn select_head(select: &mut SelectStatement, row: &DynIden) {
    for fact in [C::CaseId, C::CentreId, C::FrontingCentreId, C::OrganisationId] {
        select.expr(column(row, fact));
    }
}

/// The clearance of a head: what the viewer reads of an ordinary case in this centre, if it is the viewer's own.
pub(in crate::store) fn clearance_of_head(row: &QueryResult, at: usize, scope: &Scope) -> Result<Clearance, DbErr> {
    let (centre, fronting): (Uuid, Uuid) = (row.try_get_by_index(at + 1)?, row.try_get_by_index(at + 2)?);
    let mine = row.try_get_by_index::<Uuid>(at + 3)? == scope.viewer.organisation_id;
    let own = mine && scope.viewer.is_at(centre, centre != fronting);
    let classes = scope.grants.classes(AccessMode::Standard, Relation::OwnCentre);
    let classes = if own { classes } else { ClassSet::NONE };
    Ok(Clearance { classes, case_id: Some(row.try_get_by_index(at)?) })
}

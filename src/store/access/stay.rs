//! Stays: access to a stay, and what a mutation needs of stays inside its change.

use entity::{
    case, centre,
    codes::{AccessMode, DataClass, Relation},
    referral,
    stay::{self, Column as C},
};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    prelude::DateTimeUtc,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    opening_rows::{CASE, of_case},
    row_access::Clearance,
    scope::{Scope, alias, column, constant},
};
use crate::{
    access::{
        class::ClassSet,
        relation::{CaseFacts, to_case},
        viewer::Overseen,
    },
    error::Error,
    store::{
        read::occupancy,
        write::{change::Change, subject::Subject},
    },
};

/// The number of access columns that a stay has in addition to the facts of its case.
pub(in crate::store) const STAY_FACTS: usize = 4;

impl Scope {
    /// The condition "this viewer may read `class` of the stay under this alias". Stays are for the organisation of the
    /// case and those who oversee it: a receiver reads where the person is, not where the person was. A stay in a
    /// protected centre is for those who know that centre, and for those who know that the case is there now. An
    /// organisation that takes the case over does not find it. The row is hidden, because a blank centre would reveal
    /// that it was a protected one.
    #[must_use]
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
#[must_use]
pub fn visible(scope: &Scope, stay: &DynIden) -> Condition {
    scope.stays(stay, DataClass::OperationalCoarse)
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

impl Change {
    /// The latest stay of the case.
    pub async fn latest_stay(&self, case_id: Uuid) -> Result<Option<stay::Model>, Error> {
        let latest = stay::Entity::find()
            .filter(C::CaseId.eq(case_id))
            .order_by_desc(C::FromAt)
            .order_by_desc(C::Id)
            .lock_exclusive()
            .one(self.transaction());
        Ok(latest.await?)
    }

    /// A referral of the case that the viewer may know of.
    ///
    /// # Errors
    /// `NOT_FOUND` for a referral of another case or one that the viewer may not know of, as for one that does not
    /// exist.
    pub async fn referral_of(&self, case_id: Uuid, id: Uuid) -> Result<Uuid, Error> {
        let found = <referral::Model as Subject>::locked(self, id).await?;
        let known = found.filter(|(row, held)| row.case_id == case_id && held.clearance.sees());
        known.map(|(row, _)| row.id).ok_or(Error::NotFoundNamed("referral"))
    }

    /// How many beds of the centre are used now by others than this case. The centre is locked until the change ends,
    /// so that two people cannot get the same last bed.
    pub async fn beds_taken(&self, case: &case::Model) -> Result<(u64, centre::Model), Error> {
        let centre = centre::Entity::find_by_id(case.centre_id).lock_exclusive().one(self.transaction()).await?;
        let centre = centre.ok_or(Error::NotFound)?;
        let now: DateTimeUtc = self.now();
        let stays = stay::Entity.into_iden();
        let others = stay::Entity::find()
            .filter(C::CentreId.eq(centre.id))
            .filter(C::CaseId.ne(case.id))
            .filter(Cond::all().add(occupancy::between(&stays, now, now)));
        Ok((others.count(self.transaction()).await?, centre))
    }
}

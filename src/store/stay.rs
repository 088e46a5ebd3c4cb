//! Stays: what decides about reading one, and what a verb needs of them inside its change.

use entity::{
    case, centre,
    codes::DataClass,
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
    change::Change,
    facts::{CASE_FACTS, Clearance, case_facts},
    occupancy,
    scope::{Scope, alias, column, of_case_at_home},
    subject::Subject,
};
use crate::{access::relation::to_case, error::Error};

/// How many columns the facts of a stay are.
pub(super) const STAY_FACTS: usize = CASE_FACTS + 3;

/// The stays of the case are for its own house and those who oversee it: a receiver reads where the person is, not where
/// the person was.
#[must_use]
pub fn visible(scope: &Scope, stay: &DynIden) -> Condition {
    of_case_at_home(scope, stay, C::CaseId.into_iden())
}

/// Adds the facts of the stay behind those of its case: where it is, whose that is, and in which country.
pub(super) fn select(select: &mut SelectStatement, row: &DynIden) {
    let there = alias("there");
    let country = Query::select()
        .column((there.clone(), centre::Column::Country))
        .from_as(centre::Entity, there.clone())
        .and_where(column(&there, centre::Column::Id).equals((row.clone(), C::CentreId)))
        .take();
    select
        .expr(column(row, C::CentreId))
        .expr(column(row, C::OrganisationId))
        .expr(Expr::SubQuery(None, Box::new(country.into())));
}

/// The clearance of a stay: that of its case, but the place and the bed only where the case still is, or where the viewer
/// stands to the centre of the stay itself. Otherwise whoever takes a case over would read in which shelter it was. It does
/// not depend on whether the centre is one.
pub(super) fn clearance(row: &QueryResult, at: usize, scope: &Scope) -> Result<Clearance, DbErr> {
    let facts = case_facts(row, at)?;
    let at = at + CASE_FACTS;
    let (centre, organisation): (Uuid, Uuid) = (row.try_get_by_index(at)?, row.try_get_by_index(at + 1)?);
    let country: String = row.try_get_by_index(at + 2)?;
    let classes = scope.grants.clearance(&facts, to_case(&scope.viewer, &facts).at_home());
    let there = centre == facts.centre_id || scope.at_own_centre(centre, organisation, &country);
    let classes = if there { classes } else { classes.without(DataClass::Location).without(DataClass::Contact) };
    Ok(Clearance { classes, case_id: Some(facts.case_id) })
}

impl Change {
    /// The latest stay of the case.
    ///
    /// # Errors
    /// When the database fails.
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
    /// `NOT_FOUND` for one of another case or one that the viewer may not know of, as for one that there is not.
    pub async fn referral_of(&self, case_id: Uuid, id: Uuid) -> Result<Uuid, Error> {
        let found = <referral::Model as Subject>::locked(self, id).await?;
        let known = found.filter(|(row, held)| row.case_id == case_id && held.clearance.sees());
        known.map(|(row, _)| row.id).ok_or(Error::NotFound)
    }

    /// How many beds of the centre others than this case take now. The centre is locked until the change ends: two people
    /// do not get the last bed.
    ///
    /// # Errors
    /// When the database fails.
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

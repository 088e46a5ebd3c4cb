//! A permit proves that the viewer may change a row. Only this file can issue one, after it locked the case and checked
//! the relation.

use std::future::{Future, ready};

use entity::{
    case, centre,
    codes::{AccessMode, Relation},
};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, FromQueryResult, ModelTrait, PrimaryKeyTrait, QueryResult, QuerySelect,
    sea_query::{ExprTrait, IntoIden, Query},
};
use uuid::Uuid;

use super::change::Change;
use crate::{
    access::{action::Action, ceiling},
    error::Error,
    store::{
        access::{basis::PermitBasis, clearance::Clearance, row_access::Access},
        sql::expression::{column, listed},
    },
};

/// The right to take one action on one row, which is locked until the change ends.
#[derive(Debug)]
pub(crate) struct Permit<S> {
    action: Action,
    row: S,
    held: PermitBasis,
}

impl<S: Subject> Permit<S> {
    /// The action that the policy allowed.
    pub(crate) const fn action(&self) -> Action {
        self.action
    }

    /// The row as it is now.
    pub(crate) const fn row(&self) -> &S {
        &self.row
    }

    /// The access facts that the permit was issued on.
    pub(crate) const fn held(&self) -> &PermitBasis {
        &self.held
    }
}

/// A row that can be changed under a permit.
pub(crate) trait Subject:
    ModelTrait<Entity: EntityTrait<Model = Self, PrimaryKey: PrimaryKeyTrait<ValueType = Uuid>>> + FromQueryResult + Sync
{
    /// Its record type in the schema.
    const RECORD: &'static str;
    /// How access to it is decided.
    const ACCESS: Access;

    /// Whether the viewer may know of the row with this id. It is read without a lock, and with the same single statement
    /// whether the row does not exist or belongs to somebody else: an unauthorised caller blocks nobody, and learns
    /// nothing from the time that the answer takes. The facts are those that [`locked`] decides by: with fewer facts a
    /// hidden row would be locked and read again, which takes three statements more than a row that does not exist.
    fn look_up(change: &Change, id: Uuid) -> impl Future<Output = Result<Known, DbErr>> + Send {
        async move {
            let Some(found) = facts::<Self>(change, id).await? else { return Ok(Known::No) };
            Self::known(change, id, &found).await
        }
    }

    /// Whether the viewer may know of the row, and the case that it belongs to.
    fn known(change: &Change, _: Uuid, found: &QueryResult) -> impl Future<Output = Result<Known, DbErr>> + Send {
        let known = || {
            let clearance = Self::ACCESS.clearance(found, FOUND, Clearance::PUBLIC, &change.scope)?;
            let case = Self::ACCESS.read(found, FOUND, &change.scope)?.case;
            Ok(if clearance.sees() { Known::OfCase(case.case_id) } else { Known::No })
        };
        ready(known())
    }

    /// What a permit for the row is issued on. `None`: for changes the row is not found.
    fn basis(
        &self,
        change: &Change,
        found: &QueryResult,
    ) -> impl Future<Output = Result<Option<PermitBasis>, DbErr>> + Send {
        ready(Self::ACCESS.basis(found, FOUND, &change.scope, |_| false))
    }
}

/// Whether the viewer may know of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Known {
    /// No.
    No,
    /// Yes. It belongs to this case, which is locked before the row.
    OfCase(Uuid),
    /// Yes. It belongs to no case.
    OfNoCase,
}

impl Known {
    /// The same for an entry of the directory.
    pub(super) const fn of_entry(known: bool) -> Self {
        if known { Self::OfNoCase } else { Self::No }
    }
}

/// The column of the key, and the first column of the facts, in [`facts`].
pub(super) const FOUND: (usize, usize) = (0, 1);

/// The access facts of a row.
async fn facts<S: Subject>(change: &Change, id: Uuid) -> Result<Option<QueryResult>, DbErr> {
    let t = listed();
    let key = || column(&t, case::Column::Id);
    let table = S::Entity::default().into_iden();
    let mut select = Query::select().expr(key()).from_as(table, t.clone()).and_where(key().eq(id)).take();
    S::ACCESS.select(&mut select, &t, (false, None), (&change.scope, change.transaction().get_database_backend()));
    change.transaction().query_one(&select).await
}

/// The row, locked, with what a permit is issued on.
pub(in crate::store) async fn locked<S: Subject>(change: &Change, id: Uuid) -> Result<Option<(S, PermitBasis)>, DbErr> {
    let row = S::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await?;
    let Some(row) = row else { return Ok(None) };
    let Some(found) = facts::<S>(change, id).await? else { return Ok(None) };
    Ok(row.basis(change, &found).await?.map(|basis| (row, basis)))
}

impl Change {
    /// Issues the permit if the viewer may know of the row and may do this. The row is first checked without a lock.
    /// Then the case and the row are locked, and both are checked again.
    /// Errors: `NOT_FOUND` if the row does not exist or the viewer may not know of it: the same answer for both.
    /// `FORBIDDEN` if the viewer may see the row but not change it this way.
    pub(crate) async fn permit<S: Subject>(&self, action: Action, id: Uuid) -> Result<Permit<S>, Error> {
        match S::look_up(self, id).await? {
            Known::No => return Err(Error::NotFound),
            Known::OfCase(case_id) => drop(self.lock_case(case_id).await?.ok_or(Error::NotFound)?),
            Known::OfNoCase => {}
        }
        let (row, held) = locked::<S>(self, id).await?.ok_or(Error::NotFound)?;
        if !held.clearance.sees() {
            return Err(Error::NotFound);
        }
        if !held.allows(&self.scope, action) {
            return Err(Error::Forbidden);
        }
        Ok(Permit { action, row, held })
    }

    /// Whether the viewer may add an entry to the directory.
    /// Errors: `FORBIDDEN` if the policy does not allow it.
    pub(crate) fn permit_in_directory(&self, action: Action) -> Result<(), Error> {
        let (may, _) = self.scope.grants.gives_action(AccessMode::Standard, Relation::Directory, action);
        let theirs = ceiling::belongs_to(&self.scope.viewer.roles, action);
        if may && theirs { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Whether the viewer may do this at one of the viewer's own centres, where there is no case yet. A centre of
    /// others is not found, like one that does not exist.
    /// Errors: `NOT_FOUND` or `FORBIDDEN`.
    pub(crate) async fn permit_at_centre(&self, action: Action, id: Uuid) -> Result<centre::Model, Error> {
        let centre =
            centre::Entity::find_by_id(id).one(self.transaction()).await?.ok_or(Error::NotFoundNamed("centre"))?;
        if !self.scope.is_own_centre(&centre) {
            return Err(Error::NotFoundNamed("centre"));
        }
        if !self.scope.grants.allows_at_own_centre(action) {
            return Err(Error::Forbidden);
        }
        Ok(centre)
    }
}

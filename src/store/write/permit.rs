//! A permit proves that the viewer may change a row. Only this file can issue one, after it locked the case and checked
//! the relation.

use std::future::Future;

use entity::{case, centre};
use sea_orm::{DbErr, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::change::Change;
use crate::{
    access::{
        action::Action,
        relation::{CaseFacts, Relations},
    },
    error::Error,
    store::access::{clearance::Clearance, scope::Scope},
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

/// The access facts that a permit is issued on.
#[derive(Clone, Debug)]
pub(crate) struct PermitBasis {
    /// The classes of the row that the viewer may read.
    pub clearance: Clearance,
    /// The facts of the case.
    pub case: CaseFacts,
    /// The relations through which the viewer may act.
    pub relations: Relations,
    /// Whether the viewer knows of the row in masked form. It can then only be ended.
    pub masked: bool,
}

impl PermitBasis {
    /// Whether the policy allows the action.
    pub(crate) fn allows(&self, scope: &Scope, action: Action) -> bool {
        let ends = matches!(action, Action::EndShare | Action::EndLegalOverride);
        (ends || !self.masked) && scope.grants.allows(&self.case, self.relations, action)
    }
}

/// A row that can be changed under a permit.
pub(crate) trait Subject: Sized + Send + Sync {
    /// Its record type in the schema.
    const RECORD: &'static str;

    /// The case that the row belongs to, if the viewer may know of the row. It is read without a lock, and with the
    /// same single statement whether the row does not exist or belongs to somebody else: an unauthorised caller blocks
    /// nobody, and learns nothing from the time that the answer takes.
    /// The facts are those that `locked` decides by: with fewer facts a hidden row would be locked and read again, which
    /// takes three statements more than a row that does not exist.
    fn case_known(change: &Change, id: Uuid) -> impl Future<Output = Result<Option<Uuid>, DbErr>> + Send;

    /// The row, locked, with its access facts.
    fn locked(change: &Change, id: Uuid) -> impl Future<Output = Result<Option<(Self, PermitBasis)>, DbErr>> + Send;
}

impl Change {
    /// Issues the permit if the viewer may know of the row and may do this. The row is first checked without a lock.
    /// Then the case and the row are locked, and both are checked again.
    ///
    /// # Errors
    /// `NOT_FOUND` if the row does not exist or the viewer may not know of it: the same answer for both. `FORBIDDEN` if
    /// the viewer may see the row but not change it this way.
    pub(crate) async fn permit<S: Subject>(&self, action: Action, id: Uuid) -> Result<Permit<S>, Error> {
        let case_id = S::case_known(self, id).await?.ok_or(Error::NotFound)?;
        // Every change locks the case first, so that two changes of one case never run at the same time.
        case::Entity::find_by_id(case_id).lock_exclusive().one(self.transaction()).await?.ok_or(Error::NotFound)?;
        let (row, held) = S::locked(self, id).await?.ok_or(Error::NotFound)?;
        if !held.clearance.sees() {
            return Err(Error::NotFound);
        }
        if !held.allows(&self.scope, action) {
            return Err(Error::Forbidden);
        }
        Ok(Permit { action, row, held })
    }

    /// Whether the viewer may do this at one of the viewer's own centres, where there is no case yet. A centre of
    /// others is not found, like one that does not exist.
    ///
    /// # Errors
    /// `NOT_FOUND` or `FORBIDDEN`.
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

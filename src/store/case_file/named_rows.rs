//! Rows that a mutation needs in addition to the row of its permit. They are read inside the change, under the lock of
//! the case, and do not leave it: the payload is read again with a clearance.

use entity::{
    case, centre,
    codes::{DataClass, Oversight},
    consent, organisation, referral, service, worker, worker_centre,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, PrimaryKeyTrait,
    QueryFilter, QueryOrder, QuerySelect,
    sea_query::{ExprTrait, Query},
};
use uuid::Uuid;

use crate::{
    access::{
        role_set::RoleSet,
        viewer::{OwnCentres, Viewer},
    },
    error::Error,
    rules::{case::is_activity, dates::to_the_hour, referral::LIVE},
    store::{
        sql::expression::{column, listed},
        write::{
            change::Change,
            change_log::ChangeRecord,
            permit::{Known, Subject, locked},
            save::Write as _,
        },
    },
};

/// The nouns in `NOT_FOUND` errors.
const SERVICE: &str = "service";
const CONSENT: &str = "consent";
const WORKER: &str = "worker";

impl Change {
    /// The row with this id.
    /// Errors: `NOT_FOUND` if there is none.
    pub(crate) async fn row<E>(&self, id: Uuid) -> Result<E::Model, Error>
    where
        E: EntityTrait,
        <E::PrimaryKey as PrimaryKeyTrait>::ValueType: From<Uuid>,
    {
        E::find_by_id(id).one(self.transaction()).await?.ok_or(Error::NotFound)
    }

    /// A service of the directory that the viewer may read.
    /// Errors: `NOT_FOUND` if it does not exist or is confidential to another organisation: the same error.
    pub(crate) async fn listed_service(&self, id: Uuid) -> Result<service::Model, Error> {
        let t = listed();
        let known = Query::select()
            .expr(column(&t, service::Column::Id))
            .from_as(service::Entity, t.clone())
            .and_where(column(&t, service::Column::Id).eq(id))
            .cond_where(self.scope.lists_service(&t))
            .take();
        self.transaction().query_one(&known).await?.ok_or(Error::NotFoundNamed(SERVICE))?;
        self.row::<service::Entity>(id).await.map_err(|error| error.naming(SERVICE))
    }

    /// A consent of this case that the viewer may know of.
    /// Errors: `NOT_FOUND` for a consent of another case, as for one that does not exist.
    pub(crate) async fn consent_of(&self, case_id: Uuid, id: Uuid) -> Result<consent::Model, Error> {
        self.row_of_case(case_id, id).await?.ok_or(Error::NotFoundNamed(CONSENT))
    }

    /// A row of this case that the viewer may know of, locked. A hidden row takes the same statement as one that does not exist.
    pub(in crate::store) async fn row_of_case<S: Subject>(&self, case_id: Uuid, id: Uuid) -> Result<Option<S>, Error> {
        if !matches!(S::look_up(self, id).await?, Known::OfCase(of) if of == case_id) {
            return Ok(None);
        }
        let found = locked::<S>(self, id).await?;
        Ok(found.filter(|(_, held)| held.case.case_id == case_id && held.clearance.sees()).map(|(row, _)| row))
    }

    /// A worker of this organisation.
    /// Errors: `NOT_FOUND` for a worker of another organisation, as for one that does not exist.
    pub(crate) async fn worker_of(&self, organisation_id: Uuid, id: Uuid) -> Result<worker::Model, Error> {
        let worker = self.row::<worker::Entity>(id).await.map_err(|error| error.naming(WORKER))?;
        if worker.organisation_id == organisation_id { Ok(worker) } else { Err(Error::NotFoundNamed(WORKER)) }
    }

    /// The number of ordinary centres of the viewer's organisation.
    pub(crate) async fn ordinary_centres(&self) -> Result<u64, Error> {
        use centre::Column as C;

        let mine = centre::Entity::find().filter(C::OrganisationId.eq(self.scope.viewer.organisation_id));
        Ok(mine.filter(C::Protected.eq(false)).count(self.transaction()).await?)
    }

    /// Whether an organisation has this acronym.
    pub(crate) async fn has_organisation(&self, acronym: &str) -> Result<bool, Error> {
        let same = organisation::Entity::find().filter(organisation::Column::Acronym.eq(acronym));
        Ok(same.one(self.transaction()).await?.is_some())
    }

    /// The worker as the viewer of their last token. `None` if they have not signed in.
    pub(crate) async fn last_seen_as(&self, worker: &worker::Model) -> Result<Option<Viewer>, Error> {
        use worker_centre::{Column as C, Entity};

        let Some(roles) = worker.roles else { return Ok(None) };
        let named = Entity::find().select_only().column(C::CentreId).filter(C::WorkerId.eq(worker.id));
        let named: Vec<Uuid> = named.into_tuple().all(self.transaction()).await?;
        let centres =
            if worker.all_ordinary_centres { OwnCentres::AllOrdinary { and: named } } else { OwnCentres::Named(named) };
        Ok(Some(Viewer {
            worker_id: worker.id,
            organisation_id: worker.organisation_id,
            roles: RoleSet::from_bits(roles).iter().collect(),
            centres,
            oversight: Oversight::None,
            purpose: None,
            ..(*self.scope.viewer).clone()
        }))
    }

    /// The live referrals that fulfil the condition, locked. Each may lock its service later, so all changes lock in
    /// the order of the services.
    pub(crate) async fn live_referrals(&self, which: Condition) -> Result<Vec<referral::Model>, Error> {
        let live = referral::Entity::find()
            .filter(which)
            .filter(referral::Column::State.is_in(LIVE.iter().copied()))
            .order_by_asc(referral::Column::ServiceId)
            .lock_exclusive()
            .all(self.transaction())
            .await?;
        Ok(live)
    }

    /// A service, locked until the change ends, so that two receivers cannot take the same last place.
    pub(crate) async fn locked_service(&self, id: Uuid) -> Result<service::Model, Error> {
        service::Entity::find_by_id(id).lock_exclusive().one(self.transaction()).await?.ok_or(Error::NotFound)
    }

    /// Writes the number of free places of a service, if it changed. The case is the one that caused it.
    pub(crate) async fn set_free_places(
        &self,
        case_id: Uuid,
        service: service::Model,
        free: Option<i32>,
    ) -> Result<(), Error> {
        if service.capacity_free == free {
            return Ok(());
        }
        let done = ChangeRecord {
            id: service.id,
            subject_type: "services",
            case_id: Some(case_id),
            organisation_id: service.organisation_id,
            version: Some(service.version + 1),
            changed: vec!["capacity_free", "capacity_as_of"],
        };
        let row = service::ActiveModel {
            capacity_free: Set(free),
            capacity_as_of: Set(Some(self.now())),
            updated_at: Set(self.now()),
            version: Set(service.version + 1),
            ..service.into_active_model()
        };
        row.update_in(self).await?;
        Ok(self.record("COUNT_PLACES".to_owned(), &done).await?)
    }

    /// Notes the last activity on the case, if the viewer belongs to the owning organisation and the class counts as
    /// activity. Returns the owning organisation.
    pub(crate) async fn worked_on(&self, case_id: Uuid, class: DataClass) -> Result<Uuid, Error> {
        let case = self.row::<case::Entity>(case_id).await?;
        let owner = case.organisation_id;
        if owner == self.scope.viewer.organisation_id && is_activity(class) {
            let row = case::ActiveModel { last_activity_at: Set(to_the_hour(self.now())), ..case.into_active_model() };
            row.update_in(self).await?;
        }
        Ok(owner)
    }
}

//! What a mutation needs of stays inside its change.

use entity::{
    case, centre, referral,
    stay::{self, Column as C},
};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::DateTimeUtc,
    sea_query::{Cond, IntoIden},
};
use uuid::Uuid;

use crate::{
    error::Error,
    store::{read::occupancy, write::change::Change},
};

impl Change {
    /// The latest stay of the case.
    pub(crate) async fn latest_stay(&self, case_id: Uuid) -> Result<Option<stay::Model>, Error> {
        let latest = stay::Entity::find()
            .filter(C::CaseId.eq(case_id))
            .order_by_desc(C::FromAt)
            .order_by_desc(C::Id)
            .lock_exclusive()
            .one(self.transaction());
        Ok(latest.await?)
    }

    /// A referral of the case that the viewer may know of.
    /// Errors: `NOT_FOUND` for a referral of another case or one that the viewer may not know of, as for one that does
    /// not exist.
    pub(crate) async fn referral_of(&self, case_id: Uuid, id: Uuid) -> Result<Uuid, Error> {
        let referral: Option<referral::Model> = self.row_of_case(case_id, id).await?;
        referral.map(|row| row.id).ok_or(Error::NotFoundNamed("referral"))
    }

    /// How many beds of the centre are used now by others than this case. The centre is locked until the change ends,
    /// so that two people cannot get the same last bed.
    pub(crate) async fn beds_taken(&self, case: &case::Model) -> Result<(u64, centre::Model), Error> {
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

//! Rows that belong to a case: how a changed one is written, and what the change log says of it.

use entity::{
    best_interest_determination, case, consent, consular_request, family_link, legal_order, legal_override,
    person_match, referral, share, stay, transfer,
};
use sea_orm::{ActiveModelBehavior, EntityName as _, EntityTrait, IntoActiveModel, ModelTrait};
use uuid::Uuid;

use super::{change::Change, change_log::ChangeRecord, save, stop::ChangeError};

/// A row that belongs to a case.
pub(crate) trait Recorded: ModelTrait {
    /// Its id, its case, and its version if the table counts versions.
    fn known(&self) -> (Uuid, Uuid, Option<i32>);
}

/// A row whose table counts versions.
pub(crate) trait Versioned: Recorded {
    /// The row with the next version. A row keeps its version if readers who may not know why it changed would notice.
    fn counted(self) -> Self;
}

/// The change record of a row. `owner` is the organisation that owns the case.
pub(crate) fn done<R: Recorded>(row: &R, owner: Uuid, changed: Vec<&'static str>) -> ChangeRecord {
    let (id, case_id, version) = row.known();
    let (subject_type, case_id) = (R::Entity::default().table_name(), Some(case_id));
    ChangeRecord { id, subject_type, case_id, organisation_id: owner, version, changed }
}

/// The change record of the person of a case.
pub(crate) fn of_person(case: &case::Model, version: Option<i32>, changed: Vec<&'static str>) -> ChangeRecord {
    let (id, case_id, organisation_id) = (case.person_id, Some(case.id), case.organisation_id);
    ChangeRecord { id, subject_type: "persons", case_id, organisation_id, version, changed }
}

/// Writes the columns of a row that differ. `owner` is the organisation that owns the case.
pub(crate) async fn write<R>(change: &Change, owner: Uuid, before: &R, after: &R) -> Result<ChangeRecord, ChangeError>
where
    R: Recorded + IntoActiveModel<<R::Entity as EntityTrait>::ActiveModel>,
    R::Entity: EntityTrait<Model = R>,
    <R::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
{
    let changed = save::write(change, before, after).await?;
    Ok(done(after, owner, changed))
}

/// Writes the row with its next version.
pub(crate) async fn write_next<R>(
    change: &Change,
    owner: Uuid,
    before: &R,
    after: R,
) -> Result<ChangeRecord, ChangeError>
where
    R: Versioned + IntoActiveModel<<R::Entity as EntityTrait>::ActiveModel>,
    R::Entity: EntityTrait<Model = R>,
    <R::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
{
    write(change, owner, before, &after.counted()).await
}

macro_rules! versioned {
    ($($record:ident by $case:ident),*) => {$(
        impl Recorded for $record::Model {
            fn known(&self) -> (Uuid, Uuid, Option<i32>) {
                (self.id, self.$case, Some(self.version))
            }
        }

        impl Versioned for $record::Model {
            fn counted(self) -> Self {
                Self { version: self.version + 1, ..self }
            }
        }
    )*};
}

versioned!(
    best_interest_determination by case_id,
    case by id,
    consent by case_id,
    consular_request by case_id,
    family_link by case_id,
    legal_order by case_id,
    legal_override by case_id,
    person_match by case_id,
    referral by case_id,
    stay by case_id,
    transfer by case_id
);

impl Recorded for share::Model {
    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, None)
    }
}

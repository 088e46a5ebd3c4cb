//! Rows that belong to a case: how a changed one is written, and what the change log says of it.

use entity::{
    best_interest_determination, consent, consular_request, legal_order, legal_override, referral, share, stay,
    transfer,
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
    let subject_type = R::Entity::default().table_name();
    ChangeRecord { id, subject_type, case_id, organisation_id: owner, version, changed }
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

macro_rules! versioned {
    ($($record:ident),*) => {$(
        impl Recorded for $record::Model {
            fn known(&self) -> (Uuid, Uuid, Option<i32>) {
                (self.id, self.case_id, Some(self.version))
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
    best_interest_determination,
    consent,
    consular_request,
    legal_order,
    legal_override,
    referral,
    stay,
    transfer
);

impl Recorded for share::Model {
    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, None)
    }
}

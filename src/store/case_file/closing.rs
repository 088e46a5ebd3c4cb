//! How a row is closed: it is kept, with who closed it, when and why. The parts of a person and the entries of a case file are closed
//! alike.

use entity::{
    capacity_assessment, case_note, codes::CorrectionKind, contact, correction, identifier, immigration_status,
    medical_note, nationality, person_language, person_name, vulnerability,
};
use sea_orm::{ActiveModelBehavior, DbErr, EntityTrait, IntoActiveModel, ModelTrait};
use uuid::Uuid;

use crate::store::write::{change::Change, save, save::Write as _};

/// A row that can be closed by a correction.
pub(crate) trait Correctable:
    ModelTrait<Entity: EntityTrait<Model = Self, ActiveModel: ActiveModelBehavior + Send>>
    + IntoActiveModel<<Self::Entity as EntityTrait>::ActiveModel>
    + Send
    + Sync
{
    /// Its record type in the schema.
    const RECORD: &'static str;

    /// Its key.
    fn id(&self) -> Uuid;

    /// The correction that closed it.
    fn correction(&self) -> Option<Uuid>;

    /// The row, closed by this correction.
    fn closed(self, correction_id: Uuid) -> Self;
}

macro_rules! correctable {
    ($($entity:ident: $record:literal;)*) => {$(
        impl Correctable for $entity::Model {
            const RECORD: &'static str = $record;

            fn id(&self) -> Uuid {
                self.id
            }

            fn correction(&self) -> Option<Uuid> {
                self.correction_id
            }

            fn closed(self, correction_id: Uuid) -> Self {
                Self { correction_id: Some(correction_id), ..self }
            }
        }
    )*};
}

correctable! {
    capacity_assessment: "CapacityAssessment";
    case_note: "CaseNote";
    contact: "Contact";
    identifier: "Identifier";
    immigration_status: "ImmigrationStatusRecord";
    medical_note: "MedicalNote";
    nationality: "Nationality";
    person_language: "PersonLanguage";
    person_name: "PersonName";
    vulnerability: "Vulnerability";
}

/// Why a row is closed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Closing<'a> {
    /// The case through which the person was read.
    pub case_id: Uuid,
    /// Whether it is replaced, ended, or should never have been entered.
    pub kind: CorrectionKind,
    /// The reason that the worker gave.
    pub reason: &'a str,
    /// The row that replaces it.
    pub replaced_by: Option<Uuid>,
}

impl Change {
    /// Closes a row that is in force. The row that replaces it is written before.
    pub(crate) async fn close<R: Correctable>(&self, row: R, why: Closing<'_>) -> Result<(), DbErr> {
        let correction = self.correction(R::RECORD, row.id(), why).await?;
        save::write(self, &row, &row.clone().closed(correction)).await.map(drop)
    }

    /// Writes the reason for which a row is closed. Returns its id.
    pub(crate) async fn correction(
        &self,
        record: &'static str,
        subject_id: Uuid,
        why: Closing<'_>,
    ) -> Result<Uuid, DbErr> {
        let viewer = &self.scope.viewer;
        let row = correction::Model {
            id: Uuid::now_v7(),
            kind: why.kind,
            reason: why.reason.to_owned(),
            at: self.now(),
            case_id: why.case_id,
            organisation_id: viewer.organisation_id,
            worker_id: Some(viewer.worker_id),
            record: record.to_owned(),
            subject_id,
            replaced_by: why.replaced_by,
        };
        Ok(row.into_active_model().insert_in(self).await?.id)
    }
}

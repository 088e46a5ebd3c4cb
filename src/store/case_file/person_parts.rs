//! The parts of a person: names, nationalities, languages, documents and contacts. A change reads those in force that its
//! viewer may know of, adds to them and closes them. A part that is closed is kept, with the reason.

use entity::{
    codes::{CorrectionKind, DataClass},
    contact, correction, identifier, nationality, person, person_language, person_name,
};
use sea_orm::{
    ActiveModelBehavior, DbErr, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, QuerySelect,
    sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden},
};
use uuid::Uuid;

use crate::{
    error::Error,
    store::{
        access::{inferred, scope::Scope},
        sql::{corrections::InForce as _, expression::column},
        write::{change::Change, save, save::Write as _},
    },
};

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

/// A part of a person.
pub(crate) trait PersonPart: Correctable {
    /// The class of the list that shows it.
    const CLASS: DataClass;

    /// Whether the viewer may know of the row under this alias, beyond the class.
    fn visible(_: &Scope, _: &DynIden) -> Condition {
        Cond::all()
    }
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
    contact: "Contact";
    identifier: "Identifier";
    nationality: "Nationality";
    person_language: "PersonLanguage";
    person_name: "PersonName";
}

impl PersonPart for person_name::Model {
    const CLASS: DataClass = DataClass::Identity;
}

impl PersonPart for nationality::Model {
    const CLASS: DataClass = DataClass::Identity;

    fn visible(scope: &Scope, row: &DynIden) -> Condition {
        inferred::nationalities(scope, row)
    }
}

impl PersonPart for person_language::Model {
    const CLASS: DataClass = DataClass::Operational;
}

impl PersonPart for identifier::Model {
    const CLASS: DataClass = DataClass::Identity;

    fn visible(scope: &Scope, row: &DynIden) -> Condition {
        inferred::identifiers(scope, row)
    }
}

impl PersonPart for contact::Model {
    const CLASS: DataClass = DataClass::Contact;
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
    /// The person, locked until the change ends.
    pub(crate) async fn locked_person(&self, id: Uuid) -> Result<person::Model, Error> {
        let person = person::Entity::find_by_id(id).lock_exclusive().one(self.transaction()).await?;
        person.ok_or(Error::NotFound)
    }

    /// The parts in force that the viewer may know of, in the order in which they were recorded.
    pub(crate) async fn known_parts<P: PersonPart>(&self, person_id: Uuid) -> Result<Vec<P>, DbErr> {
        let t = P::Entity::default().into_iden();
        let parts = P::Entity::find()
            .filter(column(&t, PERSON_ID).eq(person_id))
            .filter(P::visible(&self.scope, &t))
            .in_force();
        let mut parts = parts.all(self.transaction()).await?;
        parts.sort_by_key(Correctable::id);
        Ok(parts)
    }

    /// A part of the person that the viewer may know of, in force or not.
    /// Errors: `NOT_FOUND` for a part of somebody else, as for one that does not exist.
    pub(crate) async fn known_part<P: PersonPart>(&self, person_id: Uuid, id: Uuid) -> Result<P, Error> {
        let t = P::Entity::default().into_iden();
        let part = P::Entity::find()
            .filter(column(&t, "id").eq(id))
            .filter(column(&t, PERSON_ID).eq(person_id))
            .filter(P::visible(&self.scope, &t));
        part.one(self.transaction()).await?.ok_or(Error::NotFound)
    }

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

/// The column of a part that names its person.
const PERSON_ID: &str = "person_id";

//! The parts of a person: names, nationalities, languages, documents and contacts. A change reads those in force that its
//! viewer may know of.

use entity::{codes::DataClass, contact, identifier, nationality, person, person_language, person_name};
use sea_orm::{
    DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden},
};
use uuid::Uuid;

use super::closing::Correctable;
use crate::{
    error::Error,
    store::{
        access::{inferred, scope::Scope},
        sql::{corrections::InForce as _, expression::column},
        write::change::Change,
    },
};

/// A part of a person.
pub(crate) trait PersonPart: Correctable {
    /// The class of the list that shows it.
    const CLASS: DataClass;
    /// Its table.
    const TABLE: &'static str;

    /// Whether the viewer may know of the row under this alias, beyond the class.
    fn visible(_: &Scope, _: &DynIden) -> Condition {
        Cond::all()
    }
}

impl PersonPart for person_name::Model {
    const CLASS: DataClass = DataClass::Identity;
    const TABLE: &'static str = "person_names";
}

impl PersonPart for nationality::Model {
    const CLASS: DataClass = DataClass::Identity;
    const TABLE: &'static str = "nationalities";

    fn visible(scope: &Scope, row: &DynIden) -> Condition {
        inferred::nationalities(scope, row)
    }
}

impl PersonPart for person_language::Model {
    const CLASS: DataClass = DataClass::Operational;
    const TABLE: &'static str = "person_languages";
}

impl PersonPart for identifier::Model {
    const CLASS: DataClass = DataClass::Identity;
    const TABLE: &'static str = "identifiers";

    fn visible(scope: &Scope, row: &DynIden) -> Condition {
        inferred::identifiers(scope, row)
    }
}

impl PersonPart for contact::Model {
    const CLASS: DataClass = DataClass::Contact;
    const TABLE: &'static str = "contacts";
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
}

/// The column of a part that names its person.
const PERSON_ID: &str = "person_id";

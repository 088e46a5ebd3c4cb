//! A way to contact a person or somebody close to the person.

use sea_orm::entity::prelude::*;

use crate::codes::ContactType;

/// A row of `contacts`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contacts")]
pub struct Model {
    /// The contact.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The kind of contact.
    pub contact_type: ContactType,
    /// The number, address or account.
    pub value: String,
    /// The name of the contact, if it is not the person.
    pub name: Option<String>,
    /// How the contact is related to the person.
    pub relation: Option<String>,
    /// Whether the person allows its use.
    pub may_contact: bool,
    /// The telephone number, normalised for search. Null: it is no telephone number.
    pub search_key: Option<String>,
    /// Why the row is no longer in force. Null: it is.
    pub correction_id: Option<Uuid>,
}

plain_entity!();

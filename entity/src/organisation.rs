//! A participating organisation: its kind, country and oversight.

use sea_orm::entity::prelude::*;

use crate::codes::{OrganisationType, Oversight};

/// A row of `organisations`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organisations")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Full name.
    pub name: String,
    /// Translations of the name: an object in JSON from language tags to texts.
    pub name_translations: Option<String>,
    /// Short name.
    pub acronym: String,
    /// The kind of organisation, which decides its ceiling.
    pub organisation_type: OrganisationType,
    /// The country it works in, ISO 3166-1 alpha-3; null for a worldwide body.
    pub country: Option<String>,
    /// How far it may read cases of other organisations.
    pub oversight: Oversight,
    /// The day on which it signed the information sharing protocol.
    pub information_sharing_protocol_signed_on: Option<Date>,
    /// Role mailbox or telephone of its focal point, never of a person.
    pub contact_desk: Option<String>,
    /// When it was suspended. Since then its users have no access.
    pub suspended_at: Option<DateTimeUtc>,
    /// The administrator who suspended it; null if a command of the operator did.
    pub suspended_by_worker_id: Option<Uuid>,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Incremented with each change of the entry, from 1.
    pub version: i32,
}

plain_entity!();

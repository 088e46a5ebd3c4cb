//! A consent or refusal of a person: the purpose, the data classes and the time.

use sea_orm::entity::prelude::*;

use crate::codes::{ConsentGiver, ConsentMethod, ConsentStatus, Purpose};

/// A row of `consents`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "consents")]
#[expect(clippy::struct_excessive_bools, reason = "a row: each is a column of its own")]
pub struct Model {
    /// The consent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The organisation that recorded the consent.
    pub organisation_id: Uuid,
    /// The giver: the person, a guardian, a caregiver, a court or a best-interest decision.
    pub given_by: ConsentGiver,
    /// The name of the guardian, caregiver or authority that gave it for the person.
    pub giver_name: Option<String>,
    /// The best-interest determination, if that gave the consent.
    pub determination_id: Option<Uuid>,
    /// How it was given.
    pub method: ConsentMethod,
    /// Language in which it was explained, BCP 47.
    pub language: String,
    /// Whether an interpreter helped.
    pub interpreter_used: bool,
    /// The purpose for which the data may be used.
    pub purpose: Purpose,
    /// Data classes that may be shared, as a bit set of `DataClass`.
    pub classes: i64,
    /// How and when the person may be contacted.
    pub contact_restrictions: Option<String>,
    /// When it starts.
    pub valid_from: DateTimeUtc,
    /// When it ends. Every consent has an end; a row with null is not valid.
    pub valid_until: Option<DateTimeUtc>,
    /// The recorded status. Whether the consent is valid depends on its dates too.
    pub status: ConsentStatus,
    /// Whether the text was read back to the person and confirmed.
    pub read_back_confirmed: bool,
    /// Whether the person knows that assistance does not depend on the consent.
    pub not_tied_to_assistance: bool,
    /// Whether it stays valid after a transfer of the case, although it names the previous organisation.
    pub includes_successor: bool,
    /// Whether protection, health and asylum facts that become known after an acceptance may be shared too.
    pub includes_later_facts: bool,
    /// SHA-256 of the signed form or recording, in hexadecimal.
    pub evidence_hash: Option<String>,
    /// The worker who recorded it.
    pub worker_id: Option<Uuid>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTimeUtc>,
    /// The worker who recorded the withdrawal.
    pub withdrawn_by: Option<Uuid>,
    /// The reason for the withdrawal, if the person gave one.
    pub withdrawal_reason: Option<String>,
    /// The newer consent or refusal that replaced it.
    pub superseded_by_id: Option<Uuid>,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    #[builder(default = created_at)]
    pub updated_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    #[builder(default = 1)]
    pub version: i32,
}

plain_entity!();

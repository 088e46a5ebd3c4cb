//! A request to share data of a case without consent on a legal basis: what one worker requests and another worker
//! decides. It opens nothing until it is approved, and it ends by itself.

use sea_orm::entity::prelude::*;

use crate::codes::{DataClass, LegalBasis};

/// A row of `legal_overrides`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "legal_overrides")]
pub struct Model {
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The organisation that has the case, as in `cases`.
    pub organisation_id: Option<Uuid>,
    /// The country of the case, as in `cases`.
    pub country: Option<String>,
    /// The referral that is based on it; null if a transfer is.
    pub referral_id: Option<Uuid>,
    /// The transfer that is based on it; null if a referral is.
    pub transfer_id: Option<Uuid>,
    /// The legal basis.
    pub legal_basis: LegalBasis,
    /// The reason why nobody can consent and why the data must be shared.
    pub reason: String,
    /// Data classes that it opens, as a bit set of `DataClass`.
    pub classes: i64,
    /// The class of what the existence of the row reveals about the person.
    pub inference_class: DataClass,
    /// Whether it belongs to a referral to emergency care, as in `referrals`.
    pub emergency_care: bool,
    /// The best-interest determination that it is based on.
    pub determination_id: Option<Uuid>,
    /// The override that it renews.
    pub renews_id: Option<Uuid>,
    /// The worker who requested it.
    pub requested_by: Uuid,
    /// When it ends.
    pub valid_until: DateTimeUtc,
    /// The worker who approved it.
    pub approved_by: Option<Uuid>,
    /// When it was approved.
    pub approved_at: Option<DateTimeUtc>,
    /// The worker who refused it.
    pub refused_by: Option<Uuid>,
    /// When it was refused.
    pub refused_at: Option<DateTimeUtc>,
    /// The reason for the refusal.
    pub refusal_text: Option<String>,
    /// The worker who ended it early; null if it ended with its referral.
    pub ended_by: Option<Uuid>,
    /// When it was ended early.
    pub ended_at: Option<DateTimeUtc>,
    /// When it was requested.
    pub created_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    #[builder(default = 1)]
    pub version: i32,
}

plain_entity!();

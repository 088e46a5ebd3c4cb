//! A request to share data of a case without consent, on a basis in law: what one worker asks for, and what another worker
//! decided. It opens nothing until it was approved, and it ends by itself.

use sea_orm::entity::prelude::*;

use crate::codes::{DataClass, LegalBasis};

/// A row of `legal_overrides`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_overrides")]
pub struct Model {
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The referral that rests on it.
    pub referral_id: Uuid,
    /// The basis in law.
    pub legal_basis: LegalBasis,
    /// Why nobody can consent, and why the data has to go out.
    pub reason: String,
    /// Data classes that it opens, as a bit set of `DataClass`.
    pub classes: i64,
    /// What the existence of the row tells about the person.
    pub inference_class: DataClass,
    /// Whether it belongs to a referral to emergency care, as in `referrals`.
    pub emergency_care: bool,
    /// The determination on the best interest of the child that it rests on.
    pub determination_id: Option<Uuid>,
    /// The override that it renews.
    pub renews_id: Option<Uuid>,
    /// The worker who asked.
    pub requested_by: Uuid,
    /// When it runs out.
    pub valid_until: DateTimeUtc,
    /// The worker who approved it.
    pub approved_by: Option<Uuid>,
    /// When it was approved.
    pub approved_at: Option<DateTimeUtc>,
    /// The worker who refused it.
    pub refused_by: Option<Uuid>,
    /// When it was refused.
    pub refused_at: Option<DateTimeUtc>,
    /// Why it was refused.
    pub refusal_text: Option<String>,
    /// The worker who ended it before it ran out; none where the end of its referral did.
    pub ended_by: Option<Uuid>,
    /// When it was ended before it ran out.
    pub ended_at: Option<DateTimeUtc>,
    /// When it was asked for.
    pub created_at: DateTimeUtc,
    /// Counts changes, from 1.
    pub version: i32,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

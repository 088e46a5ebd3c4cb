//! An order of a court or prosecutor that lets an enforcement agency read classes of a case above its ceiling. It opens
//! nothing until a data protection officer approves it.

use sea_orm::entity::prelude::*;

/// A row of `legal_orders`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, bon::Builder)]
#[sea_orm(table_name = "legal_orders")]
pub struct Model {
    /// The order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The agency that the order names.
    pub organisation_id: Uuid,
    /// The number of the order.
    pub reference: String,
    /// The content of the order and its reason.
    pub reason: String,
    /// Data classes that it opens, as a bit set of `DataClass`.
    pub classes: i64,
    /// The worker who recorded it.
    pub requested_by: Uuid,
    /// The data protection officer who approved it.
    pub approved_by: Option<Uuid>,
    /// When it was approved.
    pub approved_at: Option<DateTimeUtc>,
    /// When it ends; null for no end.
    pub valid_until: Option<DateTimeUtc>,
    /// The share that its approval opened.
    pub share_id: Option<Uuid>,
    /// When it was ended early.
    pub ended_at: Option<DateTimeUtc>,
    /// The worker who ended it early.
    pub ended_by: Option<Uuid>,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    #[builder(default = 1)]
    pub version: i32,
}

plain_entity!();

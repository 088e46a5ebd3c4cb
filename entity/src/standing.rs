//! A standing: through what an organisation may know of a case, other than by owning or overseeing it. It is derived
//! from other rows and never written by hand.

use sea_orm::entity::prelude::*;

use crate::codes::{Purpose, StandingSource};

/// A row of `standings`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "standings")]
pub struct Model {
    /// The organisation that may know of the case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// The row that gives the standing, of the kind in `source`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source_id: Uuid,
    /// The kind of that row.
    pub source: StandingSource,
    /// The share that opens the classes.
    pub share_id: Option<Uuid>,
    /// The referral that waits for an answer, or that opened the share.
    pub referral_id: Option<Uuid>,
    /// The transfer that waits for an answer, or that opened the share.
    pub transfer_id: Option<Uuid>,
    /// The centre whose staff it is for; null for the whole organisation.
    pub centre_id: Option<Uuid>,
    /// Whether only staff who are named at the centre may know of it, because a centre in it is protected.
    pub in_protected_centre: bool,
    /// The purpose for which the data may be used; null for every purpose.
    pub purpose: Option<Purpose>,
    /// The classes that it opens, as a bit set of `DataClass`.
    pub classes: i64,
    /// Whether facts that become known later are shared too.
    pub later_facts: bool,
    /// When it begins.
    pub from_at: DateTimeUtc,
    /// When it ends by itself; null if it has no end.
    pub until_at: Option<DateTimeUtc>,
}

plain_entity!();

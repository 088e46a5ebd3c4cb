//! A relative of the person of a case.

use sea_orm::entity::prelude::*;

use crate::codes::{FamilyLinkStatus, FamilyRelation};

/// A row of `family_links`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "family_links")]
pub struct Model {
    /// The link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// What the relative is to the person of the case.
    pub relation: FamilyRelation,
    /// The case of the relative, which has a link with the opposite relation.
    pub relative_case_id: Option<Uuid>,
    /// The name of a relative without a case.
    pub relative_name: Option<String>,
    /// Whether it is claimed, verified or disproved.
    pub status: FamilyLinkStatus,
    /// What the status rests on.
    pub grounds: Option<String>,
    /// The worker who recorded it.
    pub worker_id: Uuid,
    /// The worker who decided whether it is true.
    pub decided_by: Option<Uuid>,
    /// The day of the decision.
    pub decided_on: Option<Date>,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    pub version: i32,
}

plain_entity!();

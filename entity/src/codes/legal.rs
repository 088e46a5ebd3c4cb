//! Immigration status, and the legal grounds to share without consent.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How the law of the host State sees a person.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ImmigrationStatus {
    /// Regular, to work.
    RegularLabour,
    /// Regular, with family.
    RegularFamily,
    /// Regular, to study.
    RegularStudent,
    /// A visitor.
    Visitor,
    /// Under free movement in West Africa.
    FreeMovementEcowas,
    /// Without a regular status.
    Irregular,
    /// Has asked for asylum.
    AsylumSeeker,
    /// A recognised refugee.
    Refugee,
    /// Under another form of international protection.
    ComplementaryProtection,
    /// Stateless.
    Stateless,
    /// At risk of statelessness.
    AtRiskOfStatelessness,
    /// Has come back to their own country.
    NationalReturnee,
    /// Stranded on the way.
    Stranded,
    /// Not determined.
    Undetermined,
}

/// Where a request to share without consent is: it follows from its dates.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LegalOverrideState {
    /// It waits for a second person.
    Waiting,
    /// A second person approved it.
    InForce,
    /// A second person refused it.
    Refused,
    /// It was ended before its time.
    Ended,
    /// Its time is over.
    Expired,
}

/// What a determination on the best interest of a child came to.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BestInterestOutcome {
    /// It is in the best interest of the child.
    InFavour,
    /// It is not in the best interest of the child.
    Against,
    /// It cannot be decided yet.
    Deferred,
}

/// The ground on which data is shared without consent.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LegalBasis {
    /// Somebody's life is in danger.
    VitalInterest,
    /// It is in the best interest of a child.
    BestInterestChild,
    /// A law requires it.
    LegalObligation,
    /// Public health requires it.
    PublicHealth,
}

//! Fitness to travel.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::Coarsens;

/// A medical officer's statement about travel.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FitnessToTravel {
    /// Fit to travel.
    Fit,
    /// Fit to travel with an escort.
    FitWithEscort,
    /// The person must be seen again before travel.
    Deferred,
    /// Not fit to travel.
    Unfit,
}

impl Coarsens for FitnessToTravel {
    type Parent = FitToTravel;

    fn coarse(self) -> FitToTravel {
        match self {
            Self::Fit | Self::FitWithEscort => FitToTravel::Fit,
            Self::Deferred | Self::Unfit => FitToTravel::Unfit,
        }
    }

    /// An escort or a deferral suggests a medical condition. `Fit` and `Unfit` do not.
    fn sensitive(self) -> bool {
        matches!(self, Self::FitWithEscort | Self::Deferred)
    }
}

/// Whether a person can travel now.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FitToTravel {
    /// The person can travel.
    Fit,
    /// The person cannot travel now.
    Unfit,
}

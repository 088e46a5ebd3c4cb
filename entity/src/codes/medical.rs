//! Fitness to travel.

use macro_rules_attribute::apply;

use super::Coarsens;

/// A medical officer's statement about travel.
#[apply(code!)]
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
#[apply(shown!)]
pub enum FitToTravel {
    /// The person can travel.
    Fit,
    /// The person cannot travel now.
    Unfit,
}

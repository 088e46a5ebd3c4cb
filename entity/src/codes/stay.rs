//! The reasons why a stay ended.

use macro_rules_attribute::apply;

use super::Coarsens;

/// The reason why a stay ended.
#[apply(code!)]
pub enum StayExitReason {
    /// The person moved to another bed of the same centre.
    Moved,
    /// The case was transferred to another centre or organisation.
    Transferred,
    /// The person returned to the country of origin.
    Returned,
    /// The person left by choice.
    LeftVoluntarily,
    /// Nobody knows where the person went.
    LostContact,
    /// The person lives elsewhere now.
    Settled,
    /// The person was reunited with their family.
    Reunified,
    /// The person has died.
    Deceased,
    /// Another reason.
    Other,
}

impl Coarsens for StayExitReason {
    type Parent = StayExitGroup;

    fn coarse(self) -> StayExitGroup {
        match self {
            Self::Moved => StayExitGroup::Moved,
            // Going on to a shelter must not differ from any other departure.
            Self::Transferred
            | Self::Returned
            | Self::LeftVoluntarily
            | Self::LostContact
            | Self::Settled
            | Self::Reunified
            | Self::Deceased
            | Self::Other => StayExitGroup::Left,
        }
    }

    fn sensitive(self) -> bool {
        matches!(self, Self::Transferred | Self::Reunified | Self::Deceased)
    }
}

/// The coarse reason why a stay ended.
#[apply(shown!)]
pub enum StayExitGroup {
    /// The person moved to another bed of the same centre.
    Moved,
    /// The person has left the centre.
    Left,
}

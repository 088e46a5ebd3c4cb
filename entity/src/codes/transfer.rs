//! The states of a transfer, and the reasons why a share ends.

use macro_rules_attribute::apply;

/// The state of a transfer.
#[apply(code!)]
pub enum TransferState {
    /// A worker proposed it.
    Proposed,
    /// The manager of the sender approved it.
    ManagerApproved,
    /// It was offered to the receiver.
    Offered,
    /// The receiver accepted it and now owns the case.
    Accepted,
    /// Both sides confirmed the handover, or the case moved within an organisation.
    HandedOver,
    /// The receiver declined it.
    Declined,
    /// The sender cancelled it.
    Cancelled,
}

/// The reason why an organisation may no longer read a case.
#[apply(code!)]
pub enum ShareEndReason {
    /// The agreed period is over.
    PeriodEnded,
    /// The sender ended it.
    SenderRequest,
    /// The person withdrew the consent.
    ConsentWithdrawn,
    /// The consent expired or was replaced.
    ConsentEnded,
    /// A protection officer stopped it.
    ProtectionHold,
    /// The data protection officer stopped it.
    DataProtection,
    /// The case was closed.
    CaseClosed,
    /// The case was transferred to another organisation.
    CaseTransferred,
    /// The share was made by mistake.
    EnteredInError,
    /// The legal order that opened it was ended.
    OrderEnded,
    /// The legal basis for sharing without consent ended.
    LegalBasisEnded,
    /// Another reason.
    Other,
}

impl ShareEndReason {
    /// The reason that readers without STAFF data read. A hold by a protection or data protection officer reads
    /// `SenderRequest`, as it does in the referral.
    pub const fn told(self) -> Self {
        match self {
            Self::ProtectionHold | Self::DataProtection => Self::SenderRequest,
            other => other,
        }
    }
}

/// The reason why a case goes to another centre. The code is no protection data. The text of the transfer can be.
#[apply(code!)]
pub enum TransferReason {
    /// The centre is full.
    NoCapacityHere,
    /// The centre closes or takes nobody in any more.
    CentreCloses,
    /// The other centre has what the person needs.
    ServicesThere,
    /// The person continues their journey there.
    Journey,
    /// The person asks for it.
    PersonRequest,
    /// Another reason.
    Other,
}

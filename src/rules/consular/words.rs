//! The state of a consular request in words.

use entity::codes::ConsularState;

/// A phrase for the state that follows "a request that".
pub(super) fn state_phrase(state: ConsularState) -> &'static str {
    use ConsularState as S;
    match state {
        S::Draft => "is a draft",
        S::ProtectionScreening => "is in protection screening",
        S::BlockedProtection => "was blocked by protection",
        S::Ready => "is ready",
        S::Submitted => "was submitted",
        S::Acknowledged => "was acknowledged",
        S::MoreInfoRequired => "waits for an answer",
        S::InterviewProposed => "waits for an interview to be agreed",
        S::InterviewScheduled => "waits for an interview",
        S::Interviewed => "had its interview",
        S::InterviewMissed => "missed its interview",
        S::NationalityConfirmed => "has a confirmed nationality",
        S::NationalityNotConfirmed => "has no confirmed nationality",
        S::DocumentInProduction => "waits for its document",
        S::Issued => "has its document issued",
        S::Delivered => "has its document delivered",
        S::Used => "has its document used",
        S::Expired => "has its document expired",
        S::ReturnedUnused => "has its document returned",
        S::Refused => "was refused",
        S::Withdrawn => "was withdrawn",
        S::OnHoldProtection => "is on hold for protection",
    }
}

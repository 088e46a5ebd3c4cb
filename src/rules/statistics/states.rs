//! States of cases, referrals and requests as statistics show them. They never reveal a reason.

use entity::codes::{CaseStatus, CaseStatusGroup, Coarsens, ConsularState, ReferralState, StatisticsState};

/// State of a case.
pub(crate) fn of_case(status: CaseStatus) -> StatisticsState {
    match status.coarse() {
        CaseStatusGroup::Open => StatisticsState::Open,
        CaseStatusGroup::Closed => StatisticsState::Closed,
    }
}

/// State of a referral; `None` if it was never sent or was entered in error.
pub const fn of_referral(state: ReferralState) -> Option<StatisticsState> {
    use ReferralState as R;
    use StatisticsState as S;
    Some(match state {
        R::Draft | R::EnteredInError => return None,
        R::Sent | R::Acknowledged | R::UnderReview | R::InfoRequested => S::Waiting,
        R::Accepted | R::Scheduled | R::InProgress | R::NoShow => S::Accepted,
        R::Completed => S::Completed,
        R::NotCompleted => S::NotCompleted,
        R::Declined | R::Redirected => S::Declined,
        R::Expired => S::Expired,
        R::Cancelled | R::Revoked => S::Ended,
    })
}

/// State of a consular request. A request that protection blocked or holds counts as in preparation or as with the
/// consulate. A withdrawn request does not reveal its reason.
pub(crate) fn of_consular_request(state: ConsularState, held: Option<ConsularState>) -> StatisticsState {
    use ConsularState as C;
    use StatisticsState as S;
    match held.unwrap_or(state) {
        C::Draft | C::ProtectionScreening | C::BlockedProtection | C::Ready | C::OnHoldProtection => S::InPreparation,
        C::Submitted
        | C::Acknowledged
        | C::MoreInfoRequired
        | C::InterviewProposed
        | C::InterviewScheduled
        | C::Interviewed
        | C::InterviewMissed => S::WithConsulate,
        C::NationalityConfirmed | C::DocumentInProduction => S::Confirmed,
        C::Issued | C::Delivered | C::Used | C::Expired | C::ReturnedUnused => S::Issued,
        C::Refused | C::NationalityNotConfirmed => S::Refused,
        C::Withdrawn => S::Dropped,
    }
}

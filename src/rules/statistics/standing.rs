//! Where cases, referrals and requests stand, as far as statistics tell: nothing that gives a reason away.

use entity::codes::{CaseStatus, CaseStatusGroup, Coarsens, ConsularState, ReferralState, StatisticsState};

/// Of a case.
#[must_use]
pub fn of_case(status: CaseStatus) -> StatisticsState {
    match status.coarse() {
        CaseStatusGroup::Open => StatisticsState::Open,
        CaseStatusGroup::Closed => StatisticsState::Closed,
    }
}

/// Of a referral; none of one that was never sent, or by mistake.
#[must_use]
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

/// Of a request to a consulate. A request that protection blocked or holds counts as one in preparation or on its way; that
/// one was withdrawn says nothing of why.
#[must_use]
pub fn of_consular_request(state: ConsularState, held: Option<ConsularState>) -> StatisticsState {
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

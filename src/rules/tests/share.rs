//! When a share is live, and how it is ended.

use chrono::Duration;
use entity::codes::{ReferralEndReason, Role, ShareEndReason as R};
use sea_orm::Iterable;

use super::consent::now;
use crate::rules::{
    refusal::RefusalCode,
    share::{Period, may_end},
};

#[test]
fn a_share_is_live_from_its_beginning_until_before_its_end() {
    let (micro, hour) = (Duration::microseconds(1), Duration::hours(1));
    let period = Period { starts_at: now(), ends_at: Some(now() + hour), ended_at: None };
    assert!(!period.live(now() - micro) && !period.over(now() - micro));
    assert!(period.live(now()) && period.live(now() + hour - micro));
    assert!(!period.live(now() + hour) && period.over(now() + hour));
    let ended = Period { ended_at: Some(now()), ..period };
    assert!(ended.over(now()) && !ended.live(now()));
}

#[test]
fn people_end_a_share_for_three_reasons_that_fit_their_role_and_once() {
    let period = Period { starts_at: now(), ends_at: None, ended_at: None };
    for reason in R::iter() {
        for role in Role::iter() {
            for so in [&[][..], &[ReferralEndReason::SenderRequest][..]] {
                let expected = match reason {
                    R::SenderRequest if !so.is_empty() => Ok(()),
                    R::ProtectionHold if role == Role::ProtectionOfficer => Ok(()),
                    R::DataProtection if role == Role::DataProtectionOfficer => Ok(()),
                    R::SenderRequest | R::ProtectionHold | R::DataProtection => Err(RefusalCode::ReasonDoesNotApply),
                    _ => Err(RefusalCode::ValueNotAllowed),
                };
                let answer = may_end(period, reason, &[role], so, now()).map_err(|refusal| refusal.code);
                assert_eq!(answer, expected, "{reason:?} by {role:?}");
            }
        }
    }
    let over = Period { ended_at: Some(now()), ..period };
    let again = may_end(over, R::DataProtection, &[Role::DataProtectionOfficer], &[], now());
    assert_eq!(again.unwrap_err().code, RefusalCode::InvalidTransition);
}

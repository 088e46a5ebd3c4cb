//! When a share is live, and how it is ended.

use chrono::Duration;
use entity::codes::ShareEndReason as R;
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
fn people_end_a_share_for_three_reasons_and_once() {
    let period = Period { starts_at: now(), ends_at: None, ended_at: None };
    for reason in R::iter() {
        let by_hand = matches!(reason, R::SenderRequest | R::ProtectionHold | R::DataProtection);
        let answer = may_end(period, reason, now()).map_err(|refusal| refusal.code);
        assert_eq!(answer, if by_hand { Ok(()) } else { Err(RefusalCode::ValueNotAllowed) }, "{reason:?}");
    }
    let over = Period { ended_at: Some(now()), ..period };
    assert_eq!(may_end(over, R::DataProtection, now()).unwrap_err().code, RefusalCode::InvalidTransition);
}

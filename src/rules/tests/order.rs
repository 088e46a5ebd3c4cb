//! Legal orders: recording, approving, ending, and when they are in force.

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{DataClass as C, OrganisationType as O},
    legal_order,
};
use proptest::prelude::*;
use sea_orm::Iterable;
use uuid::Uuid;

use super::consent::now;
use crate::{
    access::{
        action::Action,
        ceiling::{guarded, may},
        class::ClassSet,
    },
    rules::{
        order::{Draft, Recorded, in_force, may_approve, may_end, may_record, opened},
        refusal::RefusalCode as R,
        second_person::Human,
    },
};

const RECORDER: Uuid = Uuid::from_u128(1);
const APPROVER: Uuid = Uuid::from_u128(2);

fn draft() -> Draft {
    Draft {
        kind: O::GovHostEnforcement,
        suspended: false,
        classes: ClassSet::of(&[C::Identity, C::Medical]),
        valid_until: now() + Duration::days(30),
    }
}

fn order() -> legal_order::Model {
    legal_order::Model {
        id: Uuid::nil(),
        case_id: Uuid::nil(),
        organisation_id: Uuid::nil(),
        reference: "17".to_owned(),
        reason: "a judge".to_owned(),
        classes: ClassSet::of(&[C::Medical]).to_bits(),
        requested_by: RECORDER,
        approved_by: None,
        approved_at: None,
        valid_until: Some(now() + Duration::days(1)),
        share_id: None,
        ended_at: None,
        ended_by: None,
        created_at: now(),
        version: 1,
    }
}

#[test]
fn each_fault_of_an_order_is_refused_at_its_field() {
    assert_eq!(may_record(&draft(), now()), Ok(()));
    let with = |classes: &[C]| Draft { classes: ClassSet::of(classes), ..draft() };
    let until = |valid_until: DateTime<Utc>| Draft { valid_until, ..draft() };
    let table = [
        (Draft { suspended: true, ..draft() }, "organisationId", R::NotActive),
        (with(&[]), "classes", R::ValueRequired),
        (with(&[C::Staff]), "classes", R::ClassNotShareable),
        (with(&[C::Location]), "classes", R::ClassNotShareable),
        (with(&[C::Journey, C::Identity]), "classes", R::ClassNotShareable),
        (until(now()), "validUntil", R::DateOutOfRange),
        (until(now() + Duration::days(367)), "validUntil", R::DateOutOfRange),
    ];
    for (draft, field, code) in table {
        let refusals = may_record(&draft, now()).unwrap_err();
        let found: Vec<_> = refusals.iter().map(|refusal| (refusal.field, refusal.code)).collect();
        assert_eq!(found, [(Some(field), code)], "{draft:?}");
    }
}

#[test]
fn an_order_is_for_enforcement_and_for_nobody_else() {
    for kind in O::iter() {
        let recorded = may_record(&Draft { kind, ..draft() }, now());
        assert_eq!(recorded.is_ok(), kind == O::GovHostEnforcement, "{kind:?}");
    }
}

#[test]
fn another_officer_approves_and_none_of_an_enforcement_agency() {
    let code = |order: &legal_order::Model, by| {
        may_approve(Recorded::of(order), &Human::of([by]), now()).map_err(|it| it.code)
    };
    assert_eq!(code(&order(), APPROVER), Ok(()));
    assert_eq!(code(&order(), RECORDER), Err(R::SamePerson));
    assert!(may(O::Iom, Action::ApproveLegalOrder));
    assert!(!may(O::GovHostEnforcement, Action::ApproveLegalOrder));
    for over in [
        legal_order::Model { approved_at: Some(now()), ..order() },
        legal_order::Model { ended_at: Some(now()), ..order() },
        legal_order::Model { valid_until: Some(now()), ..order() },
    ] {
        assert_eq!(code(&over, APPROVER), Err(R::InvalidTransition), "{over:?}");
    }
}

#[test]
fn an_order_ends_once() {
    assert_eq!(may_end(Recorded::of(&order()), now()), Ok(()));
    assert_eq!(may_end(Recorded::of(&legal_order::Model { approved_at: Some(now()), ..order() }), now()), Ok(()));
    let ended = legal_order::Model { ended_at: Some(now()), ..order() };
    assert_eq!(may_end(Recorded::of(&ended), now()).unwrap_err().code, R::InvalidTransition);
}

#[test]
fn an_order_is_in_force_from_its_approval_until_it_ends_or_runs_out() {
    let (soon, past) = (Some(now() + Duration::microseconds(1)), Some(now()));
    for (approved, ended, until, expected) in [
        (true, false, None, true),
        (true, false, soon, true),
        (true, false, past, false),
        (true, true, soon, false),
        (false, false, soon, false),
    ] {
        assert_eq!(in_force(approved, ended, until, now()), expected, "{approved} {ended} {until:?}");
    }
}

proptest! {
    #[test]
    fn a_share_under_an_order_opens_what_it_names_and_that_there_is_a_case(bits in any::<i64>()) {
        let named = ClassSet::from_bits(bits);
        prop_assert_eq!(opened(named).except(named).except(ClassSet::of(&[C::OperationalCoarse])), ClassSet::NONE);
        prop_assert!(opened(named).holds(C::OperationalCoarse));
        prop_assert_eq!(opened(named) & guarded(O::GovHostEnforcement), named & guarded(O::GovHostEnforcement));
    }
}

//! The gates: who decides, what all of them need, what closes them.

use entity::codes::{ClosureReason, Gate, GateOutcome, IdentifierType, ImmigrationStatus as I, VulnerabilityCategory};
use sea_orm::Iterable;
use uuid::Uuid;

use crate::rules::{
    consular::gates::{Decided, Markers, cleared, marked, may_decide},
    refusal::RefusalCode,
};

const DRAFTER: Uuid = Uuid::from_u128(1);
const OFFICER: Uuid = Uuid::from_u128(2);

fn all(outcome: GateOutcome, worker_id: Uuid) -> Vec<Decided> {
    Gate::iter().map(|gate| Decided { gate, outcome, worker_id }).collect()
}

#[test]
fn the_drafter_decides_at_no_gate() {
    for gate in Gate::iter() {
        for outcome in GateOutcome::iter() {
            let refusal = may_decide(DRAFTER, DRAFTER, gate, outcome, Some("why"), &[]).unwrap_err();
            assert_eq!(refusal.code, RefusalCode::SamePerson);
            assert_eq!(may_decide(DRAFTER, OFFICER, gate, outcome, Some("why"), &[]), Ok(()));
        }
    }
}

#[test]
fn a_gate_is_decided_once_and_a_failure_says_why() {
    let gate = Gate::DChild;
    let decided = [Decided { gate, outcome: GateOutcome::Pass, worker_id: OFFICER }];
    let again = may_decide(DRAFTER, OFFICER, gate, GateOutcome::Pass, None, &decided).unwrap_err();
    assert_eq!(again.code, RefusalCode::InvalidTransition);
    assert_eq!(may_decide(DRAFTER, OFFICER, Gate::EInformedConsent, GateOutcome::Pass, None, &decided), Ok(()));
    let silent = may_decide(DRAFTER, OFFICER, gate, GateOutcome::Fail, None, &[]).unwrap_err();
    assert_eq!(silent.code, RefusalCode::ReasonRequired);
}

#[test]
fn every_gate_is_needed() {
    let clear = Markers::default();
    assert_eq!(cleared(DRAFTER, &all(GateOutcome::Pass, OFFICER), &clear), Ok(()));
    assert!(cleared(DRAFTER, &[], &clear).is_err());
    for missing in Gate::iter() {
        let mut decided = all(GateOutcome::Pass, OFFICER);
        decided.retain(|it| it.gate != missing);
        assert!(cleared(DRAFTER, &decided, &clear).is_err(), "{missing:?}");
        decided.push(Decided { gate: missing, outcome: GateOutcome::Fail, worker_id: OFFICER });
        assert!(cleared(DRAFTER, &decided, &clear).is_err(), "{missing:?}");
        decided.pop();
        decided.push(Decided { gate: missing, outcome: GateOutcome::Pass, worker_id: DRAFTER });
        assert!(cleared(DRAFTER, &decided, &clear).is_err(), "{missing:?} passed by the drafter");
    }
}

#[test]
fn every_marker_closes_all_gates_and_the_sentence_is_the_same() {
    let marked_by = [
        Markers { referred_for_protection: true, ..Markers::default() },
        Markers { closure_reason: Some(ClosureReason::ReferredAsylum), ..Markers::default() },
        Markers { vulnerabilities: vec![VulnerabilityCategory::StatelessRisk], ..Markers::default() },
        Markers { documents: vec![IdentifierType::ConventionTravelDocument], ..Markers::default() },
        Markers { documents: vec![IdentifierType::IcrcEmergencyTravelDocument], ..Markers::default() },
    ];
    let of_a_gate = cleared(DRAFTER, &[], &Markers::default()).unwrap_err();
    assert_eq!(of_a_gate.code, RefusalCode::NotCleared);
    for markers in marked_by {
        assert!(marked(&markers), "{markers:?}");
        let refusal = cleared(DRAFTER, &all(GateOutcome::Pass, OFFICER), &markers).unwrap_err();
        assert_eq!(refusal, of_a_gate, "the sentence tells of {markers:?}");
    }
}

#[test]
fn each_immigration_status_is_a_marker_or_is_not() {
    for status in I::iter() {
        let expected = matches!(
            status,
            I::AsylumSeeker | I::Refugee | I::ComplementaryProtection | I::Stateless | I::AtRiskOfStatelessness
        );
        let markers = Markers { immigration_status: Some(status), ..Markers::default() };
        assert_eq!(marked(&markers), expected, "{status:?}");
    }
}

//! The gates: who decides and corrects them, what passing all of them needs, what blocks them.

use entity::codes::{Gate, GateOutcome, IdentifierType, ImmigrationStatus as I};
use sea_orm::Iterable;
use uuid::Uuid;

use crate::rules::{
    consular::gates::{
        Decided, Decision, Protection, blocks, cleared, in_effect, may_correct, may_decide, may_lift, of_the_protected,
        protects,
    },
    refusal::RefusalCode,
    second_person::Human,
};

const REQUEST: Uuid = Uuid::from_u128(9);
const DRAFTER: Uuid = Uuid::from_u128(1);
const OFFICER: Uuid = Uuid::from_u128(2);
const COLLEAGUE: Uuid = Uuid::from_u128(3);

const CLEAR: Protection = Protection { marked: false, blocked: false, undetermined: false };
const MARKED: Protection = Protection { marked: true, ..CLEAR };
const UNDETERMINED: Protection = Protection { undetermined: true, ..CLEAR };

fn decided(gate: Gate, outcome: GateOutcome, worker_id: Uuid) -> Decided {
    Decided { request_id: REQUEST, gate, outcome, worker_id, lifted: false }
}

fn all(outcome: GateOutcome, worker_id: Uuid) -> Vec<Decided> {
    Gate::iter().map(|gate| decided(gate, outcome, worker_id)).collect()
}

fn human(worker: Uuid) -> Human {
    Human::of([worker])
}

fn by(me: &Human, gate: Gate, outcome: GateOutcome) -> Decision<'_> {
    Decision { drafted_by: DRAFTER, me, gate, outcome, note: Some("why") }
}

#[test]
fn the_drafter_decides_at_no_gate() {
    for gate in Gate::iter() {
        for outcome in GateOutcome::iter() {
            let refusal = may_decide(&by(&human(DRAFTER), gate, outcome), &[], CLEAR).unwrap_err();
            assert_eq!(refusal.code, RefusalCode::SamePerson);
            assert_eq!(may_decide(&by(&human(OFFICER), gate, outcome), &[], CLEAR), Ok(()));
            let before = [decided(gate, GateOutcome::Fail, OFFICER)];
            let refusal = may_correct(&by(&human(DRAFTER), gate, GateOutcome::Pass), &before, CLEAR).unwrap_err();
            assert_eq!(refusal.code, RefusalCode::SamePerson);
        }
    }
}

#[test]
fn a_gate_is_decided_once_and_a_failure_says_why() {
    let before = [decided(Gate::DChild, GateOutcome::Pass, OFFICER)];
    let again = may_decide(&by(&human(OFFICER), Gate::DChild, GateOutcome::Pass), &before, CLEAR).unwrap_err();
    assert_eq!(again.code, RefusalCode::InvalidTransition);
    assert_eq!(may_decide(&by(&human(OFFICER), Gate::EInformedConsent, GateOutcome::Pass), &before, CLEAR), Ok(()));
    let officer = human(OFFICER);
    let silent = Decision { note: None, ..by(&officer, Gate::DChild, GateOutcome::Fail) };
    assert_eq!(may_decide(&silent, &[], CLEAR).unwrap_err().code, RefusalCode::ReasonRequired);
}

#[test]
fn gate_a_does_not_pass_while_the_person_is_marked() {
    for gate in Gate::iter() {
        let passes = may_decide(&by(&human(OFFICER), gate, GateOutcome::Pass), &[], MARKED);
        let failed = [decided(gate, GateOutcome::Fail, OFFICER)];
        let corrected = may_correct(&by(&human(COLLEAGUE), gate, GateOutcome::Pass), &failed, MARKED);
        for outcome in [passes, corrected] {
            if gate == Gate::AInternationalProtection {
                assert_eq!(outcome.unwrap_err().code, RefusalCode::NotCleared);
            } else {
                assert_eq!(outcome, Ok(()), "{gate:?}");
            }
        }
        assert_eq!(may_decide(&by(&human(OFFICER), gate, GateOutcome::Fail), &[], MARKED), Ok(()));
    }
}

#[test]
fn gate_d_of_a_child_does_not_pass_before_its_best_interest_is_determined() {
    for gate in Gate::iter() {
        let passes = may_decide(&by(&human(OFFICER), gate, GateOutcome::Pass), &[], UNDETERMINED);
        let failed = [decided(gate, GateOutcome::Fail, OFFICER)];
        let corrected = may_correct(&by(&human(COLLEAGUE), gate, GateOutcome::Pass), &failed, UNDETERMINED);
        let expected = (gate == Gate::DChild).then_some(RefusalCode::DeterminationMissing);
        for outcome in [passes, corrected] {
            assert_eq!(outcome.err().map(|refusal| refusal.code), expected, "{gate:?}");
        }
        assert_eq!(may_decide(&by(&human(OFFICER), gate, GateOutcome::Fail), &[], UNDETERMINED), Ok(()));
    }
}

#[test]
fn another_officer_corrects_a_gate_and_the_later_decision_counts() {
    let gate = Gate::BFearOfAuthorities;
    let failed = decided(gate, GateOutcome::Fail, OFFICER);
    let own = may_correct(&by(&human(OFFICER), gate, GateOutcome::Pass), &[failed], CLEAR).unwrap_err();
    assert_eq!(own.code, RefusalCode::SamePerson);
    let same = may_correct(&by(&human(COLLEAGUE), gate, GateOutcome::Fail), &[failed], CLEAR).unwrap_err();
    assert_eq!(same.code, RefusalCode::ValueNotAllowed);
    let undecided = may_correct(&by(&human(COLLEAGUE), gate, GateOutcome::Pass), &[], CLEAR).unwrap_err();
    assert_eq!(undecided.code, RefusalCode::InvalidTransition);
    assert_eq!(may_correct(&by(&human(COLLEAGUE), gate, GateOutcome::Pass), &[failed], CLEAR), Ok(()));

    let passed = decided(gate, GateOutcome::Pass, COLLEAGUE);
    assert_eq!(in_effect(vec![failed, passed]), [passed]);
    assert_eq!(in_effect(vec![passed, failed]), [failed]);
    let elsewhere = Decided { request_id: DRAFTER, ..failed };
    assert_eq!(in_effect(vec![elsewhere, passed]), [elsewhere, passed], "each request keeps its own decision");
}

#[test]
fn a_failed_gate_blocks_until_another_officer_lifts_it() {
    let failed = decided(Gate::CTraffickingRisk, GateOutcome::Fail, OFFICER);
    assert!(blocks(&[failed]));
    assert!(!blocks(&[Decided { lifted: true, ..failed }]));
    assert!(!blocks(&all(GateOutcome::Pass, OFFICER)));
    assert_eq!(may_lift(&human(OFFICER), &[failed]).unwrap_err().code, RefusalCode::SamePerson);
    assert_eq!(may_lift(&human(COLLEAGUE), &[failed]), Ok(()));
    let nothing = may_lift(&human(COLLEAGUE), &[Decided { lifted: true, ..failed }]).unwrap_err();
    assert_eq!(nothing.code, RefusalCode::InvalidTransition);
}

#[test]
fn every_gate_is_needed() {
    assert_eq!(cleared(&human(DRAFTER), &all(GateOutcome::Pass, OFFICER), CLEAR), Ok(()));
    assert!(cleared(&human(DRAFTER), &[], CLEAR).is_err());
    for missing in Gate::iter() {
        let mut some = all(GateOutcome::Pass, OFFICER);
        some.retain(|it| it.gate != missing);
        assert!(cleared(&human(DRAFTER), &some, CLEAR).is_err(), "{missing:?}");
        some.push(decided(missing, GateOutcome::Fail, OFFICER));
        assert!(cleared(&human(DRAFTER), &some, CLEAR).is_err(), "{missing:?}");
        some.pop();
        some.push(decided(missing, GateOutcome::Pass, DRAFTER));
        assert!(cleared(&human(DRAFTER), &some, CLEAR).is_err(), "{missing:?} passed by the drafter");
    }
}

#[test]
fn a_marker_and_a_failed_gate_elsewhere_close_all_gates_and_the_sentence_is_the_same() {
    let of_a_gate = cleared(&human(DRAFTER), &[], CLEAR).unwrap_err();
    assert_eq!(of_a_gate.code, RefusalCode::NotCleared);
    for protection in [MARKED, UNDETERMINED, Protection { blocked: true, ..CLEAR }] {
        let refusal = cleared(&human(DRAFTER), &all(GateOutcome::Pass, OFFICER), protection).unwrap_err();
        assert_eq!(refusal, of_a_gate, "the message reveals {protection:?}");
    }
}

#[test]
fn each_immigration_status_and_each_document_is_a_sign_or_is_not() {
    for status in I::iter() {
        let expected = matches!(
            status,
            I::AsylumSeeker | I::Refugee | I::ComplementaryProtection | I::Stateless | I::AtRiskOfStatelessness
        );
        assert_eq!(protects(status), expected, "{status:?}");
    }
    for document in IdentifierType::iter() {
        let expected =
            matches!(document, IdentifierType::ConventionTravelDocument | IdentifierType::IcrcEmergencyTravelDocument);
        assert_eq!(of_the_protected(document), expected, "{document:?}");
    }
}

//! Second persons: the column `never` of `actions.csv` names who may never take the action, whatever the policy says. The
//! rule in code refuses exactly this person.

use entity::codes::{Gate, GateOutcome, OrganisationType, ServiceType};
use uuid::Uuid;
use waystation::{
    access::action::Action,
    rules::{
        best_interest,
        consular::gates::{self, Decided, Decision, Protection},
        legal_override, order,
        referral::{self, Side},
        refusal::{Refusal, RefusalCode},
        second_person::Human,
        transfer,
    },
};

use super::rows as lines;
use crate::support::rows;

#[test]
fn the_persons_that_the_domain_excludes_are_refused_in_code() {
    let mut checked = 0;
    for line in lines("actions.csv").into_iter().filter(|line| !line["never"].is_empty()) {
        let action = Action::all().find(|action| action.name() == line["action"]).expect("an action");
        let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let refused = takes(action, first, first).expect_err(&line["action"]).code;
        let expected = if line["never"] == "the sender" { RefusalCode::WrongSide } else { RefusalCode::SamePerson };
        assert_eq!(refused, expected, "{action:?} by {}", line["never"]);
        assert_eq!(takes(action, first, second).map_err(|refusal| refusal.code), Ok(()), "{action:?} by another");
        checked += 1;
    }
    assert!(checked >= 13, "only {checked} actions exclude a person");
}

/// The answer of the rule if `first` took the first step, and `by` takes the action. The sender is `first`.
fn takes(action: Action, first: Uuid, by: Uuid) -> Result<(), Refusal> {
    let human = Human::of([by]);
    let house = rows::organisation(OrganisationType::Iom);
    let case = rows::case(&rows::person(&house), &rows::centre(&house));
    let worker = entity::worker::Model { id: first, ..rows::worker(&house) };
    let overriding = || {
        let referral = rows::referral(&case, &rows::service(&house, ServiceType::LegalAid));
        rows::legal_override(&referral, &worker)
    };
    let side = if by == first { Side::Sender } else { Side::Receiver };
    let gate = Gate::CTraffickingRisk;
    let decision = |drafted_by, outcome| Decision { drafted_by, me: &human, gate, outcome, note: Some("why") };
    let failed =
        Decided { request_id: Uuid::from_u128(3), gate, outcome: GateOutcome::Fail, worker_id: first, lifted: false };
    let none = Protection::default();
    match action {
        Action::DecideBestInterestDetermination => {
            best_interest::may_decide(&rows::determination(&case, &worker), &human)
        }
        Action::AcceptReferral => referral::belongs_to(referral::Step::Accept, side),
        Action::DeclineReferral => referral::belongs_to(referral::Step::Decline, side),
        Action::ApproveLegalOverride | Action::RefuseLegalOverride => {
            legal_override::may_decide(&overriding(), &human, rows::now())
        }
        Action::ApproveTransfer | Action::ConfirmTransferHandover => transfer::another_person(&[Some(first)], &human),
        Action::AcceptTransfer => transfer::belongs_to(transfer::Step::Accept, side),
        Action::DeclineTransfer => transfer::belongs_to(transfer::Step::Decline, side),
        Action::DecideProtectionGate => gates::may_decide(&decision(first, GateOutcome::Pass), &[], none),
        Action::CorrectProtectionGate => {
            gates::may_correct(&decision(Uuid::from_u128(4), GateOutcome::Pass), &[failed], none)
        }
        Action::LiftProtectionGateFailure => gates::may_lift(&human, &[failed]),
        Action::ApproveLegalOrder => {
            order::may_approve(order::Recorded::of(&rows::legal_order(&case, &house, &worker)), &human, rows::now())
        }
        other => panic!("{other:?} has no rule here: add the one that refuses the person"),
    }
}

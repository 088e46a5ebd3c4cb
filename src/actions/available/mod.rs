//! The actions that a viewer can take on a record as it is shown: those that the policy and the ceilings allow, for the
//! viewer's side, from the state that the viewer reads. The functions are those that permit the mutations. What only the
//! input or other rows decide, such as a consent that has to be valid, is not asked: it could be what the viewer may not
//! know, and the mutation says it.

mod consular;
mod sharing;

use std::sync::LazyLock;

use entity::codes::{CaseStatus, PersonMatchState};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

pub(crate) use self::{
    consular::{ShownPacket, ShownRequest},
    sharing::{Confirmation, ShownReferral, ShownTransfer},
};
use super::{Each, Verb, verbs};
use crate::{
    access::action::Action,
    rules::{
        self,
        matching::{open_to_an_answer, state_at},
        order::{Recorded, may_approve, may_end},
        second_person::Human,
    },
    store::{
        access::{basis::PermitBasis, scope::Scope},
        read::request_time::RequestTime,
        write::permit::Subject,
    },
};

/// The record type of each action, in the order of the mutations.
static ACTIONS: LazyLock<Vec<(&'static str, Action)>> = LazyLock::new(verbs::<Taken>);

/// The record type and the action of a verb.
struct Taken;

impl Each for Taken {
    type Made = (&'static str, Action);

    fn of<V: Verb>() -> Self::Made {
        (<V::Subject as Subject>::RECORD, V::ACTION)
    }
}

/// A viewer in front of a record.
pub struct Actor<'a> {
    /// The viewer at the moment of the request.
    pub(crate) scope: &'a Scope,
    /// What a permit for the record is issued on.
    pub(crate) held: &'a PermitBasis,
    /// The moment of the request.
    pub(crate) now: &'a RequestTime,
    /// Whether a centre is one of the viewer's own.
    pub(crate) works_at: &'a dyn Fn(Uuid) -> bool,
}

impl Actor<'_> {
    /// Actions on a case with this status.
    pub(crate) fn on_case(&self, status: CaseStatus) -> Vec<Action> {
        self.on("Case", |action| admits(action, status))
    }

    /// Actions on a stay. They are actions on its case, which has one bed at a time.
    pub(crate) fn on_stay(&self, until: Option<DateTimeUtc>) -> Vec<Action> {
        let present = until.is_none().then_some([Action::UpdateStay, Action::RecordDeparture]);
        let of_present = present.into_iter().flatten();
        of_present.filter(|action| self.held.allows(self.scope, *action)).collect()
    }

    /// Actions on a side of a match.
    pub(crate) fn on_person_match(&self, stored: PersonMatchState, expires_at: DateTimeUtc) -> Vec<Action> {
        let state = state_at(stored, expires_at, self.now.for_change_at([Some(expires_at)]));
        self.on("PersonMatch", |_| open_to_an_answer(state))
    }

    /// Actions on a legal order.
    pub(crate) fn on_legal_order(&self, order: Recorded) -> Vec<Action> {
        let now = self.now.for_change_at([order.valid_until]);
        self.on("LegalOrder", |action| match action {
            Action::ApproveLegalOrder => may_approve(order, &self.me(), now).is_ok(),
            _ => may_end(order, now).is_ok(),
        })
    }

    fn on(&self, record: &str, possible: impl Fn(Action) -> bool) -> Vec<Action> {
        let of_record = ACTIONS.iter().filter(|(of, _)| *of == record).map(|(_, action)| *action);
        of_record.filter(|action| self.held.allows(self.scope, *action) && possible(*action)).collect()
    }

    /// The viewer as the rules of the second person see it, without the workers that the same human is elsewhere.
    fn me(&self) -> Human {
        Human::of([self.scope.viewer.worker_id])
    }
}

/// Whether a case with this status admits the action.
fn admits(action: Action, status: CaseStatus) -> bool {
    use Action as A;
    match action {
        // It makes the case.
        A::OpenCase => false,
        // They name the person, who can have several cases.
        A::AddToPerson | A::CorrectPerson | A::MergePersons | A::UndoPersonMerge => false,
        A::ReopenCase => rules::case::reopen(status).is_ok(),
        // The end of the work does not end what the person says, what a court orders and what has to be put right.
        A::AddCaseNote
        | A::CorrectCaseNote
        | A::CorrectVulnerability
        | A::CorrectMedicalNote
        | A::CorrectImmigrationStatus
        | A::CorrectCapacityAssessment
        | A::RecordConsent
        | A::ClearProtectionMarker
        | A::DecideFamilyLink
        | A::RecordDeparture
        | A::RecordLegalOrder
        | A::DraftReferral => true,
        _ => rules::case::open(status).is_ok(),
    }
}

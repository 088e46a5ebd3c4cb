//! What waits for the viewer: one statement for each kind of task. A row is a task of the viewer if the viewer may take the
//! action that settles it now, through the viewer's own organisation. The conditions are those of the lists and of the
//! permits, and add the classes of what a task shows. `actions::available` says the same for one row.

mod cases;
mod consular;
mod legal;
mod referrals;
mod rows;
mod transfers;

use entity::codes::{Role, TaskKind};
use sea_orm::{DbErr, Iterable};

use self::rows::Rows;
pub(crate) use self::rows::{Task, Wanted};
use crate::{
    access::action::Action,
    store::{Store, access::scope::Scope, sql::expression::listed},
};

/// The tasks that were found, and those that were only counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tasks {
    /// The first ones, by due time. Those without a time come last, the oldest first.
    pub first: Vec<Task>,
    /// Whether there are more.
    pub more: bool,
    /// The number of tasks of each kind. Empty if they are not counted.
    pub counts: Vec<(TaskKind, i64)>,
}

/// The action that settles a task of this kind. A viewer who may take it nowhere has no such tasks.
const fn settled_by(kind: TaskKind) -> Action {
    use TaskKind as T;
    match kind {
        T::ReferralToAnswer => Action::AcceptReferral,
        T::ReferralQuestionToAnswer => Action::GiveReferralInformation,
        T::ReferralToPlaceAgain => Action::RedirectReferral,
        T::ReferralEscalatedToProtection => Action::CancelReferral,
        T::ReferralEscalatedToManager => Action::AssignCase,
        T::AppointmentToRecord => Action::StartReferral,
        T::TransferToApprove => Action::ApproveTransfer,
        T::TransferToOffer => Action::OfferTransfer,
        T::TransferToAnswer => Action::AcceptTransfer,
        T::TransferToHandOver => Action::ConfirmTransferHandover,
        T::CaseToAssign => Action::AssignCase,
        T::CaseToReview => Action::UpdateCase,
        T::DepartureToRecord => Action::RecordDeparture,
        T::ConsentToRenew => Action::RecordConsent,
        T::LegalOverrideToDecide => Action::ApproveLegalOverride,
        T::LegalOverrideToRenew => Action::RenewLegalOverride,
        T::LegalOrderToApprove => Action::ApproveLegalOrder,
        T::BestInterestToDecide => Action::DecideBestInterestDetermination,
        T::PersonMatchToAnswer => Action::AnswerPersonMatch,
        T::ConsularRequestToScreen => Action::DecideProtectionGate,
        T::ConsularQuestionToAnswer => Action::AnswerConsularQuestion,
        T::ConsularInterviewToConfirm => Action::ConfirmConsularInterview,
        T::NationalityToRecord => Action::CorrectPerson,
    }
}

/// The function that a task of this kind is for, if the action alone does not say so.
const fn function(kind: TaskKind) -> Option<Role> {
    match kind {
        TaskKind::ReferralEscalatedToProtection => Some(Role::ProtectionOfficer),
        TaskKind::ReferralEscalatedToManager => Some(Role::CentreManager),
        _ => None,
    }
}

fn rows(kind: TaskKind, scope: &Scope) -> Rows {
    use TaskKind as T;
    let (t, action) = (&listed(), settled_by(kind));
    match kind {
        T::ReferralToAnswer => referrals::to_answer(scope, t, action),
        T::ReferralQuestionToAnswer => referrals::questions(scope, t, action),
        T::ReferralToPlaceAgain => referrals::to_place_again(scope, t, action),
        T::ReferralEscalatedToProtection => referrals::escalated(scope, t, action, Role::ProtectionOfficer),
        T::ReferralEscalatedToManager => referrals::escalated(scope, t, action, Role::CentreManager),
        T::AppointmentToRecord => referrals::appointments(scope, t, action),
        T::TransferToApprove => transfers::to_approve(scope, t, action),
        T::TransferToOffer => transfers::to_offer(scope, t, action),
        T::TransferToAnswer => transfers::to_answer(scope, t, action),
        T::TransferToHandOver => transfers::to_hand_over(scope, t, action),
        T::CaseToAssign => cases::to_assign(scope, t, action),
        T::CaseToReview => cases::to_review(scope, t, action),
        T::DepartureToRecord => cases::departures(scope, t, action),
        T::ConsentToRenew => cases::consents(scope, t, action),
        T::LegalOverrideToDecide => legal::to_decide(scope, t, action),
        T::LegalOverrideToRenew => legal::to_renew(scope, t, action),
        T::LegalOrderToApprove => legal::orders(scope, t, action),
        T::BestInterestToDecide => legal::determinations(scope, t, action),
        T::PersonMatchToAnswer => cases::matches(scope, t),
        T::ConsularRequestToScreen => consular::to_screen(scope, t, action),
        T::ConsularQuestionToAnswer => consular::questions(scope, t, action),
        T::ConsularInterviewToConfirm => consular::interviews(scope, t, action),
        T::NationalityToRecord => consular::nationalities(scope, t, action),
    }
}

impl Scope {
    /// Whether the viewer's roles can have tasks.
    pub(crate) fn has_tasks(&self) -> bool {
        TaskKind::iter().any(|kind| self.can_have(kind))
    }

    fn can_have(&self, kind: TaskKind) -> bool {
        let is_for_them = function(kind).is_none_or(|role| self.viewer.roles.contains(&role));
        is_for_them && self.grants.may_anywhere(settled_by(kind))
    }
}

impl Store {
    /// The tasks of the viewer. The statements depend on what is wanted and on the viewer's roles.
    pub(crate) async fn tasks(&self, wanted: &Wanted) -> Result<Tasks, DbErr> {
        let mut tasks = Tasks::default();
        for kind in TaskKind::iter() {
            let named = wanted.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
            if !named || !self.scope.can_have(kind) {
                continue;
            }
            let rows = rows(kind, &self.scope);
            let Some(select) = rows.select(wanted) else { continue };
            let found = self.database.read(&select).await?;
            if wanted.counted {
                let counted = found.first().map(|row| row.try_get_by_index(3)).transpose()?;
                tasks.counts.push((kind, counted.unwrap_or(0)));
            }
            for row in &found {
                tasks.first.push(rows.task(kind, row)?);
            }
        }
        tasks.first.sort_by_key(|task| (task.due_at.is_none(), task.due_at, task.since, task.kind, task.id));
        tasks.more = tasks.first.len() > wanted.first;
        tasks.first.truncate(wanted.first);
        Ok(tasks)
    }
}

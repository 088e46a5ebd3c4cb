//! A worker closes a case. Open work ends with it: live referrals are revoked, a transfer that is not accepted yet is
//! cancelled, the bed is freed, a medical encounter ends. The worker of record stays assigned and can read and reopen
//! the case.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{ClosureReason, DataClass as D, ReferralEndReason},
    person,
};
use sea_orm::{ActiveValue::Set, IntoActiveModel};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        beds::end_stay,
        entries::write_note,
        steps::{referral::revoke_referrals_of_case, transfer::cancel_transfers_of_case},
    },
    error::Error,
    global_id::Id,
    rules::{
        self,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{
        change::Change, change_log::ChangeRecord, recorded::of_person, save::Write as _, stop::ChangeError,
    },
};

/// The closure of a case.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CloseCaseInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
    /// Reason for closing. `REFERRED_ASYLUM` needs access to asylum data, REUNIFIED and DECEASED need access to
    /// protection data.
    #[graphql(directive = holds::apply(D::Operational))]
    pub reason: ClosureReason,
    /// The case that is continued in place of this one, another case of your organisation. Required if the reason is DUPLICATE,
    /// and only allowed then.
    #[graphql(directive = holds::apply(D::Staff))]
    pub duplicate_of_id: Option<Id<case::Entity>>,
    /// Details, kept as a case note. Required if the reason is OTHER.
    #[graphql(directive = holds::apply(D::Staff))]
    pub note: Option<String>,
}

impl Verb for CloseCaseInput {
    const ACTION: Action = Action::CloseCase;
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, version, reason, duplicate_of_id, note } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let held = permit.held().clearance;
        if !held.holds(told_by(reason)) || ((note.is_some() || duplicate_of_id.is_some()) && !held.holds(D::Staff)) {
            return Err(Error::Forbidden.into());
        }
        let before = permit.row();
        same_version(version, before.version)?;
        let note = text::optional("note", TextKind::Note, note.as_deref())?;
        let status = rules::case::close(before.status, reason, note.as_deref())?;
        let duplicate_of_id = duplicate_of_id.map(|id| id.0);
        rules::case::duplicate_of(before.id, reason, duplicate_of_id)?;
        if let Some(other) = duplicate_of_id
            && !change.knows_case_at_home(other).await?
        {
            return Err(Error::NotFoundNamed("case").into());
        }

        if let Some(note) = note {
            write_note(change, before, note).await?;
        }
        end_stay(change, before, change.now(), rules::stay::left_with_case(reason)).await?;
        close(change, before, case::Model { status, closure_reason: Some(reason), duplicate_of_id, ..before.clone() })
            .await
    }
}

/// Ends the open work of the case and writes the closed case.
pub(in crate::actions) async fn close(
    change: &Change,
    before: &case::Model,
    closed: case::Model,
) -> Result<ChangeRecord, ChangeError> {
    revoke_referrals_of_case(change, before.id, ReferralEndReason::CaseClosed).await?;
    cancel_transfers_of_case(change, before).await?;
    if closed.closure_reason == Some(ClosureReason::Deceased) {
        record_death(change, before, true).await?;
    }
    let after = case::Model { closed_at: Some(change.now()), medical_worker_id: None, next_review_on: None, ..closed };
    super::write(change, before, after).await
}

/// The class that the exact reason reveals. A worker who may not read the class may not write the reason.
const fn told_by(reason: ClosureReason) -> D {
    match reason {
        ClosureReason::ReferredAsylum => D::Asylum,
        ClosureReason::Reunified | ClosureReason::Deceased => D::Protection,
        ClosureReason::ReturnedAvrr
        | ClosureReason::LeftCentreVoluntarily
        | ClosureReason::Transferred
        | ClosureReason::DurableSolutionLocal
        | ClosureReason::AgedOut
        | ClosureReason::LostContact
        | ClosureReason::Duplicate
        | ClosureReason::Completed
        | ClosureReason::Other => D::Operational,
    }
}

/// Records that the person of the case has died, or that this was a mistake.
pub(super) async fn record_death(change: &Change, case: &case::Model, deceased: bool) -> Result<(), ChangeError> {
    let person = change.row::<person::Entity>(case.person_id).await?;
    if person.deceased == deceased {
        return Ok(());
    }
    let version = person.version + 1;
    let row = person::ActiveModel {
        deceased: Set(deceased),
        updated_at: Set(change.now()),
        version: Set(version),
        ..person.into_active_model()
    };
    row.update_in(change).await?;
    let done = of_person(case, Some(version), vec!["deceased"]);
    Ok(change.record("RECORD_DEATH".to_owned(), &done).await?)
}

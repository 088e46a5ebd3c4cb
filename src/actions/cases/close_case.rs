//! A worker closes a case. What was under way ends with it: live referrals are revoked, a transfer that nobody has
//! accepted is cancelled, the bed is free, a medical encounter is over. The worker of record stays, to read it and to open it again.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{CaseStatus, ClosureReason, DataClass as D, ReferralEndReason},
    person,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, referrals::revoke_referrals_of_case, stays::end_stay, transfers::cancel_transfers_of_case},
    error::Error,
    global_id::Id,
    rules::{
        self,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Close a case.
#[derive(Debug)]
pub struct CloseCase;

/// Why a case is closed.
#[derive(Clone, Debug, InputObject)]
pub struct CloseCaseInput {
    /// The case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case: Id<case::Entity>,
    /// The version of the case that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Why. `REFERRED_ASYLUM` is for those who read asylum data, REUNIFIED and DECEASED for those who read protection data.
    #[graphql(directive = holds::apply(D::Operational))]
    pub reason: ClosureReason,
    /// More on it, kept as a case note; needed where the reason is OTHER.
    #[graphql(directive = holds::apply(D::Staff))]
    pub note: Option<String>,
}

impl Act for CloseCase {
    const ACTION: Action = Action::CloseCase;
    type Subject = case::Model;
}

impl Verb for CloseCase {
    const DOC: &'static str = "Close a case with a reason. Its live referrals are revoked.";
    type Input = CloseCaseInput;

    async fn run(change: &Change, input: CloseCaseInput) -> Result<Done, Stop> {
        let CloseCaseInput { case, version, reason, note } = input;
        let permit = change.permit::<Self>(case.0).await?;
        let held = permit.held().clearance;
        if !held.holds(told_by(reason)) || (note.is_some() && !held.holds(D::Staff)) {
            return Err(Error::Forbidden.into());
        }
        let before = permit.row();
        same_version(version, before.version)?;
        let note = text::optional("note", TextKind::Note, note.as_deref())?;
        let status = rules::case::close(before.status, reason, note.as_deref())?;

        if let Some(note) = note {
            super::write_note(change, before, note).await?;
        }
        end_stay(change, before, change.now(), rules::stay::left_with_case(reason)).await?;
        close(change, before, status, reason).await
    }
}

/// Closes the case, and ends what was under way with it.
pub(in crate::actions) async fn close(
    change: &Change,
    before: &case::Model,
    status: CaseStatus,
    reason: ClosureReason,
) -> Result<Done, Stop> {
    revoke_referrals_of_case(change, before.id, ReferralEndReason::CaseClosed).await?;
    cancel_transfers_of_case(change, before).await?;
    if reason == ClosureReason::Deceased {
        record_death(change, before, true).await?;
    }
    let after = case::Model {
        status,
        closed_at: Some(change.now()),
        closure_reason: Some(reason),
        medical_worker_id: None,
        next_review_on: None,
        ..before.clone()
    };
    super::write(change, before, after).await
}

/// What the exact reason tells: who may not read that may not write it.
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
pub(super) async fn record_death(change: &Change, case: &case::Model, deceased: bool) -> Result<(), Stop> {
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
    row.update(change.transaction()).await?;
    let done = Done {
        id: case.person_id,
        subject_type: "persons",
        case_id: case.id,
        organisation_id: case.organisation_id,
        version: Some(version),
        changed: vec!["deceased"],
    };
    Ok(change.record("RECORD_DEATH".to_owned(), &done).await?)
}

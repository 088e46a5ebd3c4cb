//! A worker changes the working facts of a case. Each fact has its own class; a worker may write only what they may
//! read.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    case,
    codes::{AccessMode, CaseStatus, DataClass as D, Priority, RiskLevel},
};
use sea_orm::prelude::Date;

use crate::{
    access::{action::Action, relation::CaseFacts},
    actions::Verb,
    error::Error,
    global_id::Id,
    rules::{
        self, dates,
        given::{filled, set},
        refusal::{Refusal, RefusalCode, same_version, same_version_of},
        text::{self, TextKind},
    },
    store::{
        access::basis::PermitBasis,
        write::{change::Change, change_log::ChangeRecord, permit::Permit, recorded::done, stop::ChangeError},
    },
};

/// Changes to a case. A field that is left out does not change; null empties it if it can be empty.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct UpdateCaseInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
    /// The `protectedVersion` that you last read. Required to change `riskLevel`, `legalRestrictions` or `accessMode`; if
    /// one of them has changed since, the answer is `VERSION_CONFLICT`.
    pub protected_version: Option<i32>,
    /// Status of the work: OPEN, ACTIVE or `ON_HOLD`.
    pub status: MaybeUndefined<CaseStatus>,
    /// How soon the case needs attention.
    pub priority: MaybeUndefined<Priority>,
    /// How great the danger to the person is.
    pub risk_level: MaybeUndefined<RiskLevel>,
    /// Day of the next review.
    pub next_review_on: MaybeUndefined<Date>,
    /// How to handle the case safely. Never state the reason here.
    pub handling_instruction: MaybeUndefined<String>,
    /// Legal restrictions and orders that apply to the case.
    pub legal_restrictions: MaybeUndefined<String>,
    /// How far access is restricted within your organisation.
    pub access_mode: MaybeUndefined<AccessMode>,
}

impl Verb for UpdateCaseInput {
    const ACTION: Action = Action::UpdateCase;
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let permit = Self::permit(change, self.case_id.0).await?;
        readable(permit.held(), &self)?;
        let (protects, others) = (self.protects(), self.changes_others());
        let Self {
            case_id: _,
            version,
            protected_version,
            status,
            priority,
            risk_level,
            next_review_on,
            handling_instruction,
            legal_restrictions,
            access_mode,
        } = self;
        let before = permit.row();
        same_version(version, before.version)?;
        if protects {
            same_protected_version(protected_version, before.protected_version)?;
        }
        rules::case::open(before.status)?;

        let mut after = before.clone();
        if let Some(status) = filled("status", status)? {
            rules::case::work(before.status, status)?;
            after.status = status;
        }
        if let Some(priority) = filled("priority", priority)? {
            after.priority = priority;
        }
        if let Some(mode) = filled("accessMode", access_mode)? {
            still_read(change, &permit, mode)?;
            after.access_mode = mode;
        }
        set(&mut after.risk_level, risk_level);
        if let MaybeUndefined::Value(date) = next_review_on {
            dates::planned("nextReviewOn", date, change.now().date_naive())?;
        }
        set(&mut after.next_review_on, next_review_on);
        set(
            &mut after.handling_instruction,
            text::changed("handlingInstruction", TextKind::Paragraph, handling_instruction)?,
        );
        set(
            &mut after.legal_restrictions,
            text::changed("legalRestrictions", TextKind::Paragraph, legal_restrictions)?,
        );
        if after == *before {
            return Ok(done(before, before.organisation_id, Vec::new()));
        }
        if protects {
            after.protected_version += 1;
        }
        if protects && !others {
            return super::write_apart(change, before, after).await;
        }
        super::write(change, before, after).await
    }
}

impl UpdateCaseInput {
    /// Whether it changes a field that `protectedVersion` counts.
    fn protects(&self) -> bool {
        !(self.risk_level.is_undefined() && self.legal_restrictions.is_undefined() && self.access_mode.is_undefined())
    }

    /// Whether it changes a field that `version` counts.
    fn changes_others(&self) -> bool {
        !(self.status.is_undefined()
            && self.priority.is_undefined()
            && self.next_review_on.is_undefined()
            && self.handling_instruction.is_undefined())
    }
}

/// The optimistic lock of the protected fields.
fn same_protected_version(seen: Option<i32>, current: i32) -> Result<(), Refusal> {
    const FIELD: &str = "protectedVersion";
    let message = "pass the protectedVersion of the case to change its risk level, legal restrictions or access mode";
    let seen = seen.ok_or_else(|| Refusal::of(FIELD, RefusalCode::ValueRequired, message))?;
    same_version_of(FIELD, seen, current)
}

/// Refuses a named field whose class the viewer does not hold, whatever the new value is.
fn readable(held: &PermitBasis, input: &UpdateCaseInput) -> Result<(), Error> {
    let named = [
        (!input.status.is_undefined(), D::Operational),
        (!input.priority.is_undefined(), D::Operational),
        (!input.risk_level.is_undefined(), D::Protection),
        (!input.next_review_on.is_undefined(), D::Operational),
        (!input.handling_instruction.is_undefined(), D::ProtectionCoarse),
        (!input.legal_restrictions.is_undefined(), D::Legal),
        (!input.access_mode.is_undefined(), D::Staff),
    ];
    let readable = named.into_iter().all(|(named, class)| !named || held.clearance.holds(class));
    if readable { Ok(()) } else { Err(Error::Forbidden) }
}

/// Refuses a restriction that would also stop the viewer from lifting it.
fn still_read(change: &Change, permit: &Permit<case::Model>, mode: AccessMode) -> Result<(), Refusal> {
    let facts = CaseFacts { access_mode: mode, ..permit.held().case.clone() };
    let message = "you could not read the case any more; ask a protection officer to restrict it";
    Refusal::of("accessMode", RefusalCode::ValueNotAllowed, message)
        .unless(change.scope.grants.clearance(&facts, permit.held().relations).holds(D::Staff))
}

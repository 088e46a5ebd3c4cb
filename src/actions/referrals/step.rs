//! One step of a referral: whose it is, where it leads, and the one way to write it. Every verb here goes through it.

use entity::referral;
use sea_orm::ActiveEnum;
use uuid::Uuid;

use super::consequences;
use crate::{
    error::Error,
    rules::{
        referral::{Side, Step, belongs_to, grounded, next, revoked},
        refusal::{Refusal, same_version},
    },
    store::{
        change::{Act, Change, Done, Permit, Stop},
        step::{Because, Written, write},
    },
};

/// Where the step leads: asked first by every verb. Whose step it is comes before the version, since the wrong side need
/// not know that there is a newer one; the version comes before the state, since of two who accept at once the second
/// should read what the first did.
pub(super) fn leads_to<A: Act<Subject = referral::Model>>(
    change: &Change,
    permit: &Permit<A>,
    seen: i32,
    step: Step,
) -> Result<entity::codes::ReferralState, Refusal> {
    let row = permit.row();
    belongs_to(step, side(change, permit))?;
    same_version(seen, row.version)?;
    let state = next(row.state, step)?;
    grounded(step, row.grounded_until, change.now())?;
    Ok(state)
}

/// Where revoking leads: see `rules::referral::revoked`.
pub(super) async fn revokes_to<A: Act<Subject = referral::Model>>(
    change: &Change,
    permit: &Permit<A>,
    seen: i32,
) -> Result<entity::codes::ReferralState, Stop> {
    let row = permit.row();
    belongs_to(Step::Revoke, side(change, permit))?;
    same_version(seen, row.version)?;
    Ok(revoked(row.state, change.can_be_read(row.id).await?)?)
}

/// On which side the viewer acts. A member of the organisation that refers is never the receiver, not even of a referral
/// that came back to it with a transferred case; and whoever may do this at home or by oversight does it as the sender.
fn side<A: Act<Subject = referral::Model>>(change: &Change, permit: &Permit<A>) -> Side {
    let (row, held) = (permit.row(), permit.held());
    let me = change.scope.viewer.organisation_id;
    let refers = row.from_organisation_id == me || held.case.organisation_id == me;
    let at_home = change.scope.grants.allows(&held.case, held.relations.at_home(), A::ACTION);
    if row.to_organisation_id == me && !refers && !at_home { Side::Receiver } else { Side::Sender }
}

/// Writes a step and what follows from it: the ends of shares, the freed place, the activity of the house.
pub(super) async fn take(
    change: &Change,
    before: &referral::Model,
    after: referral::Model,
    because: Because,
) -> Result<Done, Stop> {
    let written = write(change.transaction(), change.now(), change.by(), (before, after), because).await?;
    // The row was locked with its permit; where a database has no such locks its writers take turns.
    let Written { row, changed } = written.ok_or(Error::Conflict)?;
    consequences::follow(change, before, &row).await?;
    let owner = change.worked_on(row.case_id, row.inference_class).await?;
    Ok(done(&row, owner, changed))
}

/// What was done to a referral.
pub(in crate::actions) fn done(row: &referral::Model, owner: Uuid, changed: Vec<&'static str>) -> Done {
    Done {
        id: row.id,
        subject_type: "referrals",
        case_id: row.case_id,
        organisation_id: owner,
        version: Some(row.version),
        changed,
    }
}

/// A step with a coded reason, perhaps with words beside it.
pub(super) fn because<C: ActiveEnum<Value = String>>(reason: &C, text: Option<String>) -> Because {
    Because { reason: Some(reason.to_value()), text }
}

/// A step with words and no code.
pub(super) fn in_words(text: String) -> Because {
    Because { reason: None, text: Some(text) }
}

//! One step of a referral: who may take it, where it leads, and the only way to write it. Every referral verb goes
//! through it.

mod consequences;
mod revoke_all;

use entity::{
    codes::{DataClass, ReferralState},
    referral,
};
use sea_orm::ActiveEnum;
use uuid::Uuid;

pub(in crate::actions) use self::{
    consequences::{Opening, open_share, share_end},
    revoke_all::{end_with_ground, rest_until, revoke, revoke_referrals_of_case},
};
use crate::{
    access::action::Action,
    actions::steps::table::Machine,
    error::Error,
    global_id::Id,
    rules::{
        inference::may_refer,
        legal_override,
        referral::{Side, Step, belongs_to, grounded, may_be_assigned, next, received, revoked},
        refusal::{Refusal, same_version},
    },
    store::{
        access::{basis::PermitBasis, scope::Scope},
        write::{
            change::Change,
            change_log::ChangeRecord,
            permit::Permit,
            recorded::done,
            referral_step::{Because, Written, write},
            stop::ChangeError,
        },
    },
};

/// Returns the state that the step leads to. Every verb calls this first. The side is checked before the version,
/// because the wrong side need not know that there is a newer version. The version is checked before the state: when
/// two workers accept at once, the second one should first read what the first one did.
pub(in crate::actions) fn leads_to(
    change: &Change,
    permit: &Permit<referral::Model>,
    seen: i32,
    step: Step,
) -> Result<ReferralState, Refusal> {
    let row = permit.row();
    allowed(change, permit, step)?;
    same_version(seen, row.version)?;
    let state = next(row.state, step)?;
    // The receiver gets one refusal, because it may not know whether the referral was based on a consent or on an override.
    let by_law =
        row.legal_basis.is_some() && side(&change.scope, permit.held(), permit.action(), Ends::of(row)) == Side::Sender;
    grounded(step, row.grounded_until, change.now())
        .map_err(|refusal| if by_law { legal_override::not_in_force() } else { refusal })?;
    Ok(state)
}

/// Returns the state after revoking, see `rules::referral::revoked`.
pub(in crate::actions) async fn revokes_to(
    change: &Change,
    permit: &Permit<referral::Model>,
    seen: i32,
) -> Result<ReferralState, ChangeError> {
    let row = permit.row();
    allowed(change, permit, Step::Revoke)?;
    same_version(seen, row.version)?;
    Ok(revoked(row.state, change.can_be_read(row.id).await?)?)
}

/// What a referral connects, and the class that it reveals.
#[derive(Clone, Copy, Debug)]
pub(in crate::actions) struct Ends {
    /// The organisation that refers.
    pub from: Uuid,
    /// The organisation that receives it.
    pub to: Uuid,
    /// The class that its existence reveals.
    pub reveals: DataClass,
}

impl Ends {
    const fn of(row: &referral::Model) -> Self {
        Self { from: row.from_organisation_id, to: row.to_organisation_id, reveals: row.inference_class }
    }
}

fn allowed(change: &Change, permit: &Permit<referral::Model>, step: Step) -> Result<(), Refusal> {
    may_take(&change.scope, permit.held(), (permit.action(), step), Ends::of(permit.row()))
}

/// Whether the viewer's side may take the step, and whether the viewer's roles may act on this referral for its sender.
pub(in crate::actions) fn may_take(
    scope: &Scope,
    held: &PermitBasis,
    (action, step): (Action, Step),
    ends: Ends,
) -> Result<(), Refusal> {
    let side = side(scope, held, action, ends);
    belongs_to(step, side)?;
    if side == Side::Sender {
        may_refer(&scope.viewer.roles, ends.reveals, "referralId")?;
    }
    Ok(())
}

/// Whether the viewer may name a worker of the viewer's organisation for the referral: it received the referral and works on it.
pub(in crate::actions) fn may_assign(scope: &Scope, held: &PermitBasis, row: &referral::Model) -> Result<(), Refusal> {
    may_assign_in(scope, held, row.state, Ends::of(row))
}

/// The same for a referral as it is shown.
pub(in crate::actions) fn may_assign_in(
    scope: &Scope,
    held: &PermitBasis,
    state: ReferralState,
    ends: Ends,
) -> Result<(), Refusal> {
    received(side(scope, held, Action::AssignReferral, ends))?;
    may_be_assigned(state)
}

/// The side on which the viewer acts. A member of the sending organisation is never the receiver, not even of a
/// referral that came back to it with a transferred case. A viewer whose relations at home or by oversight allow the
/// action acts as the sender.
fn side(scope: &Scope, held: &PermitBasis, action: Action, ends: Ends) -> Side {
    let me = scope.viewer.organisation_id;
    let refers = ends.from == me || held.case.organisation_id == me;
    let at_home = scope.grants.allows(&held.case, held.relations.at_home(), action);
    if ends.to == me && !refers && !at_home { Side::Receiver } else { Side::Sender }
}

/// The machine of a referral.
#[derive(Clone, Debug)]
pub(crate) struct Referrals;

impl Machine for Referrals {
    type Step = Step;
    type Subject = referral::Model;
    type Name = Id<referral::Entity>;
    type Row = referral::Model;
    const FIELD: &'static str = "referralId";

    async fn id(_: &Change, name: Self::Name) -> Result<Uuid, Error> {
        Ok(name.0)
    }

    async fn leads_to(
        change: &Change,
        permit: &Permit<Self::Subject>,
        version: i32,
        step: Step,
    ) -> Result<(Self::Row, Self::Row), ChangeError> {
        let (before, state) = (permit.row(), leads_to(change, permit, version, step)?);
        Ok((before.clone(), referral::Model { state, ..before.clone() }))
    }

    async fn take(
        change: &Change,
        _: &Permit<Self::Subject>,
        _: Step,
        (before, after): (Self::Row, Self::Row),
        because: Because,
    ) -> Result<ChangeRecord, ChangeError> {
        take(change, &before, after, because).await
    }
}

/// Writes a step and its consequences: ended shares, a freed place, the last activity of the case.
pub(in crate::actions) async fn take(
    change: &Change,
    before: &referral::Model,
    after: referral::Model,
    because: Because,
) -> Result<ChangeRecord, ChangeError> {
    let written = write(change.transaction(), change.now(), change.by(), (before, after), because).await?;
    // The receiver still reads the row after its standing is over.
    if before.sent_at.is_some() {
        change.note_party(before.case_id, before.to_organisation_id);
    }
    // The row is locked with its permit. SQLite has no row locks, but its writers take turns.
    let Written { row, changed } = written.ok_or(Error::Conflict)?;
    consequences::follow(change, before, &row).await?;
    let owner = change.worked_on(row.case_id, row.inference_class).await?;
    Ok(done(&row, owner, changed))
}

/// The reason of a step: a code and optional text.
pub(in crate::actions) fn because<C: ActiveEnum<Value = String>>(reason: &C, text: Option<String>) -> Because {
    Because { reason: Some(reason.to_value()), text }
}

/// The reason of a step: text without a code.
pub(in crate::actions) fn in_words(text: String) -> Because {
    Because { reason: None, text: Some(text) }
}

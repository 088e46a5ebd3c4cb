//! What any change of a case does to its consular requests. Looked at after every verb, so that none can forget it: a sign of
//! international protection withdraws them, and so do the end of the consent and the end of the case; a new owner has them.

use entity::{
    case,
    codes::{CaseStatusGroup, Coarsens, ConsentStatus, ConsularState, WithdrawalReason},
    consent, consular_request, person,
};
use sea_orm::{ActiveEnum, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::consular::{
        gates::marked,
        machine::{Standing, Step},
    },
    store::{
        change::{Change, Stop},
        consular::{
            facts::markers_of,
            step::{done, standing},
        },
        writing,
    },
};

/// Brings the live requests of a case in line with the case as it is now.
pub(in crate::actions) async fn follow(change: &Change, case_id: Uuid) -> Result<(), Stop> {
    let live = change.live_consular_requests(case_id).await?;
    if live.is_empty() {
        return Ok(());
    }
    let case = change.row::<case::Entity>(case_id).await?;
    let protected = marked(&markers_of(change, &case).await?);
    for before in live {
        match reason(change, &case, &before, protected).await? {
            Some(reason) => withdraw(change, &before, reason).await?,
            None => own(change, &case, &before).await?,
        }
    }
    Ok(())
}

async fn reason(
    change: &Change,
    case: &case::Model,
    request: &consular_request::Model,
    protected: bool,
) -> Result<Option<WithdrawalReason>, Error> {
    // While it is prepared nothing has left the house, and the gates keep it there. To withdraw a draft would tell whoever
    // drafts one, and reads no asylum data, that there is a sign.
    let prepared = matches!(request.state, ConsularState::Draft | ConsularState::ProtectionScreening);
    if protected && !prepared {
        return Ok(Some(WithdrawalReason::InternationalProtection));
    }
    if case.status.coarse() != CaseStatusGroup::Open {
        let died = change.row::<person::Entity>(case.person_id).await?.deceased;
        return Ok(Some(if died { WithdrawalReason::Deceased } else { WithdrawalReason::CaseClosed }));
    }
    let Some(consent_id) = request.consent_id else { return Ok(None) };
    let consent = change.row::<consent::Entity>(consent_id).await?;
    let ended = consent.status != ConsentStatus::Active || lapsed(&consent, request, change.now());
    Ok(ended.then_some(WithdrawalReason::ConsentEnded))
}

/// Whether time ended the consent while the consulate still had to look into the packet. A document that was issued by then
/// is handed over all the same.
fn lapsed(consent: &consent::Model, request: &consular_request::Model, now: DateTimeUtc) -> bool {
    let issued = standing(request).without_hold() == ConsularState::Issued;
    !issued && consent.valid_until.is_some_and(|until| until <= now)
}

async fn withdraw(change: &Change, before: &consular_request::Model, reason: WithdrawalReason) -> Result<(), Stop> {
    let Standing { state, held } = standing(before).after(Step::Withdraw)?;
    let after = consular_request::Model { state, held_state: held, withdrawn_reason: Some(reason), ..before.clone() };
    // In the history it looks like what somebody withdraws by hand.
    let (_, done) = change.step_consular_request(before, after, change.by(), Some(reason.to_value())).await?;
    Ok(change.record("WITHDRAW_CONSULAR_REQUEST".to_owned(), &done).await?)
}

/// A request goes with its case.
async fn own(change: &Change, case: &case::Model, before: &consular_request::Model) -> Result<(), Stop> {
    if before.organisation_id == case.organisation_id {
        return Ok(());
    }
    let after = consular_request::Model {
        organisation_id: case.organisation_id,
        updated_at: change.now(),
        version: before.version + 1,
        ..before.clone()
    };
    let changed = writing::write(change, before, &after).await?;
    Ok(change.record("MOVE_CONSULAR_REQUEST".to_owned(), &done(&after, changed)).await?)
}

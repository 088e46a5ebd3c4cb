//! What any change of a case does to the person's protection markers and consular requests. Looked at after every verb, so
//! that none can forget it: new signs are noted; a marker withdraws what the consulate has, and so do the end of the consent
//! and the end of the case; a sealed case suspends its packets; a new owner has its requests.

use entity::{
    case,
    codes::{AccessMode, CaseStatusGroup, Coarsens, ConsentStatus, ConsularState, WithdrawalReason},
    consent, consular_post, consular_request, organisation, person,
};
use sea_orm::{ActiveEnum, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::{
        consent::Receiver,
        consular::{
            gates::cleared,
            machine::{Standing, Step},
        },
    },
    store::{
        change::{Change, Stop},
        consent::find,
        consular::step::{done, standing},
        writing,
    },
};

/// Brings the markers and the live requests of a person in line with the cases as they are now. A person may have several
/// cases, and what protects them in one holds in all.
pub(in crate::actions) async fn follow(change: &Change, case_id: Uuid) -> Result<(), Stop> {
    let cases = change.cases_of_the_person(case_id).await?;
    let of = |id: Uuid| cases.iter().find(|case| case.id == id);
    let Some(here) = of(case_id) else { return Ok(()) };
    change.note_signs(here).await?;
    let live = change.live_consular_requests(case_id).await?;
    if live.is_empty() {
        return Ok(());
    }
    let marked = change.marked(here.person_id).await?;
    for before in live {
        let Some(case) = of(before.case_id) else { continue };
        if let Some(reason) = reason(change, case, &before, marked).await? {
            withdraw(change, case_id, &before, reason).await?;
            continue;
        }
        settle(change, case, &before).await?;
        change.suspend_packet(before.id, case.access_mode == AccessMode::Sealed).await?;
        own(change, case, &before).await?;
    }
    Ok(())
}

/// Whether nothing of the request has left the house yet.
const fn in_preparation(state: ConsularState) -> bool {
    matches!(state, ConsularState::Draft | ConsularState::ProtectionScreening)
}

async fn reason(
    change: &Change,
    case: &case::Model,
    request: &consular_request::Model,
    marked: bool,
) -> Result<Option<WithdrawalReason>, Error> {
    // While it is prepared nothing has left the house, and the gates keep it there. To withdraw a draft would tell whoever
    // drafts one, and reads no asylum data, that there is a sign.
    if marked && !in_preparation(request.state) {
        return Ok(Some(WithdrawalReason::InternationalProtection));
    }
    if case.status.coarse() != CaseStatusGroup::Open {
        let died = change.row::<person::Entity>(case.person_id).await?.deceased;
        return Ok(Some(if died { WithdrawalReason::Deceased } else { WithdrawalReason::CaseClosed }));
    }
    let Some(consent_id) = request.consent_id else { return Ok(None) };
    let Some((consent, terms)) = find(change.transaction(), consent_id).await? else { return Ok(None) };
    let post = change.row::<consular_post::Entity>(request.consular_post_id).await?;
    let post = change.row::<organisation::Entity>(post.organisation_id).await?;
    let post = Receiver { organisation_id: post.id, organisation_type: post.organisation_type, service_type: None };
    let ran_out = consent.valid_until.is_none_or(|until| until <= change.now());
    let gone = match consent.status {
        // A newer word of the person may decide about this post alone.
        ConsentStatus::Active => terms.excludes(&post, change.now()),
        ConsentStatus::Expired if ran_out => false,
        _ => true,
    };
    let ended = gone || lapsed(&consent, request, change.now());
    Ok(ended.then_some(WithdrawalReason::ConsentEnded))
}

/// Whether time ended the consent while the consulate still had to look into the packet. A document that was issued by then
/// is handed over all the same.
fn lapsed(consent: &consent::Model, request: &consular_request::Model, now: DateTimeUtc) -> bool {
    let issued = standing(request).without_hold() == ConsularState::Issued;
    !issued && consent.valid_until.is_some_and(|until| until <= now)
}

/// `case_id` is the case in which somebody acts: in the history it looks like what they withdraw by hand. Of another case of
/// the person nobody acted, and its house does not learn who did elsewhere.
async fn withdraw(
    change: &Change,
    case_id: Uuid,
    before: &consular_request::Model,
    reason: WithdrawalReason,
) -> Result<(), Stop> {
    let Standing { state, held } = standing(before).after(Step::Withdraw)?;
    let after = consular_request::Model { state, held_state: held, withdrawn_reason: Some(reason), ..before.clone() };
    let by = change.by().filter(|_| before.case_id == case_id);
    let (_, done) = change.step_consular_request(before, after, by, Some(reason.to_value())).await?;
    Ok(change.record("WITHDRAW_CONSULAR_REQUEST".to_owned(), &done).await?)
}

/// Keeps the one result of the gates that the desk reads, as long as it prepares the request.
async fn settle(change: &Change, case: &case::Model, request: &consular_request::Model) -> Result<(), Error> {
    if !in_preparation(request.state) && request.state != ConsularState::Ready {
        return Ok(());
    }
    let protection = change.protection(case, &request.country).await?;
    let clear = cleared(request.drafted_by, &change.gates(request.id).await?, protection).is_ok();
    change.set_cleared(request, clear).await
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

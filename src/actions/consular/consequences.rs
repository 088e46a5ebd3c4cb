//! Effects of any change of a case on the person's protection markers and consular requests. Called after every verb,
//! so that no verb can forget it. New signs are noted. A protection marker, the end of the consent or the end of the
//! case withdraws submitted requests. A sealed case suspends its packets, and so does a child without a best-interest
//! determination in favour. A new owner of the case takes over its requests.

use std::collections::BTreeSet;

use entity::{
    case,
    codes::{AccessMode, CaseStatusGroup, Coarsens, ConsentStatus, ConsularState, WithdrawalReason},
    consent, consular_post, consular_request, organisation, person,
};
use sea_orm::{ActiveEnum, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::{
    actions::steps::consular::stepped,
    error::Error,
    rules::{
        authority::still_given,
        consent::Receiver,
        consular::{gates::cleared, machine::Step},
    },
    store::{
        case_file::consent::find,
        consular::step::state_of,
        write::{change::Change, recorded::write_next, stop::ChangeError},
    },
};

/// Brings the markers and the `live` requests of a person in line with the person's cases. A person can have several
/// cases, and a sign in one protects in all.
pub(in crate::actions) async fn follow(
    change: &Change,
    case_id: Uuid,
    live: Vec<consular_request::Model>,
) -> Result<(), ChangeError> {
    let cases = change.cases_of_the_person(case_id).await?;
    let of = |id: Uuid| cases.iter().find(|case| case.id == id);
    let Some(here) = of(case_id) else { return Ok(()) };
    change.note_signs(here).await?;
    // After the delivery no request is live, but a sign, or the end of the consent or the case, still ends the contact.
    let contact = cases.iter().filter(|case| case.consular_contact_allowed).map(|case| case.id);
    let settled: BTreeSet<_> = live.iter().map(|request| request.case_id).chain(contact).collect();
    if settled.is_empty() {
        return Ok(());
    }
    let marked = change.has_protection_marker(here.person_id).await?;
    for before in live {
        let Some(case) = of(before.case_id) else { continue };
        if let Some(reason) = reason(change, case, &before, marked).await? {
            withdraw(change, case_id, &before, reason).await?;
            continue;
        }
        settle(change, case, &before).await?;
        suspend(change, case, &before).await?;
        own(change, case, &before).await?;
    }
    for case in settled {
        change.settle_contact(case).await?;
    }
    Ok(())
}

/// Suspends the request of a sealed case at once, and one whose consent was given by somebody who cannot consent for the
/// person any more. The request of a child is suspended when no best-interest determination in favour is valid: at once
/// if there is none, and otherwise at the end of the determination.
async fn suspend(change: &Change, case: &case::Model, request: &consular_request::Model) -> Result<(), Error> {
    let out = !in_preparation(request.state);
    let stopped = out && (case.access_mode == AccessMode::Sealed || !given(change, case, request).await?);
    let from = if stopped { Some(change.now()) } else { change.undetermined_from(case, request).await? };
    change.suspend(request, from).await
}

/// Whether the giver of the consent can still consent for the person. A child consents through a guardian.
async fn given(change: &Change, case: &case::Model, request: &consular_request::Model) -> Result<bool, Error> {
    let Some(consent_id) = request.consent_id else { return Ok(true) };
    let consent = change.row::<consent::Entity>(consent_id).await?;
    let post = change.row::<consular_post::Entity>(request.consular_post_id).await?;
    let authority = change.authority(case, consent.purpose, post.organisation_id).await?;
    Ok(still_given(consent.given_by, authority).is_ok())
}

/// Whether the request is still inside the organisation and not ready to be submitted.
const fn in_preparation(state: ConsularState) -> bool {
    use ConsularState as S;
    matches!(state, S::Draft | S::ProtectionScreening | S::BlockedProtection)
}

async fn reason(
    change: &Change,
    case: &case::Model,
    request: &consular_request::Model,
    marked: bool,
) -> Result<Option<WithdrawalReason>, Error> {
    // A request in preparation is not withdrawn: it has not left the organisation, and the gates keep it inside. A
    // withdrawal would reveal the sign to a drafter without access to asylum data.
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
        // A newer statement of the person may exclude this post only.
        ConsentStatus::Active => terms.excludes(&post, change.now()),
        ConsentStatus::Expired if ran_out => false,
        _ => true,
    };
    let ended = gone || lapsed(&consent, request, change.now());
    Ok(ended.then_some(WithdrawalReason::ConsentEnded))
}

/// Whether the consent ran out while the consulate still had to examine the packet. A document that is already issued
/// is handed over anyway.
fn lapsed(consent: &consent::Model, request: &consular_request::Model, now: DateTimeUtc) -> bool {
    let issued = state_of(request).without_hold() == ConsularState::Issued;
    !issued && consent.valid_until.is_some_and(|until| until <= now)
}

/// `case_id` is the case in which somebody acts. The actor is recorded only for requests of this case, as for a
/// withdrawal by hand. The organisations of the person's other cases must not learn who acted here.
async fn withdraw(
    change: &Change,
    case_id: Uuid,
    before: &consular_request::Model,
    reason: WithdrawalReason,
) -> Result<(), ChangeError> {
    let after = stepped(before, Step::Withdraw)?;
    let after = consular_request::Model { withdrawn_reason: Some(reason), ..after };
    let by = change.by().filter(|_| before.case_id == case_id);
    let (_, done) = change.step_consular_request(before, after, by, Some(reason.to_value())).await?;
    Ok(change.record("WITHDRAW_CONSULAR_REQUEST".to_owned(), &done).await?)
}

/// Updates `cleared`, the only result of the gates that the consular desk reads, while the request is in preparation or
/// ready.
async fn settle(change: &Change, case: &case::Model, request: &consular_request::Model) -> Result<(), Error> {
    if !in_preparation(request.state) && request.state != ConsularState::Ready {
        return Ok(());
    }
    let protection = change.protection(case, request).await?;
    let drafter = change.human(request.drafted_by).await?;
    let clear = cleared(&drafter, &change.gates(request.id).await?, protection).is_ok();
    change.set_cleared(request, clear).await
}

/// Moves a request to the current owner of its case.
async fn own(change: &Change, case: &case::Model, before: &consular_request::Model) -> Result<(), ChangeError> {
    if before.organisation_id == case.organisation_id {
        return Ok(());
    }
    let after =
        consular_request::Model { organisation_id: case.organisation_id, updated_at: change.now(), ..before.clone() };
    let done = write_next(change, case.organisation_id, before, after).await?;
    Ok(change.record("MOVE_CONSULAR_REQUEST".to_owned(), &done).await?)
}

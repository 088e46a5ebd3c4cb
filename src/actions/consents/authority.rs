//! Ends the consents that somebody gave for the person and whose giver can no longer do so, with everything that depends
//! on them. A new capacity assessment and a best-interest decision can cause it.

use entity::{
    best_interest_determination, case,
    codes::{ConsentGiver, ConsentStatus, ReferralEndReason},
    consent,
};
use uuid::Uuid;

use crate::{
    actions::steps,
    rules::{
        authority::{Authority, still_given},
        best_interest::{About, counts, speaks},
        capacity::ends_with,
        consent_time::{ConsentState, consent_state},
        referral::{Phase, phase},
    },
    store::write::{change::Change, recorded, stop::ChangeError},
};

/// Ends them. A consent whose giver can act for the person for a shorter time than before ends with that time.
pub(in crate::actions) async fn end_unauthorised(change: &Change, case: &case::Model) -> Result<(), ChangeError> {
    let (now, speaker) = (change.now(), change.speaker(case).await?);
    let determinations = change.determinations_of(case.id).await?;
    let about = |row: &consent::Model| {
        let named = determinations.iter().find(|it| Some(it.id) == row.determination_id);
        let receiver_id = named.and_then(|named| named.receiver_id)?;
        Some(About { case_id: row.case_id, purpose: row.purpose, receiver_id })
    };
    let over = |row: &consent::Model| {
        let determined = about(row).is_some_and(|about| speaks(&determinations, about, now).is_some());
        // What the person said in person is checked at each use; only the person takes it back.
        row.given_by != ConsentGiver::Person
            && matches!(consent_state(row, now), ConsentState::Active | ConsentState::NotYetValid)
            && still_given(row.given_by, Authority { speaker, determined }).is_err()
    };
    let consents = change.standing_consents(case.id).await?;
    let (ended, kept): (Vec<_>, Vec<_>) = consents.into_iter().map(|(row, _)| row).partition(over);
    for before in kept.into_iter().filter(|row| row.given_by != ConsentGiver::Person) {
        let valid_until = before.valid_until.map(|until| ends_with(speaker, until));
        if valid_until != before.valid_until {
            write(change, &before, consent::Model { valid_until, ..before.clone() }, "SHORTEN_CONSENT").await?;
            super::settle(change, before.id).await?;
        }
    }
    for before in &ended {
        // Shown as over from now on, and never as over before it began.
        let valid_until = Some(before.valid_from.max(now));
        expire(change, before, consent::Model { valid_until, status: ConsentStatus::Expired, ..before.clone() })
            .await?;
    }
    // All have ended before the first is settled, so that none replaces another.
    for row in ended {
        super::settle(change, row.id).await?;
    }
    Ok(())
}

/// Ends the referrals of the person that this decision no longer allows: those that a child or a caregiver consented to, and
/// that also needed a determination in favour. The consent itself stays, because only the person takes it back.
pub(in crate::actions) async fn end_undetermined(
    change: &Change,
    case: &case::Model,
    decided: &best_interest_determination::Model,
) -> Result<(), ChangeError> {
    let speaker = change.speaker(case).await?;
    let undetermined = Authority { speaker, determined: false };
    if !undetermined.child() {
        return Ok(());
    }
    for (consent, _) in change.standing_consents(case.id).await? {
        if consent.purpose != decided.purpose || still_given(consent.given_by, undetermined).is_ok() {
            continue;
        }
        for referral in change.referrals_resting_on(consent.id).await? {
            let about = About { case_id: case.id, purpose: referral.purpose, receiver_id: referral.to_organisation_id };
            if phase(referral.state) != Phase::Draft && counts(decided, about) {
                steps::referral::end_with_ground(change, &referral, ReferralEndReason::LegalBasisEnded).await?;
            }
        }
    }
    Ok(())
}

/// Ends what rests on a consent whose giver cannot consent any more. It looks at every case of the person. A date of birth, a
/// vulnerability of a child and an assessment of capacity can cause it.
pub(in crate::actions) async fn end_unfounded(change: &Change, case_id: Uuid) -> Result<(), ChangeError> {
    for case in change.cases_of_the_person(case_id).await? {
        // In another case the log names no worker, because its organisation must not learn who acted here.
        change.name_the_worker(case.id == case_id);
        end_without_guardian(change, &case).await?;
        end_unauthorised(change, &case).await?;
    }
    change.name_the_worker(true);
    Ok(())
}

/// Ends the referrals and transfers of a person who counts as a child now and had consented alone. The consent itself
/// stays, because only the person takes it back.
pub(in crate::actions) async fn end_without_guardian(change: &Change, case: &case::Model) -> Result<(), ChangeError> {
    if !change.of_child(case).await? {
        return Ok(());
    }
    for (consent, _) in change.standing_consents(case.id).await? {
        if consent.given_by != ConsentGiver::Person {
            continue;
        }
        for referral in change.referrals_resting_on(consent.id).await? {
            let authority = change.authority(case, referral.purpose, referral.to_organisation_id).await?;
            if phase(referral.state) != Phase::Draft && still_given(consent.given_by, authority).is_err() {
                steps::referral::end_with_ground(change, &referral, ReferralEndReason::LegalBasisEnded).await?;
            }
        }
        for transfer in change.transfers_resting_on(consent.id).await? {
            let authority = change.authority(case, consent.purpose, transfer.to_organisation_id).await?;
            if still_given(consent.given_by, authority).is_err() {
                steps::transfer::cancel(change, &transfer).await?;
            }
        }
        super::settle(change, consent.id).await?;
    }
    Ok(())
}

/// Writes the end of a consent that nobody withdrew.
pub(super) async fn expire(change: &Change, before: &consent::Model, after: consent::Model) -> Result<(), ChangeError> {
    write(change, before, after, "EXPIRE_CONSENT").await
}

/// Writes a consent that another change affects.
pub(super) async fn write(
    change: &Change,
    before: &consent::Model,
    after: consent::Model,
    action: &str,
) -> Result<(), ChangeError> {
    let after = consent::Model { updated_at: change.now(), ..after };
    let owner = change.owner_of(before.case_id).await?;
    let done = recorded::write_next(change, owner, before, after).await?;
    Ok(change.record(action.to_owned(), &done).await?)
}

//! Ends the consents that somebody gave for the person and whose giver can no longer do so, with everything that depends
//! on them. A new capacity assessment and a best-interest decision can cause it.

use entity::{
    case,
    codes::{ConsentGiver, ConsentStatus},
    consent,
};

use crate::{
    rules::{
        authority::{Authority, still_given},
        best_interest::speaks,
        consent_time::{Standing, standing},
    },
    store::{
        change::{Change, Stop},
        writing,
    },
};

/// Ends them.
pub(in crate::actions) async fn end_unauthorised(change: &Change, case: &case::Model) -> Result<(), Stop> {
    let (now, speaker) = (change.now(), change.speaker(case).await?);
    let determinations = change.determinations_of(case.id).await?;
    let over = |row: &consent::Model| {
        let determined = speaks(&determinations, row.purpose, now).is_some();
        // What the person said in person is checked at each use; only the person takes it back.
        row.given_by != ConsentGiver::Person
            && matches!(standing(row, now), Standing::Active | Standing::NotYetValid)
            && still_given(row.given_by, Authority { speaker, determined }).is_err()
    };
    let consents = change.standing_consents(case.id).await?;
    let ended: Vec<_> = consents.into_iter().map(|(row, _)| row).filter(over).collect();
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

/// Writes the end of a consent that nobody withdrew.
pub(super) async fn expire(change: &Change, before: &consent::Model, after: consent::Model) -> Result<(), Stop> {
    let after = consent::Model { updated_at: change.now(), version: before.version + 1, ..after };
    let changed = writing::write(change, before, &after).await?;
    let owner = change.owner_of(after.case_id).await?;
    Ok(change.record("EXPIRE_CONSENT".to_owned(), &super::done(&after, owner, changed)).await?)
}

//! The newest statement of the person replaces earlier ones of the same purpose and recipients: a refusal ends them, a
//! consent supersedes them. Shares, referrals and requests that needed them follow in the same change.

use entity::{codes::ConsentStatus, consent};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use super::resting;
use crate::{
    access::class::ClassSet,
    rules::{
        consent_time::{Standing, standing},
        inference::{Named, consent_reveals},
        newest_word::{Effect, effect, meet, said_on},
    },
    store::{
        change::{Change, Stop},
        words::Word,
        writing,
    },
};

/// Applies the statement that was just recorded to the others of the case. A form that is entered late can be the
/// earlier statement; then the other one decides over it.
pub(super) async fn settle(change: &Change, recorded: &consent::Model) -> Result<(), Stop> {
    for other in change.words(recorded.case_id, recorded.purpose).await? {
        if other.row.id == recorded.id {
            continue;
        }
        // Read again because an earlier iteration may have ended it.
        let mine = change.word(recorded.id).await?;
        if said(&other.row) <= said(&mine.row) {
            decide(change, &other, &mine).await?;
        } else {
            decide(change, &mine, &other).await?;
        }
    }
    Ok(())
}

fn said(row: &consent::Model) -> chrono::NaiveDate {
    said_on(row.status == ConsentStatus::Refused, row.valid_from, row.created_at)
}

async fn decide(change: &Change, earlier: &Word, later: &Word) -> Result<(), Stop> {
    let now = change.now();
    let counts = |word: &Word| matches!(standing(&word.row, now), Standing::Active | Standing::NotYetValid);
    let refused = later.row.status == ConsentStatus::Refused;
    // A refusal is never ended by a later statement. A consent that is over does not end another one.
    if !counts(earlier) || !refused && !counts(later) {
        return Ok(());
    }
    let from = if refused { now } else { later.row.valid_from.max(now) };
    match effect(&earlier.lines, &later.lines.named) {
        Effect::None => return Ok(()),
        Effect::Whole => end(change, earlier, later, from).await?,
        Effect::Part => {
            let meets = |line: &&_| earlier.lines.named.iter().any(|named| meet(named, line));
            let met = later.lines.named.iter().filter(meets).map(|named| named.line);
            change.exclude(earlier.row.id, met, (from, later.row.id)).await?;
            write(change, &earlier.row, earlier.row.clone(), "NARROW_CONSENT").await?;
        }
    }
    resting::settle(change, earlier.row.id).await
}

/// Ends the earlier consent now, or at the moment when the later one begins. If the later one reveals more about the
/// person than the earlier one, some readers of the earlier one may not know of it. Then the earlier one expires, because
/// SUPERSEDED would reveal to them that there is another.
async fn end(change: &Change, earlier: &Word, later: &Word, from: DateTimeUtc) -> Result<(), Stop> {
    let quiet = !reveals(earlier).covers(reveals(later));
    let (earlier, later) = (&earlier.row, &later.row);
    let superseded_by_id = Some(later.id);
    if from > change.now() {
        // The earlier consent ends by itself before the later one begins.
        if earlier.valid_until.is_some_and(|until| until <= from) {
            return Ok(());
        }
        // The date and the successor together make it SUPERSEDED.
        let superseded_by_id = superseded_by_id.filter(|_| !quiet);
        let after = consent::Model { valid_until: Some(from), superseded_by_id, ..earlier.clone() };
        return write(change, earlier, after, if quiet { "EXPIRE_CONSENT" } else { "SUPERSEDE_CONSENT" }).await;
    }
    if later.status != ConsentStatus::Refused && quiet {
        let valid_until = Some(earlier.valid_from.max(from));
        let status = ConsentStatus::Expired;
        let after = consent::Model { status, valid_until, superseded_by_id, ..earlier.clone() };
        return write(change, earlier, after, "EXPIRE_CONSENT").await;
    }
    if later.status != ConsentStatus::Refused {
        let after = consent::Model { status: ConsentStatus::Superseded, superseded_by_id, ..earlier.clone() };
        return write(change, earlier, after, "SUPERSEDE_CONSENT").await;
    }
    let after = consent::Model {
        status: ConsentStatus::Withdrawn,
        withdrawn_at: Some(change.now()),
        withdrawn_by: change.by().map(|viewer| viewer.worker_id),
        superseded_by_id,
        ..earlier.clone()
    };
    write(change, earlier, after, "WITHDRAW_CONSENT").await
}

/// The classes that the statement reveals.
fn reveals(word: &Word) -> ClassSet {
    let lines = word.lines.named.iter().chain(&word.lines.excluded);
    let named: Vec<_> =
        lines.map(|named| Named { organisation_type: named.kind, service_type: named.line.service_type }).collect();
    consent_reveals(word.row.purpose, ClassSet::from_bits(word.row.classes), &named)
}

async fn write(
    change: &Change,
    before: &consent::Model,
    after: consent::Model,
    event: &'static str,
) -> Result<(), Stop> {
    let after = consent::Model { updated_at: change.now(), version: before.version + 1, ..after };
    let changed = writing::write(change, before, &after).await?;
    let owner: Uuid = change.owner_of(after.case_id).await?;
    Ok(change.record(event.to_owned(), &super::done(&after, owner, changed)).await?)
}

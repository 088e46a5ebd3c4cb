//! The newest statement of the person replaces earlier ones of the same purpose and recipients: a refusal or a withdrawal
//! ends them, a consent supersedes them. Shares, referrals and requests that needed them follow in the same change.

use std::collections::HashSet;

use entity::{codes::ConsentStatus, consent};
use sea_orm::prelude::DateTimeUtc;

use super::{authority::write, resting};
use crate::{
    rules::{
        consent_time::{ConsentState, consent_state},
        newest_word::{Effect, Said, effect, meet},
    },
    store::{
        case_file::statements::Word,
        write::{change::Change, stop::ChangeError},
    },
};

/// Applies the statement that was just recorded to the others of the case. A form that is entered late can be the
/// earlier statement; then the other one decides over it.
pub(super) async fn settle(change: &Change, recorded: &consent::Model) -> Result<(), ChangeError> {
    let statements = change.statements(recorded.case_id, recorded.purpose).await?;
    let refusals: HashSet<_> = statements.iter().filter(|it| Said::of(&it.row).no()).map(|it| it.row.id).collect();
    for other in statements {
        let withdrawn = other.row.status == ConsentStatus::Withdrawn;
        // What another refusal ended is no statement of its own.
        let ended = withdrawn && other.row.superseded_by_id.is_some_and(|by| refusals.contains(&by));
        if ended || other.row.id == recorded.id {
            continue;
        }
        // Read again because an earlier iteration may have ended it. Then it decides over nothing.
        let mine = change.word(recorded.id).await?;
        if mine.row.status != recorded.status {
            return Ok(());
        }
        if Said::of(&mine.row).decides_over(Said::of(&other.row)) {
            decide(change, &other, &mine).await?;
        } else {
            decide(change, &mine, &other).await?;
        }
    }
    Ok(())
}

async fn decide(change: &Change, earlier: &Word, later: &Word) -> Result<(), ChangeError> {
    let now = change.now();
    let counts =
        |word: &Word| matches!(consent_state(&word.row, now), ConsentState::Active | ConsentState::NotYetValid);
    let no = Said::of(&later.row).no();
    // A refusal is never ended by a later statement. A consent that is over does not end another one.
    if !counts(earlier) || !no && !counts(later) {
        return Ok(());
    }
    let withdrawn = later.row.status == ConsentStatus::Withdrawn;
    // A withdrawal says nothing about recipients about whom another statement had decided then.
    let named = if withdrawn { later.lines.left(Said::of(&later.row).at()) } else { later.lines.named.clone() };
    if withdrawn && named.is_empty() {
        return Ok(());
    }
    let from = if no { now } else { later.row.valid_from.max(now) };
    match effect(&earlier.lines, &named, from) {
        Effect::None => return Ok(()),
        Effect::Whole => end(change, earlier, later, from).await?,
        Effect::Part => {
            let meets = |line: &&_| earlier.lines.named.iter().any(|named| meet(named, line));
            let met = named.iter().filter(meets).map(|named| named.line);
            change.exclude(earlier.row.id, met, (from, later.row.id)).await?;
            write(change, &earlier.row, earlier.row.clone(), "NARROW_CONSENT").await?;
        }
    }
    resting::settle(change, earlier.row.id).await
}

/// Ends the earlier consent now, or at the moment when the later one begins. If the later one reveals more about the
/// person than the earlier one, some readers of the earlier one may not know of it. Then the earlier one expires, because
/// SUPERSEDED would reveal to them that there is another.
async fn end(change: &Change, earlier: &Word, later: &Word, from: DateTimeUtc) -> Result<(), ChangeError> {
    let quiet = !earlier.reveals().covers(later.reveals());
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
    if !Said::of(later).no() {
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

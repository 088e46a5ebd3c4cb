//! What is written on a side of a match. The row of a side holds only what the side may know, and its organisation alone is told that
//! something was written.

use entity::{
    codes::{MatchingEndReason, PersonMatchState as S},
    matching_entry, person_match,
};
use sea_orm::IntoActiveModel as _;
use uuid::Uuid;

use crate::{
    rules::matching::{expires_at, state_at, talk_reference},
    store::{
        case_file::matching::Participant,
        write::{
            change::Change,
            change_log::ChangeRecord,
            recorded::{done, write_next},
            save::{self, Write as _},
            stop::ChangeError,
        },
    },
};

/// The event of a match that was found. No caller can take this action, so it is not in the policy.
const PROPOSE: &str = "PROPOSE_PERSON_MATCH";

/// The event of a match to which both sides agreed.
const AGREE: &str = "AGREE_PERSON_MATCH";

/// The event of a side that ended.
const END: &str = "END_PERSON_MATCH";

/// The event of an entry that ended.
const LEAVE: &str = "END_MATCHING";

/// Asks both sides about each other.
pub(super) async fn propose(change: &Change, one: &Participant, other: &Participant) -> Result<(), ChangeError> {
    ask(change, one, other).await?;
    ask(change, other, one).await
}

async fn ask(change: &Change, mine: &Participant, theirs: &Participant) -> Result<(), ChangeError> {
    let side = person_match::Model {
        id: Uuid::now_v7(),
        case_id: mine.case.id,
        organisation_id: mine.organisation.id,
        other_organisation_id: theirs.organisation.id,
        other_case_id: theirs.case.id,
        state: S::Proposed,
        created_at: change.now(),
        expires_at: expires_at(change.now()),
        answered_at: None,
        answered_by: None,
        talk_reference: None,
        ended_at: None,
        version: 1,
    };
    change.tells_only(side.case_id, side.organisation_id);
    let side = side.into_active_model().insert_in(change).await?;
    change.record(PROPOSE.to_owned(), &done(&side, side.organisation_id, vec!["state"])).await?;
    Ok(())
}

/// Tells both sides that they agreed. Each learns what both quote when they talk, and nothing of the other case.
pub(super) async fn agree(change: &Change, sides: [&person_match::Model; 2]) -> Result<(), ChangeError> {
    let reference = talk_reference(Uuid::new_v4().as_u128() ^ Uuid::new_v4().as_u128().rotate_left(64));
    for side in sides {
        let after = person_match::Model {
            state: S::Agreed,
            expires_at: expires_at(change.now()),
            talk_reference: Some(reference.clone()),
            ..side.clone()
        };
        written(change, (side, after), AGREE).await?;
    }
    Ok(())
}

/// Ends a side that is open.
pub(super) async fn end_side(change: &Change, side: &person_match::Model) -> Result<(), ChangeError> {
    let state = state_at(side.state, side.expires_at, change.now());
    if !matches!(state, S::Proposed | S::Waiting | S::Agreed) {
        return Ok(());
    }
    let after =
        person_match::Model { state: S::Ended, ended_at: Some(change.now()), talk_reference: None, ..side.clone() };
    written(change, (side, after), END).await
}

async fn written(
    change: &Change,
    (before, after): (&person_match::Model, person_match::Model),
    event: &str,
) -> Result<(), ChangeError> {
    change.tells_only(before.case_id, before.organisation_id);
    let done = write_next(change, before.organisation_id, before, after).await?;
    Ok(change.record(event.to_owned(), &done).await?)
}

/// Ends an entry, with the matches of its side that are open. The other sides stay as they are: they end by their dates.
pub(super) async fn end_entry(
    change: &Change,
    entry: &matching_entry::Model,
    reason: MatchingEndReason,
) -> Result<(), ChangeError> {
    for side in change.sides_of(entry.case_id).await? {
        if side.organisation_id == entry.organisation_id {
            end_side(change, &side).await?;
        }
    }
    change.tells_only(entry.case_id, entry.organisation_id);
    let after = matching_entry::Model { ended_at: Some(change.now()), end_reason: Some(reason), ..entry.clone() };
    let done = ChangeRecord {
        id: entry.id,
        subject_type: "matching_entries",
        case_id: Some(entry.case_id),
        organisation_id: entry.organisation_id,
        version: None,
        changed: save::write(change, entry, &after).await?,
    };
    Ok(change.record(LEAVE.to_owned(), &done).await?)
}

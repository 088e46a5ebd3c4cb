//! A round of the blind match. It ends entries that are over, asks both sides about people who are alike, and tells both sides that they
//! agreed. Each side is written in a change of its own, so that one side never waits for the other, and verbs of a case cost nothing.
//! A round compares only what it reads itself: no hash and no text of a person is stored for it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{BuildHasher, RandomState},
};

use entity::{
    codes::{MatchingEndReason, PersonMatchState as S},
    person_match,
};
use sea_orm::{DbErr, prelude::DateTimeUtc};
use uuid::Uuid;

use super::sides::{agree, end_entry, propose};
use crate::{
    error::Error,
    rules::{
        matching::{MOST_MATCHES, over, state_at, takes_part},
        matching_tokens::{Kind, is_worth_a_talk, texts},
    },
    store::{
        background::{
            job::{self, Job, Run},
            matching::{all_asked, all_entered, entries_after, waiting_after},
        },
        case_file::matching::Participant,
        database::Database,
        write::{change::Change, stop::ChangeError},
    },
};

/// The most people of one round who have a text in common and are compared. Of more people the text says nothing.
const MOST_OF_ONE_TEXT: usize = 50;

/// Runs a round.
/// Errors: when the database is away. What was written before stays.
pub async fn run(database: &Database, now: DateTimeUtc) -> Result<Run, Error> {
    let mut sum = job::run(&Review { database, now }).await?;
    let candidates = candidates(database, now).await?;
    sum += job::run(&Proposals { database, now, candidates }).await?;
    sum += job::run(&Agreements { database, now }).await?;
    Ok(sum)
}

/// Entries in force, of which some may be over.
struct Review<'a> {
    database: &'a Database,
    now: DateTimeUtc,
}

impl Job for Review<'_> {
    const NAME: &'static str = "end of entries of the blind match";

    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        entries_after(self.database, after, self.now).await
    }

    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let settled = review(&change, id).await;
        finish(change, settled).await
    }
}

async fn review(change: &Change, id: Uuid) -> Result<bool, ChangeError> {
    let Some(entry) = change.entry_with_case(id).await? else { return Ok(false) };
    let participant = change.participant(entry).await?;
    let Some(reason) = reason_to_end(change, &participant).await? else { return Ok(false) };
    end_entry(change, &participant.entry, reason).await?;
    Ok(true)
}

async fn reason_to_end(change: &Change, of: &Participant) -> Result<Option<MatchingEndReason>, Error> {
    let corrected = change.facts_ever_recorded(of.case.person_id).await?.saturating_sub(of.entry.facts);
    Ok(over(&of.case, of.agreed_with_anybody(), (of.entry.organisation_id, corrected), change.now()))
}

/// For each entry the cases of other organisations that seem to be of the same person, and of which it was not asked yet.
async fn candidates(database: &Database, now: DateTimeUtc) -> Result<BTreeMap<Uuid, BTreeSet<Uuid>>, Error> {
    let entered = all_entered(database, now).await?;
    let asked = all_asked(database).await?;
    // Only hashes are kept of all people at once. Those that agree by chance are compared again before anything is written.
    let hashes = RandomState::new();
    let mut sharing: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, entered) in entered.iter().enumerate() {
        // A part of a name alone finds half of the people.
        for text in texts(&entered.compared).into_iter().filter(|(kind, _)| *kind != Kind::Name) {
            sharing.entry(hashes.hash_one(text)).or_default().push(place);
        }
    }
    let mut candidates: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
    for places in sharing.values().filter(|places| places.len() <= MOST_OF_ONE_TEXT) {
        for (one, other) in places.iter().flat_map(|one| places.iter().map(move |other| (*one, *other))) {
            let (one, other) = (&entered[one].entry, &entered[other].entry);
            let new = !asked.contains(&(one.case_id, other.case_id));
            if one.organisation_id != other.organisation_id && new {
                candidates.entry(one.id).or_default().insert(other.case_id);
            }
        }
    }
    Ok(candidates)
}

/// Sides to be asked, by their entry.
struct Proposals<'a> {
    database: &'a Database,
    now: DateTimeUtc,
    candidates: BTreeMap<Uuid, BTreeSet<Uuid>>,
}

impl Job for Proposals<'_> {
    const NAME: &'static str = "proposals of the blind match";

    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        let later = self.candidates.keys().copied().filter(|id| *id > after);
        Ok(later.take(usize::try_from(job::BATCH).unwrap_or(usize::MAX)).collect())
    }

    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let Some(others) = self.candidates.get(&id) else { return Ok(false) };
        let change = Change::by_clock(self.database, self.now).await?;
        let settled = ask(&change, id, others).await;
        finish(change, settled).await
    }
}

async fn ask(change: &Change, entry_id: Uuid, others: &BTreeSet<Uuid>) -> Result<bool, ChangeError> {
    let Some(entry) = change.entry_with_case(entry_id).await? else { return Ok(false) };
    let mine = change.participant(entry).await?;
    let asked = change.sides_of(mine.case.id).await?;
    let room = usize::try_from(MOST_MATCHES).unwrap_or(usize::MAX).saturating_sub(asked.len());
    let mut made = 0;
    for other_case in others {
        if made >= room {
            break;
        }
        let Some(theirs) = change.other_participant(*other_case).await? else { continue };
        let again = asked.iter().any(|side| side.other_case_id == *other_case);
        if !again && both_agreed(change, &mine, &theirs).await? && alike(change, &mine, &theirs).await? {
            propose(change, &mine, &theirs).await?;
            made += 1;
        }
    }
    Ok(made > 0)
}

async fn alike(change: &Change, mine: &Participant, theirs: &Participant) -> Result<bool, Error> {
    let compared = change.compared([mine.case.person_id, theirs.case.person_id]).await?;
    Ok(compared.is_some_and(|[one, other]| is_worth_a_talk(&texts(&one), &texts(&other))))
}

/// Whether both take part, and both people agreed to the other organisation, at this moment.
async fn both_agreed(change: &Change, mine: &Participant, theirs: &Participant) -> Result<bool, Error> {
    for (one, other) in [(mine, theirs), (theirs, mine)] {
        let agreed = takes_part(&one.organisation, change.now())
            && one.organisation.id != other.organisation.id
            && reason_to_end(change, one).await?.is_none()
            && one.agreed(other.organisation.id).includes(&other.organisation, change.now());
        if !agreed {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Sides that agreed and wait for the other one.
struct Agreements<'a> {
    database: &'a Database,
    now: DateTimeUtc,
}

impl Job for Agreements<'_> {
    const NAME: &'static str = "agreements of the blind match";

    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        waiting_after(self.database, after, self.now).await
    }

    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let settled = tell(&change, id).await;
        finish(change, settled).await
    }
}

async fn tell(change: &Change, id: Uuid) -> Result<bool, ChangeError> {
    let Some(side) = change.side_with_case(id).await? else { return Ok(false) };
    let state = |side: &person_match::Model| state_at(side.state, side.expires_at, change.now());
    let twin = change.side_of(side.other_case_id, side.case_id).await?;
    // The other side may have been told a moment ago.
    let agrees = twin.as_ref().is_some_and(|twin| matches!(state(twin), S::Waiting | S::Agreed));
    if state(&side) != S::Waiting || !agrees {
        return Ok(false);
    }
    let Some(entry) = change.matching_entry_of(side.case_id).await? else { return Ok(false) };
    let mine = change.participant(entry).await?;
    let Some(theirs) = change.other_participant(side.other_case_id).await? else { return Ok(false) };
    if !both_agreed(change, &mine, &theirs).await? {
        return Ok(false);
    }
    agree(change, &side).await?;
    Ok(true)
}

/// Commits what a job settled. The rules cannot refuse a step of the server, so a refusal is an internal error.
async fn finish(change: Change, settled: Result<bool, ChangeError>) -> Result<bool, Error> {
    match settled {
        Ok(true) => change.commit_by_clock().await.map(|()| true),
        Ok(false) => change.give_up().await.map(|()| false),
        Err(ChangeError::Failed(error)) => Err(error),
        Err(ChangeError::Refused(refusals)) => {
            let sentences: Vec<_> = refusals.iter().map(|refusal| &*refusal.message).collect();
            Err(Error::internal(&sentences.join("; ")))
        }
    }
}

//! A round of the blind match. It ends entries that are over. It proposes a match to both organisations where two people are alike. It
//! sets both sides to AGREED after both have answered. Both sides are written in one change, so that neither organisation learns more
//! than the other. The round stores no text of a person, and no other mutation of a case does any work for it.

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

use super::sides::{agree, end_entry, end_side, propose};
use crate::{
    error::Error,
    rules::{
        matching::{MOST_MATCHES, over, state_at, takes_part},
        matching_tokens::{Compared, finds, is_worth_a_talk, texts},
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
/// Errors: the first one of its parts. The other parts are run all the same.
pub async fn run(database: &Database, now: DateTimeUtc) -> Result<Run, Error> {
    let review = job::run(&Review { database, now }).await;
    let proposals = match candidates(database, now).await {
        Ok(candidates) => job::run(&Proposals { database, now, candidates }).await,
        Err(error) => Err(error),
    };
    job::together([review, proposals, job::run(&Agreements { database, now }).await])
}

/// Entries in force, of which some may be over.
struct Review<'a> {
    database: &'a Database,
    now: DateTimeUtc,
}

impl Job for Review<'_> {
    const NAME: &'static str = "end of entries of the blind match";

    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        entries_after(self.database, after).await
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
    if let Some(reason) = reason_to_end(change, &participant).await? {
        end_entry(change, &participant.entry, reason).await?;
        return Ok(true);
    }
    let mut ended = false;
    for side in change.sides_of(participant.case.id).await? {
        let open = matches!(state_at(side.state, side.expires_at, change.now()), S::Proposed | S::Waiting | S::Agreed);
        if open && !may_be_told(change, &participant, &side).await? {
            end_side(change, &side).await?;
            ended = true;
        }
    }
    Ok(ended)
}

/// Whether the person still agrees that the organisation on the other side of a match learns of them.
async fn may_be_told(change: &Change, of: &Participant, side: &person_match::Model) -> Result<bool, Error> {
    let other = change.organisation(side.other_organisation_id).await?;
    let now = change.now();
    Ok(takes_part(&of.organisation, now) && takes_part(&other, now) && of.agreed(other.id).includes(&other, now))
}

async fn reason_to_end(change: &Change, of: &Participant) -> Result<Option<MatchingEndReason>, Error> {
    let facts = change.facts_ever_recorded(of.case.person_id).await?;
    Ok(over(&of.entry, &of.case, of.agreed_with_anybody(), facts, change.now()))
}

/// For each entry the later entries of other organisations that seem to be of the same person, where neither organisation was asked
/// about the case of the other one.
async fn candidates(database: &Database, now: DateTimeUtc) -> Result<BTreeMap<Uuid, BTreeSet<Uuid>>, Error> {
    let entered = all_entered(database, now).await?;
    let asked = all_asked(database).await?;
    // Texts are compared by their hashes. Those that agree by chance are compared again before anything is written.
    let hashes = RandomState::new();
    let mut sharing: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, entered) in entered.iter().enumerate() {
        for text in texts(&entered.compared).into_iter().filter(|(kind, _)| finds(*kind)) {
            sharing.entry(hashes.hash_one(text)).or_default().push(place);
        }
    }
    let mut candidates: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
    for places in sharing.values().filter(|places| places.len() <= MOST_OF_ONE_TEXT) {
        for (number, one) in places.iter().enumerate() {
            for other in &places[number + 1..] {
                let (one, other) = (&entered[*one].entry, &entered[*other].entry);
                let asked = asked.contains(&(one.organisation_id, other.case_id))
                    || asked.contains(&(other.organisation_id, one.case_id));
                if one.organisation_id != other.organisation_id && !asked {
                    candidates.entry(one.id).or_default().insert(other.case_id);
                }
            }
        }
    }
    Ok(candidates)
}

/// Pairs to be asked, by the first entry of each.
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

    /// Each pair is a change of its own, so that a case is locked for a moment only.
    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let (mut asked, mut failed) = (false, None);
        for other_case in self.candidates.get(&id).into_iter().flatten() {
            let change = Change::by_clock(self.database, self.now).await?;
            let settled = ask(&change, id, *other_case).await;
            // A pair that fails in each round must not keep the next pairs of this entry from being asked.
            match finish(change, settled).await {
                Ok(settled) => asked |= settled,
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(asked), Err)
    }
}

async fn ask(change: &Change, entry_id: Uuid, other_case: Uuid) -> Result<bool, ChangeError> {
    let Some(entry) = change.entry_with_case(entry_id).await? else { return Ok(false) };
    let mine = change.participant(entry).await?;
    let Some(theirs) = change.other_participant(other_case).await? else { return Ok(false) };
    for side in [&mine, &theirs] {
        if change.matches_of(side.case.id).await? >= MOST_MATCHES {
            return Ok(false);
        }
    }
    if change.was_asked(&mine, &theirs).await?
        || !both_agreed(change, &mine, &theirs).await?
        || !alike(change, &mine, &theirs).await?
    {
        return Ok(false);
    }
    propose(change, &mine, &theirs).await?;
    Ok(true)
}

async fn alike(change: &Change, mine: &Participant, theirs: &Participant) -> Result<bool, Error> {
    let compared = change.compared([mine.case.person_id, theirs.case.person_id]).await?;
    let contact = mine.agreed_with_anybody().includes_contact() && theirs.agreed_with_anybody().includes_contact();
    Ok(compared.is_some_and(|people| {
        let [one, other] =
            people.map(|person| if contact { person } else { Compared { phones: Vec::new(), ..person } });
        is_worth_a_talk(&texts(&one), &texts(&other))
    }))
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
    let case = change.case_of_side(&side).await?;
    let Some(entry) = change.matching_entry_of(&case).await? else { return Ok(false) };
    let mine = change.participant(entry).await?;
    let Some(theirs) = change.other_participant(side.other_case_id).await? else { return Ok(false) };
    // Read after both cases were locked, so that neither side can answer or leave in the meantime.
    let Some(twin) = change.side_of(side.other_case_id, side.case_id).await? else { return Ok(false) };
    let waits = |side: &person_match::Model| state_at(side.state, side.expires_at, change.now()) == S::Waiting;
    let same = side.organisation_id == mine.organisation.id && twin.organisation_id == theirs.organisation.id;
    if !same || !waits(&side) || !waits(&twin) || !both_agreed(change, &mine, &theirs).await? {
        return Ok(false);
    }
    agree(change, [&side, &twin]).await?;
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

//! The cases of the caseload, one person each: opened, worked, referred, moved, closed. Everything in a case lies between
//! its opening and now.

mod case_file;
mod consents;
mod course;
mod facts;
mod needs;
mod posting;
mod reasons;
mod referral;
mod referrals;
mod stays;
mod texts;
mod transfer;

use chrono::{DateTime, Duration, Utc};
use entity::codes::{ImmigrationStatus, ReferralEndReason};

use self::{case_file::CaseFile, consents::Consents, referral::Journey, referrals::Desk};
use super::{
    Caseload,
    draw::Draw,
    people::{self, Profile, Wanted},
    references::References,
    rows::Rows,
};

pub use posting::{Part, Posting};

/// Adds the person and the case of the place with this number.
pub fn add(rows: &mut Rows, references: &mut References, caseload: &Caseload, place: u64) {
    let (draw, now) = (&mut Draw::new(caseload.seed, place), caseload.now);
    let posting = Posting::draw(draw, caseload, place);
    let profile = Profile::draw(draw, &wanted(&posting));
    let at = posting.opened_at;
    let person_id = people::add(rows, draw, references, &profile, posting.organisation_id(), at);
    let mut file = CaseFile::open(draw, references, posting, profile, person_id);
    facts::add_vulnerabilities(rows, draw, &mut file, now);
    facts::add_immigration_status(rows, draw, &mut file, now);
    facts::add_medical_notes(rows, draw, &mut file, now);
    let mut consents = Consents::draw(draw, &file, now);
    let (journeys, leaves) = work(rows, draw, references, &mut file, &mut consents, now);
    for journey in &journeys {
        file.touched(journey.referral.updated_at);
    }
    if let Some(person) = rows.persons.last_mut() {
        person.deceased = file.case.closure_reason == Some(entity::codes::ClosureReason::Deceased);
    }
    facts::add_case_notes(rows, draw, &mut file, now);
    consents.add(rows, draw, &file, now);
    for journey in journeys {
        journey.add(rows);
    }
    stays::add(rows, draw, &file, leaves, now);
    rows.cases.push(file.case);
}

/// Refers or moves the case, and closes it when its time has come. Also says when the person leaves the bed.
fn work(
    rows: &mut Rows,
    draw: &mut Draw,
    references: &mut References,
    file: &mut CaseFile,
    consents: &mut Consents,
    now: DateTime<Utc>,
) -> (Vec<Journey>, DateTime<Utc>) {
    let leaves = file.posting.opened_at + case_file::stay(draw);
    let abruptly = draw.chance(0.1);
    let asks = consents.for_consulate(draw, file);
    file.case.consular_contact_allowed = asks && !claims_protection(file) && draw.chance(0.8);
    let moves = transfer::state(draw, file);
    let mut journeys = Vec::new();
    if let Some(state) = moves {
        transfer::add(rows, draw, references, file, consents, state, now);
    } else {
        let until = if abruptly && !file.posting.stays_open() { now.min(leaves) } else { now };
        journeys = Desk { draw: &mut *draw, references, file, consents, until }.refer(rows);
    }
    // Somebody leaves when the help is over, unless they leave in the middle of it.
    let over = journeys.iter().map(|journey| journey.over_at).max();
    let over = over.filter(|_| !abruptly).map_or(leaves, |over| leaves.max(over + Duration::days(1)));
    let settled = !moves.is_some_and(waits);
    if file.posting.stays_open() || over > now || !settled {
        file.keep_open(draw, now);
        return (journeys, leaves);
    }
    let over = over.max(file.case.last_activity_at);
    file.close(draw, over, now);
    for journey in &mut journeys {
        if journey.live() || journey.referral.sent_at.is_none() && journey.referral.closed_at.is_none() {
            journey.end(draw, file, over, ReferralEndReason::CaseClosed);
        }
    }
    (journeys, leaves)
}

/// Whether somebody still has to answer or confirm a transfer in this state.
fn waits(state: entity::codes::TransferState) -> bool {
    use entity::codes::TransferState as S;
    matches!(state, S::Proposed | S::ManagerApproved | S::Offered | S::Accepted)
}

fn claims_protection(file: &CaseFile) -> bool {
    use ImmigrationStatus as S;
    matches!(
        file.case.immigration_status,
        Some(S::AsylumSeeker | S::Refugee | S::ComplementaryProtection | S::Stateless | S::AtRiskOfStatelessness)
    )
}

fn wanted(posting: &Posting) -> Wanted {
    let shelter = posting.centre.fronted_by.is_some();
    Wanted {
        country: posting.centre.country,
        shelter,
        trafficked: posting.trafficked || shelter,
        adult: shelter || !matches!(posting.part, Part::Anyone),
        opened_on: posting.opened_at.date_naive(),
    }
}

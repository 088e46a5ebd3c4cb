//! The cases of the caseload, one for each person: opened, worked on, referred, transferred, closed. Everything in a
//! case happens between its opening and now.

mod case_file;
mod consents;
mod consular;
mod course;
mod determined;
mod facts;
pub mod households;
mod markers;
mod needs;
mod overriding;
mod posting;
mod reasons;
mod referral;
mod referrals;
mod shares;
mod stays;
mod texts;
mod transfer;

use chrono::{DateTime, Duration, Utc};
use entity::codes::{ClosureReason, ReferralEndReason, WithdrawalReason};

use self::{case_file::CaseFile, consents::Consents, consular::Address, referral::Journey, referrals::Desk};
use super::{
    Caseload,
    draw::Draw,
    people::{self, Profile, Wanted},
    references::References,
    rows::Rows,
};

pub use posting::{Part, Posting};

/// Adds the person and the case with this number.
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
    let chance = &mut consular::chance(caseload, place);
    let mut work = Work { caseload, draw, chance: &mut *chance, references, file: &mut file, consents: &mut consents };
    let (journeys, mut application, leaves) = work.done(rows);
    for journey in &journeys {
        file.touched(journey.referral.updated_at);
    }
    if let Some(application) = &mut application {
        application.run_out(chance, &file, now);
        file.case.consular_contact_allowed = application.contact_allowed;
    }
    if let Some(person) = rows.persons.last_mut() {
        person.deceased = file.case.closure_reason == Some(ClosureReason::Deceased);
    }
    facts::add_case_notes(rows, draw, &mut file, now);
    consents.add(rows, draw, &file, now);
    for journey in journeys {
        journey.add(rows);
    }
    if let Some(application) = application {
        application.add(rows);
    }
    stays::add(rows, draw, &file, leaves, now);
    markers::add(rows, draw, &file.case);
    rows.cases.push(file.finished());
}

/// The context in which a case is generated.
struct Work<'a> {
    caseload: &'a Caseload,
    draw: &'a mut Draw,
    /// The random stream of everything that goes to a consulate.
    chance: &'a mut Draw,
    references: &'a mut References,
    file: &'a mut CaseFile,
    consents: &'a mut Consents,
}

impl Work<'_> {
    /// Refers or transfers the case, makes its consular request, and closes it when its time has come. Also returns
    /// when the person leaves the bed.
    fn done(&mut self, rows: &mut Rows) -> (Vec<Journey>, Option<consular::Journey>, DateTime<Utc>) {
        let Self { caseload, draw, chance, references, file, consents } = self;
        let now = caseload.now;
        let leaves = file.posting.opened_at + case_file::stay(draw);
        let abruptly = draw.chance(0.1);
        let until = if abruptly && !file.posting.stays_open() { now.min(leaves) } else { now };
        let address = Address::draw(chance, rows, file);
        let asks = consents.for_consulate(draw, file, address.as_ref());
        // A case whose consents are all withdrawn is not transferred.
        let moves = transfer::state(draw, file).filter(|_| consents.withdrawn_at.is_none());
        let (mut journeys, mut application) = (Vec::new(), None);
        if let Some(state) = moves {
            transfer::add(rows, draw, references, file, consents, state, now);
        } else {
            journeys = Desk { draw, references, file, consents, until }.refer(rows);
            if let (Some(consent_id), Some(address)) = (asks, address) {
                let consent = (consent_id, consents.withdrawn_at);
                let mut desk = consular::Desk { draw: chance, references, file, address, consent, caseload, until };
                application = desk.apply(rows, &journeys);
            }
        }
        // A person leaves when the help is over, unless they leave abruptly.
        let over = journeys.iter().map(|journey| journey.over_at).max();
        let over = over.max(application.as_ref().map(|application| application.over_at));
        let over = over.filter(|_| !abruptly).map_or(leaves, |over| leaves.max(over + Duration::days(1)));
        let settled = !moves.is_some_and(waits);
        if file.posting.stays_open() || over > now || !settled {
            file.keep_open(draw, now);
            return (journeys, application, leaves);
        }
        let over = over.max(file.case.last_activity_at);
        file.close(draw, over, now);
        for journey in &mut journeys {
            if journey.live() || journey.referral.sent_at.is_none() && journey.referral.closed_at.is_none() {
                journey.end(draw, file, over, ReferralEndReason::CaseClosed);
            }
        }
        if let Some(application) = &mut application {
            let died = file.case.closure_reason == Some(ClosureReason::Deceased);
            let reason = if died { WithdrawalReason::Deceased } else { WithdrawalReason::CaseClosed };
            application.end(chance, file, over, reason);
        }
        (journeys, application, leaves)
    }
}

/// Whether a transfer in this state still waits for an answer or a confirmation.
fn waits(state: entity::codes::TransferState) -> bool {
    use entity::codes::TransferState as S;
    matches!(state, S::Proposed | S::ManagerApproved | S::Offered | S::Accepted)
}

fn wanted(posting: &Posting) -> Wanted {
    let shelter = posting.centre.fronted_by.is_some();
    Wanted {
        country: posting.centre.country,
        shelter,
        trafficked: posting.trafficked || shelter,
        child: match posting.part {
            Part::Anyone if !shelter => 0.09,
            Part::Consular(application) if application.child => 1.0,
            _ => 0.0,
        },
        applies_to: posting.part.nationality(),
        opened_on: posting.opened_at.date_naive(),
    }
}

//! The worker and the dates of a case. Readers who know of a case or a referral may not know this of it.

use chrono::Duration;
use entity::{
    case, centre,
    codes::{ServiceType, Urgency},
    organisation, referral, worker_centre,
};

use super::{
    people::{Reader, Twins},
    secret::Secret,
};
use crate::support::{World, rows};

impl Twins {
    /// A case and a referral that wait, in the hands of a worker who asks nothing.
    pub async fn work(&mut self, world: &World, distant: &organisation::Model) {
        for _ in 0..2 {
            self.clerks.push(world.add(rows::worker(&self.house)).await);
        }
        let service = world.add(rows::service(distant, ServiceType::Shelter)).await;
        let person = world.add(rows::person(&self.house)).await;
        let waiting = case::Model {
            assigned_worker_id: Some(self.clerks[0].id),
            next_review_on: Some((rows::now() + Duration::days(30)).date_naive()),
            ..rows::case(&person, &self.agadez)
        };
        self.waiting = world.add(waiting).await;
        let sent = referral::Model {
            next_due_at: Some(rows::now() + Duration::days(10)),
            ..rows::referral(&self.waiting, &service)
        };
        self.sent = world.add(sent).await;
        self.ids.extend([("Case", self.waiting.id), ("Referral", self.sent.id)]);
    }
}

/// The readers who see the work of the centre.
const AT_WORK: [Reader; 7] = [
    Reader::AssignedCaseWorker,
    Reader::ColleagueAtTheCentre,
    Reader::CentreManager,
    Reader::ProtectionOfficer,
    Reader::MedicalOfficer,
    Reader::Doctor,
    Reader::DataProtectionOfficer,
];

/// The dates of a case, and of a referral to an organisation without readers.
pub fn due(twins: &Twins) -> Secret {
    let next_review_on = Some((rows::now() + Duration::days(3)).date_naive());
    let sent = referral::Model {
        urgency: Urgency::Urgent,
        urgency_rank: Urgency::Urgent.rank(),
        next_due_at: Some(rows::now() + Duration::days(1)),
        ..twins.sent.clone()
    };
    let secret = Secret::new("a case and its referral are due soon", &AT_WORK);
    secret.other_row(case::Model { next_review_on, ..twins.waiting.clone() }).other_row(sent)
}

/// The receiver of a referral that is over no longer reads which service it was. The case is that of the consular desk
/// too.
pub fn service(twins: &Twins) -> Secret {
    let other = referral::Model { service_id: twins.other_service.id, ..twins.revoked.0.clone() };
    let knows = [&AT_WORK[..], &[Reader::ConsularWorker]].concat();
    Secret::new("a referral that is over was for another service", &knows).other_row(other)
}

/// A colleague works in the secret shelter, too.
pub fn in_shelter(twins: &Twins, shelter: &centre::Model) -> Secret {
    let row = worker_centre::Model { worker_id: twins.clerks[0].id, centre_id: shelter.id };
    Secret::new("a colleague works in the secret shelter", &[Reader::ProtectionOfficer])
        .within_the_organisation()
        .new_row(row)
}

/// The case worker of record is another one. Nobody who asks is either of them.
pub fn reassigned(twins: &Twins) -> Secret {
    let case = assigned(twins, 1);
    Secret::new("a case has another case worker", &[Reader::CentreManager, Reader::ProtectionOfficer])
        .within_the_organisation()
        .other_row(case)
}

/// The case as it is after [`due`], with this clerk.
fn assigned(twins: &Twins, clerk: usize) -> case::Model {
    let next_review_on = Some((rows::now() + Duration::days(3)).date_naive());
    case::Model { assigned_worker_id: Some(twins.clerks[clerk].id), next_review_on, ..twins.waiting.clone() }
}

/// Managers assign such a case, so they know that nobody has it.
pub fn unassigned(twins: &Twins) -> Secret {
    let case = case::Model { assigned_worker_id: None, ..assigned(twins, 1) };
    let knows = [Reader::CentreManager, Reader::ProtectionOfficer, Reader::DataProtectionOfficer];
    Secret::new("a case has no case worker", &knows).other_row(case)
}

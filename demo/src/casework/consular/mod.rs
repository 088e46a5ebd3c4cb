//! The consular request of a case: its post, its time, and its course. It uses a random stream of its own, so that a
//! reference that a consulate reads has nothing in common with the references of the case.

mod course;
mod document;
mod journey;
mod packet;
mod said;
mod source;
mod texts;

use chrono::{DateTime, Datelike, Duration, Utc};
use entity::{
    codes::{DataClass, Gate, IdentifierType, OrganisationType, Role, VulnerabilityCategory, WithdrawalReason},
    consular_request,
};
use uuid::Uuid;
use waystation::{
    access::class::ClassSet,
    rules::consular::gates::{PROTECTION_SERVICE, protects},
};

pub use self::journey::Journey;
use self::{course::Course, source::PacketInput};
use super::{case_file::CaseFile, facts, posting::Part, referral};

use crate::{
    Caseload,
    cast::{Post, organisation, posts_for, staff},
    draw::Draw,
    people::Name,
    references::References,
    rows::Rows,
};

/// The first random stream for consular requests; each person has one.
const REQUESTS: u64 = 1 << 40;

/// The random stream for the consular request of the case with this number.
pub fn chance(caseload: &Caseload, place: u64) -> Draw {
    Draw::new(caseload.seed, REQUESTS + place)
}

/// The post that is competent for a person.
#[derive(Clone, Debug)]
pub struct Address {
    /// The post.
    pub post: &'static Post,
    origin_admin1: Option<String>,
    /// The classes that the person agrees to share with it.
    pub classes: ClassSet,
}

impl Address {
    /// The post for the person of this case, who is the last one of the rows. `None` if no post is competent.
    pub fn draw(draw: &mut Draw, rows: &Rows, file: &CaseFile) -> Option<Self> {
        let home = file.profile.country.code;
        let origin = rows.persons.last().and_then(|person| person.birth_place.clone());
        let origin = origin.filter(|_| !file.posting.part.applies() && draw.chance(0.6));
        let posts: Vec<_> = posts_for(home, origin.as_deref(), &file.case.country).collect();
        // The nearer post, for people of its region.
        let post = *posts.last()?;
        let mut told = vec![DataClass::Identity, DataClass::Legal];
        told.extend(draw.chance(0.6).then_some(DataClass::Contact));
        told.extend(draw.chance(0.5).then_some(DataClass::Operational));
        (home != file.case.country).then(|| Self { post, origin_admin1: origin, classes: ClassSet::of(&told) })
    }
}

/// The context in which the request of a case is generated.
pub struct Desk<'a> {
    /// The random stream.
    pub draw: &'a mut Draw,
    /// References.
    pub references: &'a mut References,
    /// The case.
    pub file: &'a mut CaseFile,
    /// The post, and what the person agrees to share.
    pub address: Address,
    /// The consent that names the post, and when it was withdrawn.
    pub consent: (Uuid, Option<DateTime<Utc>>),
    /// The caseload.
    pub caseload: &'a Caseload,
    /// Now, or when the person left before the help was over.
    pub until: DateTime<Utc>,
}

impl Desk<'_> {
    /// The request of the case, if there is one.
    pub fn apply(&mut self, rows: &mut Rows, journeys: &[referral::Journey]) -> Option<Journey> {
        let runs_a_desk = organisation(self.file.case.organisation_id)
            .is_some_and(|house| house.organisation_type == OrganisationType::Iom);
        if !runs_a_desk || self.file.posting.part == Part::Applicant {
            return None;
        }
        let (course, begins) = self.begin();
        let ended = [
            (marked_at(rows, self.file, journeys), WithdrawalReason::InternationalProtection),
            (self.consent.1, WithdrawalReason::ConsentEnded),
        ];
        let ended = ended.into_iter().filter_map(|(at, reason)| Some((at?, reason))).min_by_key(|(at, _)| *at);
        if begins >= self.until || ended.is_some_and(|(at, _)| at <= begins) {
            return None;
        }
        let mut journey = self.draft(rows, begins)?;
        let ended = ended.filter(|(at, _)| *at <= self.until);
        let until = ended.map_or(self.until, |(at, _)| at);
        journey.go(self.draw, self.file, &course, until);
        match ended {
            Some((at, reason)) if journey.live() => journey.end(self.draw, self.file, at, reason),
            _ => self.tell(rows, &journey),
        }
        self.file.touched(journey.worked_at);
        Some(journey)
    }

    /// Writes what the request implies for the case.
    fn tell(&mut self, rows: &mut Rows, journey: &Journey) {
        let fears = journey.failed_at() == Some(Gate::AInternationalProtection) && self.draw.chance(0.5);
        match journey.request.withdrawn_reason {
            Some(WithdrawalReason::InternationalProtection) => {
                facts::add_claim(rows, self.draw, self.file, journey.request.updated_at);
            }
            Some(WithdrawalReason::ApplicantChangedMind) => self.file.profile.returns = false,
            _ if fears => facts::add_claim(rows, self.draw, self.file, journey.request.updated_at),
            _ => {}
        }
    }

    /// The course and the moment of the draft. If the part asks for a state, the request is in that state now.
    fn begin(&mut self) -> (Course, DateTime<Utc>) {
        let earliest = self.file.posting.opened_at + Duration::days(1);
        let Part::Consular(application) = self.file.posting.part else {
            let course = course::usual(self.draw);
            return (course, self.draw.time(earliest, earliest + Duration::days(8)));
        };
        let withdrawn = match application.country {
            "GIN" => WithdrawalReason::InternationalProtection,
            "NGA" => WithdrawalReason::ApplicantChangedMind,
            _ => WithdrawalReason::ProtectionConcern,
        };
        let course = course::to(self.draw, application.state, withdrawn);
        let waits = self.draw.share_of(Duration::days(3), 0.05, 1.0);
        let takes: Duration = course.legs.iter().map(|(_, after)| *after).sum();
        (course, earliest.max(self.until - takes - waits))
    }

    fn draft(&mut self, rows: &Rows, at: DateTime<Utc>) -> Option<Journey> {
        let Self { draw, references, file, address, consent, caseload, until: _ } = self;
        let drafter = staff(file.case.organisation_id, Role::ConsularWorker).next()?;
        let liaison = staff(address.post.organisation_id, Role::GovernmentLiaison).next()?;
        let family = rows.person_names.iter().rev().take_while(|name| name.person_id == file.case.person_id).last();
        let family = family.map(|name| name.family.clone()).unwrap_or_default();
        let area = file.profile.country.areas[0];
        let parent = |draw: &mut Draw, woman| {
            draw.chance(0.85).then(|| {
                let name = Name::draw(draw, area, woman);
                let Name { given, family } = if woman { name } else { name.with_family(&family) };
                format!("{given} {family}")
            })
        };
        let request = consular_request::Model::builder()
            .id(draw.id(at))
            .reference(references.consular_request(draw, at.year()))
            .case_id(file.case.id)
            .organisation_id(file.case.organisation_id)
            .drafted_by(drafter.id)
            .consular_post_id(address.post.id)
            .country(address.post.country.to_owned())
            .document_type(document(draw, address.post.country))
            .created_at(at)
            .consent_id(consent.0)
            .maybe_origin_admin1(address.origin_admin1.clone())
            .maybe_father_name(parent(draw, false))
            .maybe_mother_name(parent(draw, true))
            .interview_preferences(said::preferences(draw))
            .languages(said::languages(draw, rows, file.case.person_id))
            .build();
        let source = PacketInput {
            seed: caseload.seed,
            agreed: address.classes,
            facts: source::facts(rows, file.case.person_id, &request),
        };
        Some(Journey::draft(draw, request, address.post, (drafter, liaison), source))
    }
}

/// When a row of the case first showed that the person may need international protection.
fn marked_at(rows: &Rows, file: &CaseFile, journeys: &[referral::Journey]) -> Option<DateTime<Utc>> {
    let case_id = file.case.id;
    let statuses = rows.immigration_statuses.iter().rev().take_while(|row| row.case_id == case_id);
    let statuses = statuses.filter(|row| protects(row.status)).map(|row| row.created_at);
    let vulnerabilities = rows.vulnerabilities.iter().rev().take_while(|row| row.case_id == case_id);
    let stateless =
        vulnerabilities.filter(|row| row.category == VulnerabilityCategory::StatelessRisk).map(|row| row.created_at);
    let referred = journeys
        .iter()
        .map(|journey| &journey.referral)
        .filter(|row| row.service_type == PROTECTION_SERVICE || row.inference_class == DataClass::Asylum);
    statuses.chain(stateless).chain(referred.map(|row| row.created_at)).min()
}

fn document(draw: &mut Draw, country: &str) -> IdentifierType {
    let ecowas = if country == "CMR" { 0.0 } else { 0.25 };
    draw.weighted(&[
        (IdentifierType::EmergencyTravelCertificate, 0.4),
        (IdentifierType::LaissezPasserNational, 0.3),
        (IdentifierType::EcowasTravelCertificate, ecowas),
        (IdentifierType::Passport, 0.05),
    ])
}

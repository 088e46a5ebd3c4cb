//! The referrals of one case: how many, to whom, on which legal basis, and how they end.

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{
        Coarsens, DataClass, LegalBasis, ReferralEndReason, ReferralReason, ReferralState, Role, ServiceGroup, Urgency,
    },
    referral,
};
use uuid::Uuid;
use waystation::rules::{
    consent::share_classes,
    inference::{inference_class, is_emergency_care, with_what_is_told},
};

use super::{
    case_file::CaseFile,
    consents::Consents,
    course::{self, Course},
    needs,
    posting::Part,
    referral::Journey,
    texts,
};

use crate::{
    cast::{Service, Worker, organisation, staff},
    draw::Draw,
    references::References,
    rows::Rows,
};

/// The context in which the referrals of a case are generated.
pub struct Desk<'a> {
    /// The random stream.
    pub draw: &'a mut Draw,
    /// References.
    pub references: &'a mut References,
    /// The case.
    pub file: &'a CaseFile,
    /// The consents of the case.
    pub consents: &'a mut Consents,
    /// Now, or when the person left before the help was over.
    pub until: DateTime<Utc>,
}

impl Desk<'_> {
    /// The referrals of the case. Redirected ones are also noted in the rows.
    pub fn refer(&mut self, rows: &mut Rows) -> Vec<Journey> {
        // After the withdrawal of the consents no referral is sent, and none continues.
        let withdrawn_at = self.consents.withdrawn_at.filter(|at| *at <= self.until);
        self.until = withdrawn_at.unwrap_or(self.until);
        let written = self.file.posting.part.referral().is_some();
        let often = self.draw.weighted(&[(0, 0.42), (1, 0.35), (2, 0.15), (3, 0.08)]);
        let (mut journeys, mut used) = (Vec::new(), Vec::new());
        if self.file.posting.part == Part::Referable {
            self.agree();
            return journeys;
        }
        for _ in 0..if written { 1 } else { often } {
            let Some(service) = needs::service(self.draw, self.file, &used) else { continue };
            let group = service.service_type.coarse();
            let urgency = urgency(self.draw, self.file, group);
            let (course, begins) = self.begin(group, urgency);
            if begins >= self.until {
                continue;
            }
            let Some(mut journey) = self.draft(service, urgency, begins) else { continue };
            used.push(service.id);
            journey.go(self.draw, self.file, &course, self.until);
            let next = self.send_on(service, &mut journey, &mut used);
            if let Some(next) = &next {
                rows.redirected.push((journey.referral.id, next.referral.id));
            }
            journeys.push(journey);
            journeys.extend(next);
        }
        if let Some(withdrawn_at) = withdrawn_at {
            for journey in &mut journeys {
                journey.end(self.draw, self.file, withdrawn_at, ReferralEndReason::ConsentWithdrawn);
            }
        }
        journeys
    }

    /// Adds a consent without a referral.
    fn agree(&mut self) {
        if let Some(service) = needs::service(self.draw, self.file, &[]) {
            let receiver = needs::receiver(service);
            let asked = needs::classes(self.file, service.service_type, &receiver);
            let purpose = needs::purpose(service.service_type);
            self.consents.for_referral(self.draw, self.file, &receiver, purpose, asked);
        }
    }

    /// The course and the moment of the draft. If the part asks for a state, the referral is in that state now.
    fn begin(&mut self, group: ServiceGroup, urgency: Urgency) -> (Course, DateTime<Utc>) {
        let earliest = self.file.posting.opened_at + Duration::hours(3);
        let Some(state) = self.file.posting.part.referral() else {
            let course = course::usual(self.draw, group, urgency);
            return (course, self.draw.time(earliest, earliest + Duration::days(12)));
        };
        let course = course::to(self.draw, state, urgency);
        let patience = course::patience(course.last().map(|(step, _)| *step), urgency);
        let waits = self.draw.share_of(patience, 0.05, 1.1);
        let takes: Duration = course.iter().map(|(_, after)| *after).sum();
        (course, earliest.max(self.until - takes - waits))
    }

    /// Redirects some declined referrals to another receiver.
    fn send_on(&mut self, declined: &Service, journey: &mut Journey, used: &mut Vec<Uuid>) -> Option<Journey> {
        let at = journey.referral.updated_at + self.draw.share_of(Duration::days(2), 0.05, 1.0);
        let goes_on = journey.referral.state == ReferralState::Declined && self.draw.chance(0.3);
        if !goes_on || at >= self.until || self.file.posting.part.referral().is_some() {
            return None;
        }
        let service = needs::elsewhere(self.draw, self.file, declined, used)?;
        let mut next = self.draft(service, journey.referral.urgency, at)?;
        used.push(service.id);
        journey.redirect(self.draw, self.file, at);
        next.referral.redirected_from_id = Some(journey.referral.id);
        let course = course::usual(self.draw, service.service_type.coarse(), journey.referral.urgency);
        next.go(self.draw, self.file, &course, self.until);
        Some(next)
    }

    /// A draft, if there is a consent or a legal basis for it.
    fn draft(&mut self, service: &'static Service, urgency: Urgency, at: DateTime<Utc>) -> Option<Journey> {
        let Self { draw, file, .. } = self;
        let receiver = needs::receiver(service);
        let purpose = needs::purpose(service.service_type);
        let asked = needs::classes(file, service.service_type, &receiver);
        let unable = file.posting.part == Part::Unconsented;
        let consent_id = if unable { None } else { self.consents.for_referral(draw, file, &receiver, purpose, asked) };
        // Without consent only a referral in danger to life is sent, and a second person has to approve it.
        let vital = consent_id.is_none() && (unable || matches!(urgency, Urgency::Immediate | Urgency::Emergency));
        // Both people who approve it have to be allowed to read what is shared, and only medical staff read medical
        // data.
        let asked = if vital { asked.without(DataClass::Medical).without(DataClass::Asylum) } else { asked };
        if consent_id.is_none() && !vital {
            return None;
        }
        let organisation = organisation(service.organisation_id)?;
        // The consent covers everything that is requested, so the requested and the consented classes are equal.
        let opens = share_classes(consent_id.map(|_| asked), asked, organisation.organisation_type, purpose);
        let officer = staff_of(service.organisation_id)?;
        let reason_text =
            draw.chance(0.9).then(|| (*draw.pick(texts::reasons(service.service_type.coarse()))).to_owned());
        let medical = asked.holds(DataClass::Medical);
        let of_service = inference_class(service.service_type, organisation.organisation_type);
        let inference_class = with_what_is_told(of_service, purpose, asked);
        let referral = referral::Model::builder()
            .id(draw.id(at))
            .reference(String::new())
            .case_id(file.case.id)
            .from_organisation_id(file.case.organisation_id)
            .to_organisation_id(service.organisation_id)
            .service_id(service.id)
            .service_type(service.service_type)
            .urgency(urgency)
            .purpose(purpose)
            .classes(asked.to_bits())
            .inference_class(inference_class)
            .emergency_care(is_emergency_care(service.service_type, urgency, inference_class))
            .reason_code(match urgency {
                Urgency::Immediate | Urgency::Emergency => ReferralReason::Emergency,
                Urgency::Urgent | Urgency::Routine => ReferralReason::ServiceNeeded,
            })
            .created_at(at)
            .maybe_consent_id(consent_id)
            .maybe_legal_basis(vital.then_some(LegalBasis::VitalInterest))
            .from_worker_id(file.posting.assigned.id)
            .maybe_reason_text(reason_text)
            // The medical officer adds the part that only medical staff may read.
            .maybe_medical_text(medical.then(|| texts::MEDICAL_CONTENT.to_owned()))
            .medical_version(i32::from(medical))
            .maybe_medical_consent_id(consent_id.filter(|_| medical))
            .contact_restrictions((*draw.pick(texts::CONTACT_RESTRICTIONS)).to_owned())
            .build();
        Some(Journey::draft(draw, self.references, file, referral, opens, officer))
    }
}

fn urgency(draw: &mut Draw, file: &CaseFile, group: ServiceGroup) -> Urgency {
    if file.posting.part.referral().is_some() {
        return draw.weighted(&[(Urgency::Urgent, 0.3), (Urgency::Routine, 0.7)]);
    }
    let health = group == ServiceGroup::Health;
    draw.weighted(&[
        (Urgency::Immediate, if health { 0.03 } else { 0.005 }),
        (Urgency::Emergency, if health { 0.09 } else { 0.02 }),
        (Urgency::Urgent, 0.28),
        (Urgency::Routine, 0.65),
    ])
}

fn staff_of(organisation_id: Uuid) -> Option<&'static Worker> {
    staff(organisation_id, Role::NgoFocalPoint).chain(staff(organisation_id, Role::GovernmentHostOfficer)).next()
}

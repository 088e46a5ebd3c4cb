//! Facts that are recorded in the course of a case: vulnerabilities, immigration status, medical encounters, and staff
//! notes.

use chrono::{DateTime, Duration, Utc};
use entity::{
    case_note,
    codes::{
        AgeBand, DeterminantLevel, FitnessToTravel, ImmigrationStatus, Severity, Sex, VulnerabilityCategory,
        VulnerabilitySource,
    },
    immigration_status, medical_note, vulnerability,
};
use waystation::rules::medical;

use super::{case_file::CaseFile, posting::Part, texts};

use crate::{draw::Draw, rows::Rows};

/// Adds vulnerabilities, and sets risk, priority, access mode and the handling instruction of the case.
pub fn add_vulnerabilities(rows: &mut Rows, draw: &mut Draw, file: &mut CaseFile, now: DateTime<Utc>) {
    use VulnerabilityCategory as V;
    let mut gravity = 0;
    for category in categories(draw, file) {
        let grave = matches!(
            category,
            V::VotPresumed | V::VotConfirmed | V::GbvSurvivor | V::TortureSurvivor | V::WitnessAtRisk | V::SogiescRisk
        );
        let severity = draw.weighted(&[
            (Severity::Low, if grave { 0.0 } else { 0.35 }),
            (Severity::Moderate, if grave { 0.1 } else { 0.4 }),
            (Severity::High, if grave { 0.6 } else { 0.2 }),
            (Severity::Severe, if grave { 0.3 } else { 0.05 }),
        ]);
        gravity = gravity.max(if grave { 3 } else { severity as usize });
        let at = after_opening(draw, file, 12, now);
        rows.vulnerabilities.push(vulnerability::Model {
            id: draw.id(at),
            case_id: file.case.id,
            category,
            severity,
            determinant_level: draw.chance(0.6).then(|| {
                *draw.pick(&[
                    DeterminantLevel::Individual,
                    DeterminantLevel::Household,
                    DeterminantLevel::Community,
                    DeterminantLevel::Structural,
                ])
            }),
            identified_on: at.date_naive(),
            source: draw.weighted(&[
                (VulnerabilitySource::SelfReported, 0.4),
                (VulnerabilitySource::Screening, 0.35),
                (VulnerabilitySource::StaffObservation, 0.15),
                (VulnerabilitySource::MedicalAssessment, 0.1),
            ]),
            confirmed: category == V::VotConfirmed || draw.chance(0.6),
            notes: draw.chance(0.5).then(|| texts::vulnerability(category).to_owned()),
            worker_id: Some(file.posting.assigned.id),
            created_at: at,
            correction_id: None,
        });
        file.touched(at);
    }
    if matches!(file.posting.part, Part::Behind(_)) {
        gravity = 3;
    }
    file.weigh(draw, gravity);
    // Ordinary cases have handling instructions too, so that an instruction does not reveal its reason.
    if draw.chance(if gravity == 3 { 0.6 } else { 0.12 }) {
        file.case.handling_instruction = Some((*draw.pick(texts::HANDLING)).to_owned());
    }
    if draw.chance(0.02) {
        file.case.legal_restrictions = Some((*draw.pick(texts::LEGAL_RESTRICTIONS)).to_owned());
    }
}

/// Adds the immigration status at intake and, for some people, a later one.
pub fn add_immigration_status(rows: &mut Rows, draw: &mut Draw, file: &mut CaseFile, now: DateTime<Utc>) {
    use ImmigrationStatus as S;
    let first = if file.profile.country.code == file.case.country {
        S::NationalReturnee
    } else if file.profile.asylum {
        draw.weighted(&[(S::AsylumSeeker, 0.7), (S::Undetermined, 0.3)])
    } else {
        draw.weighted(&[
            (S::Irregular, 0.45),
            (S::FreeMovementEcowas, 0.28),
            (S::Stranded, 0.15),
            (S::Undetermined, 0.09),
            (S::RegularLabour, 0.015),
            (S::Visitor, 0.005),
            (S::AtRiskOfStatelessness, if file.posting.part.applies() { 0.0 } else { 0.01 }),
        ])
    };
    let second = match first {
        S::Undetermined if file.profile.asylum => Some(S::AsylumSeeker),
        S::AsylumSeeker if draw.chance(0.2) => {
            Some(draw.weighted(&[(S::Refugee, 0.7), (S::ComplementaryProtection, 0.3)]))
        }
        S::Undetermined if draw.chance(0.5) => Some(S::Irregular),
        _ => None,
    };
    let mut at = file.posting.opened_at;
    for status in [Some(first), second].into_iter().flatten() {
        let claims = matches!(status, S::AsylumSeeker | S::Refugee | S::ComplementaryProtection);
        rows.immigration_statuses.push(immigration_status::Model {
            id: draw.id(at),
            case_id: file.case.id,
            status,
            claim_reference: claims.then(|| format!("CL-{}", draw.digits(6, 10))),
            recorded_on: at.date_naive(),
            worker_id: Some(file.posting.assigned.id),
            created_at: at,
            correction_id: None,
        });
        file.case.immigration_status = Some(status);
        file.touched(at);
        at = after_opening(draw, file, 40, now);
    }
}

/// Adds an application for international protection: the latest status of the person.
pub fn add_claim(rows: &mut Rows, draw: &mut Draw, file: &mut CaseFile, at: DateTime<Utc>) {
    rows.immigration_statuses.retain(|row| row.case_id != file.case.id || row.created_at <= at);
    rows.immigration_statuses.push(immigration_status::Model {
        id: draw.id(at),
        case_id: file.case.id,
        status: ImmigrationStatus::AsylumSeeker,
        claim_reference: Some(format!("CL-{}", draw.digits(6, 10))),
        recorded_on: at.date_naive(),
        worker_id: Some(file.posting.assigned.id),
        created_at: at,
        correction_id: None,
    });
    file.case.immigration_status = Some(ImmigrationStatus::AsylumSeeker);
    file.profile.asylum = true;
    file.profile.returns = false;
    file.touched(at);
}

/// Adds medical encounters, and copies the operational facts to the case. A patient of the centre has one open
/// encounter.
pub fn add_medical_notes(rows: &mut Rows, draw: &mut Draw, file: &mut CaseFile, now: DateTime<Utc>) {
    let patient = file.posting.part == Part::Patient;
    if !patient && !draw.chance(0.35) {
        return;
    }
    let mut times: Vec<_> = (0..draw.number(1, 3)).map(|_| after_opening(draw, file, 25, now)).collect();
    times.sort_unstable();
    for at in times {
        let (code, summary, emergency) = *draw.pick(texts::FINDINGS);
        let fitness = draw.chance(0.5).then(|| {
            draw.weighted(&[
                (FitnessToTravel::Fit, 0.78),
                (FitnessToTravel::FitWithEscort, 0.08),
                (FitnessToTravel::Deferred, 0.11),
                (FitnessToTravel::Unfit, 0.03),
            ])
        });
        let allergies = draw.chance(0.06).then(|| (*draw.pick(texts::ALLERGIES)).to_owned());
        rows.medical_notes.push(
            medical_note::Model::builder()
                .id(draw.id(at))
                .case_id(file.case.id)
                .organisation_id(file.posting.organisation_id())
                .encounter_on(at.date_naive())
                .summary(summary.to_owned())
                .created_at(at)
                .worker_id(file.posting.medical.id)
                .maybe_icd_code(draw.chance(0.8).then(|| code.to_owned()))
                .maybe_fitness_to_travel(fitness)
                .maybe_valid_until(fitness.map(|_| at.date_naive() + Duration::days(30)))
                .maybe_allergies(allergies.clone())
                .emergency(emergency)
                .build(),
        );
        let until = at.date_naive() + Duration::days(30);
        if fitness.is_some() {
            (file.case.fitness_to_travel, file.case.fitness_valid_until) = (fitness, Some(until));
        }
        let known = file.case.allergies.take();
        file.case.allergies = medical::allergies(known.as_deref(), allergies.as_deref(), &[]).unwrap_or(known);
        file.case.medical_emergency = emergency;
        file.touched(at);
    }
    if patient || draw.chance(0.15) {
        file.case.medical_worker_id = Some(file.posting.medical.id);
    }
}

/// Adds the notes of the case worker, until now or until the case was closed.
pub fn add_case_notes(rows: &mut Rows, draw: &mut Draw, file: &mut CaseFile, now: DateTime<Utc>) {
    for _ in 0..draw.number(0, 3) {
        let at = draw.time(file.posting.opened_at, file.case.closed_at.unwrap_or(now));
        rows.case_notes.push(case_note::Model {
            id: draw.id(at),
            case_id: file.case.id,
            organisation_id: file.posting.organisation_id(),
            worker_id: Some(file.posting.assigned.id),
            text: (*draw.pick(texts::NOTES)).to_owned(),
            created_at: at,
            correction_id: None,
        });
        file.touched(at);
    }
}

fn after_opening(draw: &mut Draw, file: &CaseFile, days: i64, now: DateTime<Utc>) -> DateTime<Utc> {
    let opened_at = file.posting.opened_at;
    draw.time(opened_at, now.min(opened_at + Duration::days(days)))
}

fn categories(draw: &mut Draw, file: &CaseFile) -> Vec<VulnerabilityCategory> {
    use VulnerabilityCategory as V;
    let profile = &file.profile;
    let woman = profile.sex == Sex::Female && !profile.child;
    let of = |applies: bool, probability: f64| if applies { probability } else { 0.0 };
    let old = profile.birth.band(file.posting.opened_at.date_naive()) == AgeBand::From60;
    let table = [
        (V::UnaccompaniedChild, of(profile.alone, 1.0)),
        (V::SeparatedChild, of(profile.child && !profile.alone, 0.06)),
        (V::ChildAtRisk, of(profile.child, 0.12)),
        (V::SingleParent, of(woman, 0.15)),
        (V::PregnantLactating, of(woman, 0.12)),
        (V::OlderPerson, of(old, 0.8)),
        (V::DisabilityPhysical, 0.01),
        (V::DisabilitySensory, 0.004),
        (V::SeriousMedical, 0.015),
        (V::ChronicIllness, 0.035),
        (V::Malnourished, of(profile.child, 0.1)),
        (V::MentalDistress, 0.06),
        (V::VotConfirmed, of(profile.trafficked, 0.6)),
        (V::ForcedLabour, 0.025),
        (V::GbvSurvivor, of(woman, 0.12)),
        (V::TortureSurvivor, 0.008),
        (V::WitnessAtRisk, 0.001),
        (V::DetentionSurvivor, 0.09),
        (V::SmuggledDebtBonded, 0.03),
        (V::StatelessRisk, of(!file.posting.part.applies(), 0.005)),
        (V::NoDocuments, of(!profile.documented, 0.3)),
        (V::SogiescRisk, 0.002),
        (V::VictimOfExpulsionViolence, 0.12),
        (V::DesertRescueSurvivor, 0.1),
        (V::Stranded, 0.2),
        (V::SubstanceDependence, 0.006),
    ];
    let mut found: Vec<_> =
        table.into_iter().filter(|(_, probability)| draw.chance(*probability)).map(|(category, _)| category).collect();
    if profile.trafficked && !found.contains(&V::VotConfirmed) {
        found.push(V::VotPresumed);
    }
    found
}

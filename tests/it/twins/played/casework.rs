//! Secrets of the case file.

use entity::codes::DataClass as D;
use uuid::Uuid;
use waystation::access::class::ClassSet;

use super::{
    super::people::Reader,
    Secret,
    acting::{Acting, named, next, of_case, step},
};
use crate::support::{entries, family};

const FILE: fn(ClassSet) -> bool = |reads| reads.holds(D::Operational);

/// Secrets of doctor and patient, and a case that nobody else may know of.
pub(super) fn medical(acting: &Acting<'_>) -> Vec<Secret> {
    let note =
        format!("{}, encounterOn: \"2023-11-01\", summary: \"ill\", fitnessToTravel: FIT_WITH_ESCORT", acting.case());
    let entry = entry(acting, "medicalNoteId", "MedicalNote");
    let right = "{ encounterOn: \"2023-11-02\", summary: \"asthma\" }";
    let corrected = format!("{entry}, kind: CORRECTED, reason: \"mixed up\", to: {right}");
    vec![
        opened(acting),
        encounter(acting),
        acting.secret(
            "a medical note was written",
            |reads| reads.holds(D::Medical),
            vec![step(&acting.doctor, "addMedicalNote", note)],
        ),
        acting.secret(
            "a medical note was corrected",
            |reads| reads.holds(D::Medical),
            vec![step(&acting.doctor, "correctMedicalNote", corrected)],
        ),
    ]
}

/// Secrets of people who need international protection.
pub(super) fn asylum(acting: &Acting<'_>) -> Vec<Secret> {
    let case = acting.case();
    let visitor = format!(
        "{}, kind: CORRECTED, reason: \"typed\", to: {{ status: VISITOR, recordedOn: \"2023-11-02\" }}",
        entry(acting, "immigrationStatusRecordId", "ImmigrationStatusRecord")
    );
    let claim = format!("{case}, version: $version, status: ASYLUM_SEEKER, recordedOn: \"2023-11-01\"");
    vec![
        acting.secret(
            "an immigration status was corrected",
            |reads| reads.holds(D::Asylum),
            vec![step(&acting.officer, "correctImmigrationStatus", visitor)],
        ),
        acting.secret(
            "an asylum claim was recorded",
            |reads| reads.holds(D::Asylum),
            vec![step(&acting.officer, "recordImmigrationStatus", claim)],
        ),
        acting.secret(
            "a risk of statelessness was recorded",
            |reads| reads.holds(D::Asylum) && reads.holds(D::Protection),
            vec![step(&acting.officer, "addVulnerability", vulnerability(&case, "STATELESS_RISK"))],
        ),
    ]
}

/// Secrets of protection, the narrowest group of readers first.
pub(super) fn protection(acting: &Acting<'_>) -> Vec<Secret> {
    let (case, officer) = (acting.case(), &acting.officer);
    let assessed = format!(
        "{case}, outcome: DECIDES_WITH_SUPPORT, assessedOn: \"2023-11-01\", validUntil: \"2023-12-01\", \
         reason: \"confused\""
    );
    let relative = named("familyLinkId", "FamilyLink", family::relative_id(&acting.twins.case));
    let decided = format!("{case}, {relative}, version: 1, status: VERIFIED, grounds: \"called\"");
    let ended = format!("{}, kind: ENDED, reason: \"she is safe\"", entry(acting, "vulnerabilityId", "Vulnerability"));
    let right = "{ outcome: HAS_CAPACITY, assessedOn: \"2023-11-01\", validUntil: \"2023-12-01\", reason: \"awake\" }";
    let reassessed = format!(
        "{}, kind: CORRECTED, reason: \"typed\", to: {right}",
        entry(acting, "capacityAssessmentId", "CapacityAssessment")
    );
    let rewritten =
        format!("{}, kind: CORRECTED, reason: \"typed\", to: \"seen twice\"", entry(acting, "caseNoteId", "CaseNote"));
    let endangered = format!("{case}, version: $version, protectedVersion: 1, riskLevel: IMMINENT");
    let restricted = format!("{case}, version: $version, protectedVersion: 2, legalRestrictions: \"may not leave\"");
    vec![
        acting.secret(
            "trafficking was recorded",
            |reads| reads.holds(D::Protection),
            vec![step(officer, "addVulnerability", vulnerability(&case, "VOT_CONFIRMED"))],
        ),
        acting.secret(
            "a vulnerability ended",
            |reads| reads.holds(D::Protection),
            vec![step(officer, "correctVulnerability", ended)],
        ),
        acting.secret(
            "a relative was recorded and verified",
            |reads| reads.holds(D::Protection),
            vec![
                step(officer, "recordFamilyLink", format!("{case}, relation: SIBLING, relativeName: \"Saran\"")),
                step(officer, "decideFamilyLink", decided),
            ],
        ),
        acting.secret(
            "the danger to the person became greater",
            |reads| reads.holds(D::Protection),
            vec![step(officer, "updateCase", endangered)],
        ),
        acting.secret(
            "a case worker wrote a note",
            |reads| reads.holds(D::Staff),
            vec![
                step(&acting.worker, "addCaseNote", format!("{case}, text: \"seen\"")),
                step(&acting.worker, "correctCaseNote", rewritten),
            ],
        ),
        acting.secret(
            "the capacity of the person was assessed",
            |reads| reads.holds(D::Protection),
            vec![
                step(officer, "recordCapacityAssessment", assessed),
                step(officer, "correctCapacityAssessment", reassessed),
            ],
        ),
        acting
            .secret(
                "a court restricted the person",
                // A manager reads that there are restrictions.
                |reads| reads.holds(D::Legal) || reads.holds(D::LegalCoarse),
                vec![step(officer, "updateCase", restricted)],
            )
            // The person agreed that this agency reads LEGAL.
            .also(&[Reader::HostEnforcement]),
    ]
}

/// What everybody at home may know, and nobody else.
pub(super) fn secrets(acting: &Acting<'_>) -> Vec<Secret> {
    let child = acting.cast.child.id;
    let of_child = |name, steps| of_case(child, name, FILE, steps);
    let input = format!("{}, version: $version", named("caseId", "Case", child));
    let closed = format!("{input}, reason: REFERRED_ASYLUM");
    let cleared = format!("{}, version: $version", acting.case());
    let lawful = format!("{cleared}, status: IRREGULAR, recordedOn: \"2023-11-02\"");
    let family = format!("{input}, {}, role: CHILD", named("otherCaseId", "Case", acting.twins.case.id));
    vec![
        of_child(
            "a child travels with the family, and then alone",
            vec![step(&acting.officer, "joinHousehold", family), next(&acting.officer, "leaveHousehold", "case", "")],
        ),
        of_child(
            "a child had a bed and was reunified with the family",
            vec![
                step(&acting.worker, "recordArrival", input.clone()),
                next(&acting.worker, "updateStay", "case", ", expectedUntil: \"2023-12-24\""),
                next(&acting.worker, "recordDeparture", "case", ", reason: REUNIFIED"),
            ],
        ),
        of_child("a case was closed because of asylum", vec![step(&acting.officer, "closeCase", closed)]),
        of_child("the case was opened again", vec![step(&acting.officer, "reopenCase", input)]),
        acting.secret(
            "the signs of protection were cleared",
            |reads| reads.holds(D::Asylum),
            vec![
                step(&acting.officer, "recordImmigrationStatus", lawful),
                step(&acting.officer, "clearProtectionMarker", format!("{cleared}, reason: \"a mistake\"")),
            ],
        ),
    ]
}

fn vulnerability(case: &str, category: &str) -> String {
    format!("{case}, category: {category}, severity: SEVERE, identifiedOn: \"2023-11-01\", source: SCREENING")
}

fn opened(acting: &Acting<'_>) -> Secret {
    let centre = named("centreId", "Centre", acting.twins.agadez.id);
    let person = "person: { names: [{ given: \"Mariama\", script: \"Latn\", type: CLAIMED }], sex: FEMALE }";
    of_case(
        Uuid::nil(),
        "a case was opened and sealed",
        |reads| reads.holds(D::OperationalCoarse),
        vec![
            step(&acting.officer, "openCase", format!("{centre}, {person}")),
            next(&acting.officer, "updateCase", "case", ", protectedVersion: 1, accessMode: SEALED"),
        ],
    )
}

fn encounter(acting: &Acting<'_>) -> Secret {
    let twins = acting.twins;
    let company = twins.ids.iter().filter(|(record, id)| *record == "Case" && *id != twins.case.id).map(|(_, id)| *id);
    let other = company.min().expect("there is company");
    let doctor = named("medicalWorkerId", "Worker", acting.doctor.worker_id);
    let assigned = format!("{}, version: $version, {doctor}", named("caseId", "Case", other));
    of_case(
        other,
        "a doctor sees somebody",
        |reads| reads.holds(D::Medical),
        vec![step(&acting.reader(Reader::CentreManager), "assignCase", assigned)],
    )
    .also(&[Reader::Doctor])
}

/// The fields of an input that name an entry on file.
fn entry(acting: &Acting<'_>, field: &str, record: &str) -> String {
    format!("{}, {}", acting.case(), named(field, record, entries::id(&acting.twins.case, record)))
}

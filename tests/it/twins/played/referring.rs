//! Secret referrals: to services for survivors, to the protection agency, to a psychologist. Each mutation that a
//! referral can meet is played.

use entity::{codes::DataClass as D, service};
use waystation::access::{class::ClassSet, viewer::Viewer};

use super::{
    super::people::Reader,
    Secret, Step,
    acting::{Acting, named, next, step},
    players::Cast,
};

const SURVIVOR: fn(ClassSet) -> bool = |reads| reads.holds(D::Protection);

/// To a psychologist.
pub(super) fn medical(acting: &Acting<'_>) -> Vec<Secret> {
    const MEDICAL: fn(ClassSet) -> bool = |reads| reads.holds(D::Medical);
    // The worker of record and protection officers know of emergency care, and not what it is about.
    const AT_NIGHT: &[Reader] =
        &[Reader::AssignedCaseWorker, Reader::ProtectionOfficer, Reader::CountryProtectionOfficer];
    let (doctor, sessions) = (&acting.doctor, &acting.cast.sessions);
    let mut emergency = sent(acting, &acting.worker, sessions);
    emergency[0].input = emergency[0].input.replace("ROUTINE", "EMERGENCY");
    let content = format!(", text: \"seen\", {}", named("consentId", "Consent", acting.cast.consent.id));
    vec![
        acting.secret(
            "somebody was with a psychologist",
            MEDICAL,
            revoked(acting, doctor, sessions, &acting.cast.focal_point),
        ),
        acting.secret("the person needs emergency care", MEDICAL, emergency).also(AT_NIGHT),
        acting.secret(
            "the doctor wrote what the emergency is",
            MEDICAL,
            vec![next(doctor, "addReferralMedicalContent", "referral", &content)],
        ),
    ]
}

/// To the protection agency.
pub(super) fn asylum(acting: &Acting<'_>) -> Vec<Secret> {
    let steps = revoked(acting, &acting.officer, &acting.cast.asylum, &acting.cast.agency);
    vec![acting.secret("somebody was with UNHCR", |reads| reads.holds(D::Asylum), steps)]
}

/// To services for survivors.
pub(super) fn survivors(acting: &Acting<'_>) -> Vec<Secret> {
    let Acting { officer, cast, .. } = acting;
    let (shelter, focal) = (&cast.shelter, &cast.focal_point);
    let secret = |name, then: Vec<Step>| {
        let steps = sent(acting, officer, shelter).into_iter().chain(then).collect();
        acting.secret(name, SURVIVOR, steps)
    };
    let redirected = format!(", {}", named("serviceId", "Service", cast.refuge.id));
    let scheduled = ", scheduledFor: \"2023-11-20T08:00:00Z\"";
    let ended = format!("{}, reason: PROTECTION_HOLD", named("shareId", "Share", cast.share.id));
    vec![
        acting.secret("somebody was with a service for survivors", SURVIVOR, revoked(acting, officer, shelter, focal)),
        secret(
            "a service for survivors asked, began and gave up",
            vec![
                next(focal, "acknowledgeReferral", "referral", ""),
                next(focal, "reviewReferral", "referral", ""),
                next(focal, "requestReferralInformation", "referral", ", question: \"when?\""),
                next(officer, "giveReferralInformation", "referral", ", answer: \"now\""),
                next(focal, "acceptReferral", "referral", ""),
                next(focal, "scheduleReferral", "referral", scheduled),
                next(focal, "markReferralNoShow", "referral", ""),
                next(focal, "scheduleReferral", "referral", scheduled),
                next(focal, "startReferral", "referral", ""),
                next(focal, "markReferralNotCompleted", "referral", ", reason: CLIENT_LEFT_AREA"),
            ],
        ),
        secret("a service for survivors helped", {
            let mut steps = Vec::from(accepted(focal));
            steps.push(next(focal, "scheduleReferral", "referral", scheduled));
            steps.push(next(focal, "startReferral", "referral", ""));
            steps.push(next(focal, "completeReferral", "referral", ", outcome: SERVICE_PROVIDED"));
            steps
        }),
        secret(
            "one service for survivors declined, and another one was asked",
            vec![
                next(focal, "acknowledgeReferral", "referral", ""),
                next(focal, "reviewReferral", "referral", ""),
                next(focal, "declineReferral", "referral", ", reason: NO_CAPACITY"),
                next(officer, "redirectReferral", "referral", &redirected),
                next(officer, "cancelReferral", "referral", ", reason: SENDER_REQUEST"),
            ],
        ),
        secret(
            "a referral to a service for survivors was a mistake",
            vec![next(officer, "markReferralEnteredInError", "referral", ", text: \"the wrong person\"")],
        ),
        acting.secret("a service for survivors reads no more", SURVIVOR, vec![step(officer, "endShare", ended)]),
    ]
}

/// A referral is accepted and revoked.
fn revoked(acting: &Acting<'_>, by: &Viewer, service: &service::Model, receiver: &Viewer) -> Vec<Step> {
    let mut steps = sent(acting, by, service);
    steps.extend(accepted(receiver));
    steps.push(next(by, "revokeReferral", "referral", ", reason: SENDER_REQUEST"));
    steps
}

fn accepted(receiver: &Viewer) -> [Step; 3] {
    ["acknowledgeReferral", "reviewReferral", "acceptReferral"].map(|mutation| next(receiver, mutation, "referral", ""))
}

/// A referral is drafted and sent.
fn sent(acting: &Acting<'_>, by: &Viewer, service: &service::Model) -> Vec<Step> {
    let Cast { asylum, consent, refuge_consent, .. } = acting.cast;
    let consent = if service.id == asylum.id { refuge_consent } else { consent };
    let draft = format!(
        "{}, {}, {}, urgency: ROUTINE, purpose: REFERRAL_SERVICE, classes: [OPERATIONAL, IDENTITY], \
         contactRestrictions: \"none\"",
        acting.case(),
        named("serviceId", "Service", service.id),
        named("consentId", "Consent", consent.id),
    );
    let called = ", contactRestrictions: \"call after 18:00\"";
    let changed = next(by, "updateReferral", "referral", called);
    vec![step(by, "draftReferral", draft), changed, next(by, "sendReferral", "referral", "")]
}

//! Secret decisions: consents, and what a second person decides.

use entity::codes::DataClass as D;
use waystation::access::class::ClassSet;

use super::{
    Secret,
    acting::{Acting, named, next, of_case, step},
};

/// Without its purpose and recipients a consent looks like any other.
const CONSENT: fn(ClassSet) -> bool =
    |reads| reads.holds(D::StaffCoarse) && (reads.holds(D::Asylum) || !reads.holds(D::Staff));

/// Sharing with a service for survivors without consent, and the best interest of a child.
pub(super) fn survivors(acting: &Acting<'_>) -> Vec<Secret> {
    let mut secrets = overrides(acting);
    secrets.push(best_interest(acting));
    secrets
}

fn overrides(acting: &Acting<'_>) -> Vec<Secret> {
    const PROTECTION: fn(ClassSet) -> bool = |reads| reads.holds(D::Protection);
    let Acting { officer, cast, .. } = acting;
    let second = &cast.second_officer;
    let draft = || {
        let draft = format!(
            "{}, {}, urgency: EMERGENCY, purpose: REFERRAL_SERVICE, classes: [OPERATIONAL, IDENTITY], \
             contactRestrictions: \"none\", legalOverride: {{ legalBasis: VITAL_INTEREST, reason: \"unconscious\" }}",
            acting.case(),
            named("serviceId", "Service", cast.shelter.id)
        );
        step(officer, "draftReferral", draft)
    };
    let next = |by, mutation, more: &str| next(by, mutation, "legalOverride", more);
    vec![
        acting.secret("sharing with a service for survivors was refused", PROTECTION, {
            vec![draft(), next(second, "refuseLegalOverride", ", reason: \"awake\"")]
        }),
        acting.secret("sharing with a service for survivors was approved and ended", PROTECTION, {
            vec![draft(), next(second, "approveLegalOverride", ""), next(officer, "endLegalOverride", "")]
        }),
        acting.secret("sharing with a service for survivors was approved and renewed", PROTECTION, {
            vec![
                draft(),
                next(second, "approveLegalOverride", ""),
                step(officer, "sendReferral", "referralId: \"$referral\", version: $version"),
                next(officer, "renewLegalOverride", ", reason: \"still unconscious\""),
                step(officer, "revokeReferral", "referralId: \"$referral\", version: $version, reason: SENDER_REQUEST"),
            ]
        }),
    ]
}

fn best_interest(acting: &Acting<'_>) -> Secret {
    let child = acting.cast.child.id;
    let about = [named("caseId", "Case", child), named("receiverId", "Organisation", acting.twins.house.id)].join(", ");
    let request = format!("{about}, purpose: REFERRAL_SERVICE, grounds: \"alone\"");
    let more = ", outcome: IN_FAVOUR, reason: \"better there\"";
    let steps = vec![
        step(&acting.worker, "requestBestInterestDetermination", request),
        step(
            &acting.officer,
            "decideBestInterestDetermination",
            format!("determinationId: \"$bestInterestDetermination\", version: $version{more}"),
        ),
    ];
    of_case(child, "the best interest of a child was determined", |reads| reads.holds(D::Protection), steps)
}

pub(super) fn orders(acting: &Acting<'_>) -> Vec<Secret> {
    const LEGAL: fn(ClassSet) -> bool = |reads| reads.holds(D::Legal) && reads.holds(D::ProtectionCoarse);
    let protection_data = &acting.cast.data_officer;
    let order = "legalOrderId: \"$legalOrder\", version: $version";
    let recorded = format!(
        "{}, {}, reference: \"1\", reason: \"a court\", classes: [PROTECTION], validUntil: \"2023-12-01T00:00:00Z\"",
        acting.case(),
        named("organisationId", "Organisation", acting.twins.police.id)
    );
    vec![
        acting.secret(
            "the police asked for the person",
            LEGAL,
            vec![step(&acting.officer, "recordLegalOrder", recorded)],
        ),
        // Not even the police notice afterwards what they could read for a while.
        acting.secret(
            "the police were allowed to read of the person, and then no more",
            LEGAL,
            vec![step(protection_data, "approveLegalOrder", order), step(&acting.officer, "endLegalOrder", order)],
        ),
    ]
}

pub(super) fn consents(acting: &Acting<'_>) -> Vec<Secret> {
    let Acting { officer, cast, .. } = acting;
    let recorded = format!(
        "{}, givenBy: SELF, method: WRITTEN, language: \"fr\", interpreterUsed: false, purpose: REFERRAL_SERVICE, \
         recipients: [{{ {} }}], classes: [OPERATIONAL, ASYLUM], readBackConfirmed: true, notTiedToAssistance: true",
        acting.case(),
        named("organisationId", "Organisation", cast.asylum.organisation_id)
    );
    let withdrawn = format!("{}, version: $version", named("consentId", "Consent", cast.withdrawn.id));
    vec![
        acting.secret("the person agreed that UNHCR may know", CONSENT, vec![step(officer, "recordConsent", recorded)]),
        acting.secret(
            "the person no longer agrees that UNHCR may know",
            CONSENT,
            vec![step(officer, "withdrawConsent", withdrawn)],
        ),
    ]
}

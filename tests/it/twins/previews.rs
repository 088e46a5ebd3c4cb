//! Questions what an organisation would read of a case.

use uuid::Uuid;
use waystation::global_id;

use super::people::Twins;

/// For the case of the secrets, also with two of its consents.
pub fn all(twins: &Twins, ids: &[(&'static str, Uuid)]) -> Vec<String> {
    let of = |record: &'static str| {
        let mut found: Vec<_> = ids.iter().filter(|(name, _)| *name == record).map(|(_, id)| *id).collect();
        found.dedup();
        found.into_iter().map(move |id| global_id::encode(record, id)).collect::<Vec<_>>()
    };
    let classes = "classes: [OPERATIONAL, IDENTITY, CONTACT, PROTECTION, MEDICAL, ASYLUM, STAFF]";
    let answer =
        "{ purpose consentId classes { dataClass opened code refusal { code message } } roles { role classes } }";
    let agency = global_id::encode("Organisation", twins.distant[0].organisation_id);
    let ngo = global_id::encode("Organisation", twins.ngo_other.id);
    let own = global_id::encode("Case", twins.case.id);
    let ask = |case: &str, to: &str, more: &str| {
        format!("previewShare(caseId: \"{case}\", organisationId: \"{to}\", {classes}{more}) {answer}")
    };
    // Few, because each takes several statements and is asked again after every secret.
    let mut questions = vec![
        ask(&own, &ngo, ", serviceType: VOT_SUPPORT"),
        ask(&own, &agency, ", purpose: LEGAL_PROCEEDING, serviceType: HEALTH_EMERGENCY"),
    ];
    let consents = of("Consent").into_iter().take(2);
    questions.extend(consents.map(|consent| ask(&own, &agency, &format!(", consentId: \"{consent}\""))));
    questions
}

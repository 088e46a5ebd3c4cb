//! Mutations that change nothing, because each names a wrong version: a refusal reveals no more than a field.

use std::collections::BTreeSet;

use serde_json::json;
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id, graphql::engine::Engine};

use super::people::Twins;
use crate::support::World;

/// The mutations, each with its input.
pub fn mutations(twins: &Twins, ids: &[(&'static str, Uuid)]) -> Vec<(&'static str, String)> {
    let of = |record: &str| ids.iter().filter(move |(name, _)| *name == record).map(|(_, id)| *id).collect::<Vec<_>>();
    let cases = of("Case").into_iter().filter(|id| !twins.company.contains(id));
    let mut mutations = Vec::new();
    for id in cases {
        let id = format!("caseId: \"{}\", version: 0", global_id::encode("Case", id));
        mutations.extend([
            ("updateCase", format!("{id}, protectedVersion: 1, riskLevel: LOW")),
            ("closeCase", format!("{id}, reason: COMPLETED")),
            ("recordArrival", id.clone()),
            ("updateStay", format!("{id}, expectedUntil: null")),
            ("recordDeparture", format!("{id}, reason: LEFT_VOLUNTARILY")),
        ]);
    }
    for id in of("Consent") {
        let id = global_id::encode("Consent", id);
        mutations.push(("withdrawConsent", format!("consentId: \"{id}\", version: 0")));
    }
    for id in of("Referral") {
        let id = format!("referralId: \"{}\", version: 0", global_id::encode("Referral", id));
        mutations.extend([("sendReferral", id.clone()), ("acceptReferral", id)]);
    }
    for id in of("LegalOrder") {
        let id = global_id::encode("LegalOrder", id);
        mutations.push(("endLegalOrder", format!("legalOrderId: \"{id}\", version: 0")));
    }
    for id in of("Transfer") {
        let id = global_id::encode("Transfer", id);
        mutations.push(("cancelTransfer", format!("transferId: \"{id}\", version: 0")));
    }
    for id in of("LegalOverride") {
        let id = format!("legalOverrideId: \"{}\", version: 0", global_id::encode("LegalOverride", id));
        mutations.extend([("approveLegalOverride", id.clone()), ("endLegalOverride", id)]);
    }
    for id in of("BestInterestDetermination") {
        let id = global_id::encode("BestInterestDetermination", id);
        let decided = format!("determinationId: \"{id}\", version: 0, outcome: AGAINST, reason: \"no\"");
        mutations.push(("decideBestInterestDetermination", decided));
    }
    for id in of("ConsularRequest") {
        let id = format!("consularRequestId: \"{}\", version: 0", global_id::encode("ConsularRequest", id));
        let gate = format!("{id}, gate: A_INTERNATIONAL_PROTECTION, outcome: PASS");
        mutations.extend([("holdConsularRequest", id), ("decideProtectionGate", gate)]);
    }
    // The reason is none that somebody may give.
    for id in of("Share") {
        let id = global_id::encode("Share", id);
        mutations.push(("endShare", format!("shareId: \"{id}\", reason: COMPLETED")));
    }
    // Records that an input names beside its own: it is refused for what it lacks, after all of them were looked at.
    let case = format!("caseId: \"{}\"", global_id::encode("Case", twins.case.id));
    let service = global_id::encode("Service", twins.service.id);
    for id in of("Consent") {
        let consent = global_id::encode("Consent", id);
        mutations.push((
            "draftReferral",
            format!(
                "{case}, serviceId: \"{service}\", consentId: \"{consent}\", urgency: ROUTINE, purpose: MEDIA, classes: [OPERATIONAL]"
            ),
        ));
    }
    for id in of("Service") {
        let service = global_id::encode("Service", id);
        mutations.push((
            "draftReferral",
            format!("{case}, serviceId: \"{service}\", urgency: ROUTINE, purpose: MEDIA, classes: [OPERATIONAL]"),
        ));
    }
    for id in of("Referral") {
        let referral = global_id::encode("Referral", id);
        mutations.push(("recordArrival", format!("{case}, version: 0, holdForReferralId: \"{referral}\"")));
    }
    for id in of("Centre") {
        let centre = global_id::encode("Centre", id);
        mutations.push(("proposeTransfer", format!("{case}, toCentreId: \"{centre}\", reason: \"\"")));
    }
    mutations
}

/// One document of the mutations that the viewer's schema has, each with a new key, because an old key would replay its stored
/// answer. `None` if it has none of them.
pub async fn document(
    world: &World,
    engine: &Engine,
    viewer: &Viewer,
    mutations: &[(&'static str, String)],
) -> Option<String> {
    let visible = "{ __schema { mutationType { fields { name } } } }";
    let visible = world.ask(engine, viewer, visible, json!({})).await;
    let fields = visible["data"]["__schema"]["mutationType"]["fields"].as_array().cloned().unwrap_or_default();
    let names: BTreeSet<_> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
    let possible: Vec<_> = mutations.iter().filter(|(mutation, _)| names.contains(mutation)).collect();
    let asked = possible.iter().enumerate().map(|(number, (mutation, input))| {
        let key = Uuid::now_v7();
        format!(
            "m{number}: {mutation}(idempotencyKey: \"{key}\", input: {{ {input} }}) {{ userErrors {{ code field message }} }}\n"
        )
    });
    let asked: String = asked.collect();
    (!asked.is_empty()).then(|| format!("mutation {{ {asked} }}"))
}

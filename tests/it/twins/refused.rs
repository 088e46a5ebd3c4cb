//! Mutations that change nothing, because each names a wrong version: a refusal reveals no more than a field.

use uuid::Uuid;
use waystation::global_id;

use super::people::Twins;

/// The mutations, each with its input.
pub fn mutations(twins: &Twins, ids: &[(&'static str, Uuid)]) -> Vec<(&'static str, String)> {
    let of = |record: &str| ids.iter().filter(move |(name, _)| *name == record).map(|(_, id)| *id).collect::<Vec<_>>();
    let cases = of("Case").into_iter().chain([twins.case.id]).map(|id| ("Case", "case", id));
    let mut mutations = Vec::new();
    for (record, field, id) in cases {
        let id = format!("{field}: \"{}\", version: 0", global_id::encode(record, id));
        mutations.extend([
            ("updateCase", format!("{id}, priority: HIGH")),
            ("updateCase", format!("{id}, riskLevel: LOW")),
            ("assignCase", format!("{id}, assignedWorker: null")),
            ("closeCase", format!("{id}, reason: COMPLETED")),
            ("reopenCase", id.clone()),
            ("recordImmigrationStatus", format!("{id}, status: STRANDED, recordedOn: \"2023-11-01\"")),
            ("recordArrival", id.clone()),
            ("recordDeparture", format!("{id}, reason: LEFT_VOLUNTARILY")),
        ]);
    }
    for id in of("Consent") {
        let id = global_id::encode("Consent", id);
        mutations.push(("withdrawConsent", format!("consent: \"{id}\", version: 0")));
    }
    for id in of("Referral") {
        let id = format!("referral: \"{}\", version: 0", global_id::encode("Referral", id));
        mutations.extend([
            ("sendReferral", id.clone()),
            ("acceptReferral", id.clone()),
            ("revokeReferral", format!("{id}, reason: SENDER_REQUEST")),
        ]);
    }
    for id in of("LegalOrder") {
        let id = global_id::encode("LegalOrder", id);
        mutations.push(("endLegalOrder", format!("order: \"{id}\", version: 0")));
    }
    for id in of("Transfer") {
        let id = global_id::encode("Transfer", id);
        mutations.push(("cancelTransfer", format!("transfer: \"{id}\", version: 0")));
    }
    mutations
}

/// One document of all mutations, each with a new key, because an old key would replay its stored answer.
pub fn document(mutations: &[(&'static str, String)]) -> String {
    let asked = mutations.iter().enumerate().map(|(number, (mutation, input))| {
        let key = Uuid::now_v7();
        format!(
            "m{number}: {mutation}(idempotencyKey: \"{key}\", input: {{ {input} }}) {{ userErrors {{ code field message }} }}\n"
        )
    });
    format!("mutation {{ {} }}", asked.collect::<String>())
}

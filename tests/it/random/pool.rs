//! The identifiers that inputs are made of: records that a persona finds in its own lists, and records of recent changes.

use std::collections::{BTreeMap, VecDeque};

use rand::{RngExt as _, rngs::ChaCha8Rng, seq::IndexedRandom as _};
use serde_json::Value;

/// How many recent records of each type are kept.
const RECENT: usize = 12;

/// Queries that find records. Each object with `__typename` and `id` counts.
pub const LISTS: [&str; 10] = [
    // Twice as likely as the cases of others, because these can be worked on.
    "{ cases(first: 100, filter: { assignedToMe: true, status: [OPEN, ACTIVE] }) { nodes { __typename id
        person { __typename id names { __typename id } nationalities { __typename id } languages { __typename id }
        identifiers { __typename id } contacts { __typename id } }
        familyLinks { __typename id } vulnerabilities { __typename id } medicalNotes { __typename id }
        immigrationStatuses { __typename id } capacityAssessments { __typename id } caseNotes { __typename id }
        consents(first: 10) { __typename id }
        again: referrals(first: 10) { nodes { __typename id } } } } }",
    "{ cases(first: 60, orderBy: { field: OPENED_AT, direction: DESC }) { nodes { __typename id
        person { __typename id merges { __typename id } }
        consents(first: 10) { __typename id } shares { nodes { __typename id } }
        consularRequests(first: 5) { __typename id } legalOrders(first: 5) { __typename id }
        legalOverrides(first: 5) { __typename id } bestInterestDeterminations(first: 5) { __typename id } } } }",
    "{ incoming: referrals(box: INCOMING, first: 60) { nodes { __typename id } }
        outgoing: referrals(box: OUTGOING, first: 60) { nodes { __typename id case { __typename id } } } }",
    "{ transfers(first: 60) { nodes { __typename id } } legalOverrides(first: 60) { nodes { __typename id } }
        personMatches(first: 60) { nodes { __typename id case { __typename id } } } }",
    "{ consularRequests(first: 60) { nodes { __typename id case { __typename id } } } }",
    "{ services(first: 100) { nodes { __typename id } } consularPosts(first: 60) { nodes { __typename id } } }",
    "{ centres(first: 100) { nodes { __typename id } } organisations(first: 100) { nodes { __typename id } } }",
    "{ colleagues(first: 60) { nodes { __typename id } } }",
    "{ webhooks(first: 60) { nodes { __typename id } } }",
    "{ consularPackets(first: 25) { nodes { __typename reference } } }",
];

/// Identifiers by type, each with the case that it was found in.
#[derive(Default)]
pub struct Pool(BTreeMap<String, Vec<(String, Option<String>)>>);

impl Pool {
    /// Adds each record of an answer. A record inside a case, or with a case inside, belongs to that case.
    pub fn add(&mut self, answer: &Value, above: Option<&str>) {
        if let Value::Array(items) = answer {
            for item in items {
                self.add(item, above);
            }
        }
        let Value::Object(fields) = answer else { return };
        let id = ["id", "reference"].iter().find_map(|name| answer[name].as_str());
        let is_case = answer["__typename"] == "Case";
        let of = if is_case { id } else { answer["case"]["id"].as_str().or(above) };
        if let (Some(name), Some(id)) = (answer["__typename"].as_str(), id) {
            self.0.entry(name.to_owned()).or_default().push((id.to_owned(), of.map(str::to_owned)));
        }
        fields.values().for_each(|value| self.add(value, of));
    }

    /// The case in which a record was found.
    pub fn case_of(&self, name: &str, id: &str) -> Option<String> {
        self.0.get(name)?.iter().find(|(found, _)| found == id)?.1.clone()
    }

    /// An identifier of this type, if possible of this case.
    fn pick(&self, name: &str, of: Option<&str>, rng: &mut ChaCha8Rng) -> Option<String> {
        let all = self.0.get(name)?;
        let here: Vec<_> = all.iter().filter(|(_, case)| of.is_some() && case.as_deref() == of).collect();
        let chosen = here.choose(rng).copied().or_else(|| all.choose(rng));
        chosen.map(|(id, _)| id.clone())
    }
}

/// The records that were changed last. A persona may not know of some of them.
#[derive(Default)]
pub struct Recent(BTreeMap<String, VecDeque<(String, Option<String>)>>);

impl Recent {
    /// Adds the records of a payload.
    pub fn add(&mut self, payload: &Value) {
        let mut changed = Pool::default();
        changed.add(payload, None);
        for (name, ids) in changed.0 {
            let kept = self.0.entry(name).or_default();
            kept.retain(|(id, _)| ids.iter().all(|(new, _)| new != id));
            kept.extend(ids);
            while kept.len() > RECENT {
                kept.pop_front();
            }
        }
    }

    /// An identifier of this type: of this case, of a recent change, or any that the persona finds.
    pub fn pick(&self, own: &Pool, name: &str, of: Option<&str>, rng: &mut ChaCha8Rng) -> Option<String> {
        let recent: Vec<_> = self.0.get(name).into_iter().flatten().collect();
        if rng.random_bool(0.6) {
            let here: Vec<_> = recent.iter().filter(|(_, case)| of.is_none() || case.as_deref() == of).collect();
            if let Some((id, _)) = here.choose(rng) {
                return Some(id.clone());
            }
        }
        own.pick(name, of, rng)
    }
}

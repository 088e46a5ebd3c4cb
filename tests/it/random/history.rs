//! A random history: personas of the demo take one mutation after another, each with a random input, and time passes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use demo::{Caseload, cast};
use rand::{RngExt as _, SeedableRng as _, rngs::ChaCha8Rng, seq::IndexedRandom as _};
use serde_json::{Map, Value, json};
use uuid::Uuid;
use waystation::{
    access::viewer::Viewer,
    actions,
    graphql::engine::Engine,
    store::{
        background::{
            expiry,
            retention::{self, Retention},
        },
        identity::viewers,
        read_log::signing::Signer,
    },
};

use super::{
    inputs::{Making, record_of},
    pool::{LISTS, Pool, Recent},
};
use crate::support::{World, sdl::Definitions};

/// The number of mutations after which a persona looks for records again.
const LOOKS_AFTER: usize = 25;
/// The number of steps between two runs of the jobs.
const JOBS_AFTER: usize = 20;
/// The most mutations that a step tries. Most are refused, because the record is in another state.
const ATTEMPTS: usize = 6;
/// The personas who do most of the work.
const WORKING: [&str; 5] =
    ["case_worker", "other_case_worker", "protection_officer", "ngo_focal_point", "other_ngo_focal_point"];
/// Mutations by which others get to know of a case. They are tried more often from the start.
const OFTEN: [&str; 8] = [
    "draftReferral",
    "sendReferral",
    "acceptReferral",
    "recordConsent",
    "proposeTransfer",
    "approveTransfer",
    "offerTransfer",
    "acceptTransfer",
];
/// How often another record is tried.
const TRIES: usize = 6;
/// The fields of an input that hold a version of the record that it names first.
const VERSIONS: [&str; 3] = ["version", "protectedVersion", "medicalVersion"];

/// A persona at work.
pub struct Actor {
    pub key: &'static str,
    pub viewer: Viewer,
    /// The mutations that the persona may ever take, each with its weight: more after one that was done.
    mutations: Vec<(String, f64)>,
    pool: Pool,
    /// How many mutations it took.
    took: usize,
}

/// What happened.
#[derive(Debug, Default)]
pub struct Tally {
    pub steps: usize,
    pub done: BTreeMap<String, usize>,
    /// The codes of refusals and errors of each mutation.
    pub refused: BTreeMap<(String, String), usize>,
}

/// The world and everybody in it.
pub struct History {
    pub world: World,
    pub engine: Engine,
    pub rng: ChaCha8Rng,
    pub actors: Vec<Actor>,
    pub tally: Tally,
    definitions: Definitions,
    records: BTreeMap<String, (String, String)>,
    recent: Recent,
    /// The mutations that were refused the last time, each with the state of its record.
    refusing: BTreeSet<(String, String)>,
}

impl History {
    /// Fills the caseload. Every persona of the cast takes part.
    pub async fn new(world: World, people: u64, seed: u64) -> Self {
        let caseload = Caseload { people, ..Caseload::at(world.now) };
        demo::fill(&world.database, &caseload, &mut |_, _| {}).await.expect("the caseload is written");
        let engine = world.engine().await;
        let definitions = Definitions::of_the_schema();
        let records = definitions.mutations();
        let mut actors = Vec::new();
        for persona in cast::personas() {
            let known = viewers::viewer(&world.database, &persona.token(world.now), world.now).await;
            let viewer = known.expect("the database answers").expect("the persona is known");
            let visible = "{ __schema { mutationType { fields { name } } } }";
            let visible = world.ask(&engine, &viewer, visible, json!({})).await;
            let visible = visible["data"]["__schema"]["mutationType"]["fields"].as_array().cloned().unwrap_or_default();
            let weight = |name: &str| if OFTEN.contains(&name) { 4.0 } else { 1.0 };
            let names = visible.iter().map(|field| field["name"].as_str().expect("a name").to_owned());
            let mutations =
                names.filter(|name| records.contains_key(name)).map(|name| (name.clone(), weight(&name))).collect();
            actors.push(Actor { key: persona.key, viewer, mutations, pool: Pool::default(), took: 0 });
        }
        let rng = ChaCha8Rng::seed_from_u64(seed);
        let (tally, recent, refusing) = (Tally::default(), Recent::default(), BTreeSet::new());
        Self { world, engine, rng, actors, tally, definitions, records, recent, refusing }
    }

    /// A mutation, if one of a few random ones is not refused. Time passes, and now and then the jobs run.
    pub async fn step(&mut self) {
        self.tally.steps += 1;
        if self.rng.random_bool(0.4) {
            self.world.now += Duration::minutes(self.rng.random_range(1..600));
        }
        if self.tally.steps.is_multiple_of(JOBS_AFTER) {
            self.jobs().await;
        }
        for _ in 0..ATTEMPTS {
            if self.attempts_one().await {
                break;
            }
        }
    }

    /// A random mutation of a random persona. Gives whether it was done.
    async fn attempts_one(&mut self) -> bool {
        let active: Vec<_> = (0..self.actors.len()).filter(|it| !self.actors[*it].mutations.is_empty()).collect();
        let weight = |it: &usize| if WORKING.contains(&self.actors[*it].key) { 4.0 } else { 1.0 };
        let actor = *active.choose_weighted(&mut self.rng, weight).expect("somebody may act");
        if self.actors[actor].took.is_multiple_of(LOOKS_AFTER) {
            self.look(actor).await;
        }
        self.actors[actor].took += 1;
        let choice = &self.actors[actor].mutations;
        let chosen = choice.choose_weighted(&mut self.rng, |(_, weight)| *weight).expect("there is one").0.clone();
        let Some((input, state)) = self.input(actor, &chosen).await else { return false };
        let outcome = self.attempt(actor, &chosen, input).await;
        match outcome.as_ref().map_err(String::as_str) {
            Err("INVALID_TRANSITION" | "NOT_ACTIVE") => _ = self.refusing.insert((chosen.clone(), state)),
            _ => _ = self.refusing.remove(&(chosen.clone(), state)),
        }
        let mutations = &mut self.actors[actor].mutations;
        let (_, weight) = mutations.iter_mut().find(|(name, _)| *name == chosen).expect("it is there");
        match outcome {
            Ok(()) => {
                // A new entry of the directory can always be made, and all answers are read again after it.
                let most = if chosen.starts_with("create") { 0.1 } else { 4.0 };
                *weight = (*weight * 1.5).min(most);
                *self.tally.done.entry(chosen).or_default() += 1;
                true
            }
            Err(code) => {
                *weight = (*weight * if code == "FORBIDDEN" { 0.5 } else { 0.8 }).max(0.05);
                *self.tally.refused.entry((chosen, code)).or_default() += 1;
                false
            }
        }
    }

    /// What only the time makes happen.
    async fn jobs(&self) {
        let (database, now) = (&self.world.database, self.world.now);
        expiry::expire_due(database, now).await.expect("referrals are looked through");
        actions::consents::end_due(database, now).await.expect("consents are looked through");
        actions::consular::end_due(database, now).await.expect("the desk is looked through");
        retention::forget(database, &Retention::default(), &Signer::none(), now).await.expect("old rows are deleted");
    }

    /// The persona looks through its lists.
    async fn look(&mut self, actor: usize) {
        let mut pool = Pool::default();
        for list in LISTS {
            let up = if self.rng.random_bool(0.5) { list.replace("DESC", "ASC") } else { list.to_owned() };
            let found = self.world.ask(&self.engine, &self.actors[actor].viewer, &up, json!({})).await;
            pool.add(&found["data"], None);
        }
        self.actors[actor].pool = pool;
    }

    /// A random input for a record that the persona reads now, and the state of the record. A state in which the mutation was
    /// refused before is seldom tried again. `None` if there is no such record.
    async fn input(&mut self, actor: usize, mutation: &str) -> Option<(Map<String, Value>, String)> {
        for _ in 0..TRIES {
            let actor = &self.actors[actor];
            let mut making = Making {
                definitions: &self.definitions,
                own: &actor.pool,
                recent: &self.recent,
                now: self.world.now,
                step: self.tally.steps,
                rng: &mut self.rng,
                case: None,
            };
            let mut input = making.input(&input_of(mutation))?;
            let subject = self.definitions.subject(mutation);
            // An input that names no record makes one of the directory.
            if !subject.ends_with("Id") && subject != "packetReference" {
                return Some((input, "new".to_owned()));
            }
            let record = if subject == "packetReference" {
                "ConsularPacket".to_owned()
            } else {
                record_of(&input_of(mutation), &subject).to_owned()
            };
            let fields = &self.definitions.objects[&record].fields;
            let has = |name: &str| fields.iter().any(|field| field.node.name.node == name);
            let state = ["state", "status"].into_iter().find(|name| has(name)).unwrap_or("__typename");
            let given: Vec<_> = VERSIONS.into_iter().filter(|name| input.contains_key(*name)).collect();
            let selection = format!("state: {state} {}", given.join(" "));
            let document = if record == "ConsularPacket" {
                format!("query($it: String!) {{ it: consularPacket(reference: $it) {{ {selection} }} }}")
            } else {
                format!("query($it: ID!) {{ it: node(id: $it) {{ ... on {record} {{ {selection} }} }} }}")
            };
            let variables = json!({ "it": input[subject.as_str()] });
            let now = self.world.ask(&self.engine, &actor.viewer, &document, variables).await["data"]["it"].take();
            if now.is_null() {
                continue;
            }
            for name in given {
                input.insert(name.to_owned(), now[name].as_i64().unwrap_or(1).into());
            }
            // A record without a state is its own.
            let state = if state == "__typename" { &input[subject.as_str()] } else { &now["state"] }.to_string();
            if !self.refusing.contains(&(mutation.to_owned(), state.clone())) || self.rng.random_bool(0.1) {
                return Some((input, state));
            }
        }
        None
    }

    /// Takes the mutation with this input.
    /// Errors: the code of the error or of the first refusal.
    async fn attempt(&mut self, actor: usize, mutation: &str, input: Map<String, Value>) -> Result<(), String> {
        let (actor, of) = (&self.actors[actor], input_of(mutation));
        let (field, record) = &self.records[mutation];
        let has = |name: &str| self.definitions.objects[record].fields.iter().any(|it| it.node.name.node == name);
        let id = if has("id") { "id" } else { "reference" };
        let case = if has("case") { "case { __typename id }" } else { "" };
        let document = format!(
            "mutation($key: String!, $input: {of}!) {{ it: {mutation}(idempotencyKey: $key, input: $input) {{
                {field} {{ __typename {id} {case} }} userErrors {{ code field message }} }} }}"
        );
        let variables = json!({ "key": Uuid::now_v7().to_string(), "input": input });
        let response = self.world.ask(&self.engine, &actor.viewer, &document, variables).await;
        let error = &response["errors"][0];
        if !error.is_null() {
            let code = error["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{response:#}"));
            assert_ne!(code, "INTERNAL_ERROR", "{} takes {mutation} with {input:?}: {response:#}", actor.key);
            return Err(code.to_owned());
        }
        let payload = &response["data"]["it"];
        if let Some(code) = payload["userErrors"][0]["code"].as_str() {
            return Err(code.to_owned());
        }
        self.recent.add(payload);
        Ok(())
    }
}

/// The name of the input type of a mutation.
fn input_of(mutation: &str) -> String {
    let (head, tail) = mutation.split_at(1);
    format!("{}{tail}Input", head.to_uppercase())
}

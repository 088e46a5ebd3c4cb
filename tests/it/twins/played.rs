//! Secrets made by people through mutations. Side effects of a mutation (versions, moments, free places, counts,
//! refusals) are as secret as its rows. The policy decides which readers may know: those who read the class of the
//! secret in that case. The last column of `domain_matrix/actions.csv` says why a mutation is not played.

mod acting;
mod casework;
mod consular;
mod deciding;
mod followed;
mod moving;
mod mutations;
mod persons;
mod players;
mod referring;

use std::collections::{BTreeMap, BTreeSet};

use entity::{case, codes::Oversight};
use sea_orm::sea_query::IntoIden;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
    graphql::engine::Engine,
    store::{access::row_access::Access, read::rows::RowLayout},
};

use self::{acting::Acting, mutations::Mutations, players::Cast};
use super::{
    Asking, Listener, RequestContext, count_again,
    people::{Reader, Twins},
    questions::Questions,
};
use crate::support::{World, on_both_at_once};

/// The steps of a secret, its case, and the test of a reader's classes that says who may know.
struct Secret {
    name: &'static str,
    /// Nil if the first step opens the case.
    case: Uuid,
    told: fn(ClassSet) -> bool,
    /// Readers who may know without that class: the partner to whom it happens, or a worker who takes part in it.
    also: &'static [Reader],
    /// Readers who hold that class and have no way to read the rows.
    not: &'static [Reader],
    steps: Vec<Step>,
}

impl Secret {
    /// These readers may know, too.
    const fn also(mut self, readers: &'static [Reader]) -> Self {
        self.also = readers;
        self
    }

    /// These readers may not know.
    const fn not(mut self, readers: &'static [Reader]) -> Self {
        self.not = readers;
        self
    }
}

/// A mutation. `"$referral"` in its input is the referral that an earlier step returned, and so for every record.
/// `$version` is the current version of the first record that the input names.
struct Step {
    by: Viewer,
    mutation: &'static str,
    input: String,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_can_tell_what_was_done_that_they_may_not_know() {
    on_both_at_once(|world| async move {
        let mut twins = Box::pin(Twins::new(&world)).await;
        let cast = Cast::new(&world, &mut twins).await;
        let acting = Acting::new(&twins, &cast);
        let secrets = all(&acting);
        let steps = || secrets.iter().flat_map(|secret| &secret.steps);
        let mutations = Mutations::of_the_schema();
        mutations.are_played_or_exempt(&steps().map(|step| step.mutation).collect());
        let questions = Questions::new(&twins, &twins.ids);
        let engine = world.engine().await;
        count_again(&world).await;
        let asking = Asking { world: &world, engine: &engine, questions: &questions };
        let mut readers = Vec::new();
        for (reader, viewer) in &twins.viewers {
            let last = asking.first(viewer).await;
            let asked = RequestContext { reader: *reader, viewer, last, unseen: Vec::new() };
            readers.push(Listener { asked, known: Vec::new() });
        }
        let mut stage = Stage { world: &world, engine: &engine, mutations, left: BTreeMap::new() };
        let mut leaks = Vec::new();
        for mut secret in secrets {
            let before = knowing(&world, &twins, &secret).await;
            for listener in &mut readers {
                leaks.extend(listener.prepare(&asking, before.contains(&listener.asked.reader)).await);
            }
            stage.play(&mut secret).await;
            engine.directory().refresh(&world.database).await.expect("the directory is read");
            count_again(&world).await;
            let after = knowing(&world, &twins, &secret).await;
            for Listener { asked, known } in &mut readers {
                if before.contains(&asked.reader) || after.contains(&asked.reader) {
                    if !asked.unseen.is_empty() {
                        leaks.push(format!("{:?} comes to know that {}: name it in `also`", asked.reader, secret.name));
                    }
                    known.push(secret.name);
                } else {
                    asked.unseen.push(secret.name);
                }
            }
        }
        for listener in &mut readers {
            leaks.extend(listener.prepare(&asking, true).await);
            leaks.extend(listener.prepare(&asking, false).await);
        }
        assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    })
    .await;
}

/// All secrets. Those with the same readers are next to each other, because a change of readers asks all of them again.
fn all(acting: &Acting<'_>) -> Vec<Secret> {
    let parts = [
        consular::early,
        casework::medical,
        referring::medical,
        casework::asylum,
        persons::asylum,
        referring::asylum,
        moving::asylum,
        referring::survivors,
        deciding::survivors,
        casework::protection,
        persons::secrets,
        deciding::orders,
        deciding::consents,
        moving::secrets,
        casework::secrets,
        consular::secrets,
    ];
    parts.into_iter().flat_map(|part| part(acting)).collect()
}

/// The readers who may know, by the classes that the owning organisation and its overseers read of the case. Data protection
/// officers and auditors know of every share and override, in masked form.
async fn knowing(world: &World, twins: &Twins, secret: &Secret) -> BTreeSet<Reader> {
    let shape = RowLayout {
        table: case::Entity.into_iden(),
        key: case::Column::Id.into_iden(),
        access: Access::Case,
        columns: Vec::new(),
        joined: Vec::new(),
    };
    let mut knowing: BTreeSet<_> = secret.also.iter().copied().collect();
    let discloses = |step: &Step| {
        ["acceptReferral", "endShare", "approveLegalOrder", "endLegalOrder"].contains(&step.mutation)
            || step.mutation.ends_with("LegalOverride")
            || step.input.contains("legalOverride")
    };
    let shared = secret.steps.iter().any(discloses);
    let supervisors = [Reader::DataProtectionOfficer, Reader::HouseAuditor, Reader::CountryAuditor];
    for (reader, viewer) in &twins.viewers {
        let home = viewer.organisation_id == twins.house.id || viewer.oversight != Oversight::None;
        let row = world.store(viewer.clone()).await.row(&shape, secret.case).await.expect("cases are read");
        let supervises = shared && supervisors.contains(reader);
        if home && row.is_some_and(|row| supervises || (secret.told)(row.clearance.classes)) {
            knowing.insert(*reader);
        }
    }
    knowing.retain(|reader| !secret.not.contains(reader));
    knowing
}

/// Where steps are played.
struct Stage<'a> {
    world: &'a World,
    engine: &'a Engine,
    mutations: Mutations,
    /// The identifier of the last record of each type that a step returned.
    left: BTreeMap<String, String>,
}

impl Stage<'_> {
    /// Plays the steps. A refused step fails the test, because nothing secret has happened then.
    async fn play(&mut self, secret: &mut Secret) {
        for step in &secret.steps {
            let Step { by, mutation, input } = step;
            let input = self.filled(by, input).await;
            let selected = self.mutations.record(mutation);
            let document = format!(
                "mutation {{ it: {mutation}(idempotencyKey: \"{}\", input: {{ {input} }}) {{ {selected} \
                 userErrors {{ code field message }} }} }}",
                Uuid::now_v7()
            );
            let response = self.world.ask(self.engine, by, &document, json!({})).await;
            let payload = &response["data"]["it"];
            let told = format!("{}, {mutation}: {response:#}", secret.name);
            assert_eq!((&response["errors"], &payload["userErrors"]), (&Value::Null, &json!([])), "{told}");
            self.keep(payload);
            if let Some(opened) = payload["case"]["id"].as_str().filter(|_| secret.case.is_nil()) {
                secret.case = global_id::decode(opened).expect("an id").1;
            }
        }
    }

    /// Keeps the identifiers of the returned records for later steps.
    fn keep(&mut self, payload: &Value) {
        for (field, record) in payload.as_object().into_iter().flatten() {
            if let Some(id) = record["id"].as_str() {
                self.left.insert(field.clone(), id.to_owned());
            }
            if let Some(id) = record["legalOverrides"][0]["id"].as_str() {
                self.left.insert("legalOverride".to_owned(), id.to_owned());
            }
        }
    }

    /// The input with the identifiers and the version that it names.
    async fn filled(&self, by: &Viewer, input: &str) -> String {
        let mut input = input.to_owned();
        for (field, id) in &self.left {
            input = input.replace(&format!("\"${field}\""), &format!("\"{id}\""));
        }
        if !input.contains("$version") {
            return input;
        }
        let subject = input.split('"').nth(1).expect("the input names a record");
        let (record, _) =
            global_id::decode(subject).unwrap_or_else(|_| panic!("no step returned a record for {input}"));
        let document = format!("{{ node(id: \"{subject}\") {{ ... on {record} {{ version }} }} }}");
        let response = self.world.ask(self.engine, by, &document, json!({})).await;
        let version = response["data"]["node"]["version"].as_i64();
        let version = version.unwrap_or_else(|| panic!("{record} has no version for {:?}: {response:#}", by.roles));
        input.replace("$version", &version.to_string())
    }
}

//! Everybody follows what is played. A follower who applies the changes holds what a full read gives, whenever and in pages of
//! whatever size the follower asks. A reader who may not know of a secret is told of no change.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use waystation::{
    access::viewer::Viewer,
    graphql::{engine::Engine, record::table::Record as _, records::Case},
};

use super::{Acting, Cast, Mutations, Stage, all, knowing};
use crate::{
    support::{World, document, on_both},
    twins::people::{Reader, Twins},
};

/// A reader who follows.
struct Follower<'a> {
    reader: Reader,
    viewer: &'a Viewer,
    position: String,
    /// The cases as the follower holds them, by identifier.
    held: BTreeMap<String, Value>,
}

/// What a follower was told.
#[derive(Default)]
struct Told {
    changed: BTreeSet<String>,
    told: usize,
    left: usize,
    pages: usize,
    /// The cases that are the same as the follower held them.
    same: Vec<String>,
}

/// The world in which everybody follows, and what they ask of a case.
struct Following<'a> {
    world: &'a World,
    engine: &'a Engine,
    fields: String,
}

impl Following<'_> {
    async fn ask(&self, viewer: &Viewer, query: &str, variables: Value) -> Value {
        let response = self.world.ask(self.engine, viewer, query, variables).await;
        assert_eq!(response["errors"], Value::Null, "{:?} asks {query}: {response:#}", viewer.roles);
        response["data"].clone()
    }

    /// The position of now.
    async fn position(&self, viewer: &Viewer) -> String {
        let answer = self.ask(viewer, "{ changes { position left hasMore cases { id } } }", json!({})).await;
        assert_eq!(answer["changes"]["cases"], json!([]), "without a position nothing has changed");
        answer["changes"]["position"].as_str().expect("there is a position").to_owned()
    }

    /// All cases as the viewer reads them now.
    async fn read(&self, viewer: &Viewer) -> BTreeMap<String, Value> {
        let query = format!("{{ cases(first: 100) {{ nodes {{ {} }} }} }}", self.fields);
        by_id(&self.ask(viewer, &query, json!({})).await["cases"]["nodes"])
    }

    /// The cases that changed after the position, as the filter of the list finds them.
    async fn updated(&self, viewer: &Viewer, since: &str) -> BTreeSet<String> {
        let query =
            "query($since: ChangesPosition) { cases(first: 100, filter: { updatedSince: $since }) { nodes { id } } }";
        by_id(&self.ask(viewer, query, json!({ "since": since })).await["cases"]["nodes"]).into_keys().collect()
    }

    /// Asks for all changes in pages of this size, and applies them.
    async fn follow(&self, follower: &mut Follower<'_>, first: usize) -> Told {
        let query = format!(
            "query($since: ChangesPosition, $first: Int!) {{ changes(since: $since, first: $first) {{ position hasMore left \
             cases {{ {} }} }} }}",
            self.fields
        );
        let mut told = Told::default();
        loop {
            let variables = json!({ "since": follower.position, "first": first });
            let page = self.ask(follower.viewer, &query, variables).await["changes"].take();
            follower.position = page["position"].as_str().expect("there is a position").to_owned();
            for (id, case) in by_id(&page["cases"]) {
                told.told += 1;
                told.changed.insert(id.clone());
                if follower.held.insert(id.clone(), case.clone()) == Some(case) {
                    told.same.push(id);
                }
            }
            for id in page["left"].as_array().expect("a list").iter().filter_map(Value::as_str) {
                told.left += 1;
                if follower.held.remove(id).is_none() {
                    told.same.push(id.to_owned());
                }
            }
            told.pages += 1;
            if page["hasMore"] == false {
                return told;
            }
        }
    }
}

fn by_id(cases: &Value) -> BTreeMap<String, Value> {
    let cases = cases.as_array().expect("a list").iter();
    cases.map(|case| (case["id"].as_str().expect("an id").to_owned(), case.clone())).collect()
}

#[tokio::test]
async fn who_applies_changes_holds_what_a_full_read_gives_and_nobody_is_told_more() {
    on_both(|world| async move {
        let mut twins = Twins::new(&world).await;
        let cast = Cast::new(&world, &mut twins).await;
        let acting = Acting::new(&twins, &cast);
        let secrets = all(&acting);
        let engine = world.engine().await;
        let fields = document::fields(Case::table(), &mut vec!["Case"], 1);
        let following = Following { world: &world, engine: &engine, fields };
        // Each reader follows twice: after each secret, and now and then.
        let (mut always, mut sometimes) = (Vec::new(), Vec::new());
        // A consulate has a schema of its own, without cases.
        for (reader, viewer) in twins.viewers.iter().filter(|(_, viewer)| !viewer.is_of_origin()) {
            let position = following.position(viewer).await;
            let held = following.read(viewer).await;
            always.push(Follower { reader: *reader, viewer, position: position.clone(), held: held.clone() });
            sometimes.push(Follower { reader: *reader, viewer, position, held });
        }
        let mut stage =
            Stage { world: &world, engine: &engine, mutations: Mutations::of_the_schema(), left: BTreeMap::new() };
        let (mut faults, mut told_of, mut left, mut pages, last) = (Vec::new(), 0, 0, 0, secrets.len() - 1);
        for (number, mut secret) in secrets.into_iter().enumerate() {
            let before = knowing(&world, &twins, &secret).await;
            stage.play(&mut secret).await;
            let after = knowing(&world, &twins, &secret).await;
            for follower in &mut always {
                let reader = follower.reader;
                let since = follower.position.clone();
                let told = following.follow(follower, 100).await;
                if !told.changed.is_empty() {
                    let updated = following.updated(follower.viewer, &since).await;
                    assert_eq!(updated, told.changed, "updatedSince for {reader:?}, after {}", secret.name);
                }
                if !told.same.is_empty() && !before.contains(&reader) && !after.contains(&reader) {
                    faults.push(format!("{reader:?} is told of a change and sees none, after {}", secret.name));
                }
            }
            for (place, follower) in sometimes.iter_mut().enumerate() {
                // Some follow often and some seldom, each in pages of another size, and all of them at the end.
                if number != last && !(number + place).is_multiple_of(1 + place % 7) {
                    continue;
                }
                let told = following.follow(follower, 1 + place % 5).await;
                (told_of, left, pages) = (told_of + told.told, left + told.left, pages + told.pages);
                if number == last || (number + place).is_multiple_of(3) {
                    let now = following.read(follower.viewer).await;
                    let differs = |id: &&String| now.get(*id) != follower.held.get(*id);
                    for id in now.keys().chain(follower.held.keys()).filter(differs) {
                        let (held, is) = (follower.held.get(id), now.get(id));
                        faults.push(format!(
                            "{:?} holds another case than a full read gives, after {}: {}",
                            follower.reader,
                            secret.name,
                            super::super::difference(held.unwrap_or(&Value::Null), is.unwrap_or(&Value::Null), id)
                        ));
                    }
                    follower.held = now;
                }
            }
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
        assert!(told_of > 200 && left > 3 && pages > 500, "{told_of} cases were told in {pages} pages, {left} left");
    })
    .await;
}

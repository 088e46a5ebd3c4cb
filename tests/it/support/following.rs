//! A reader who keeps a copy of the cases and follows changes, as a client does.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, graphql::engine::Engine};

use super::World;

/// A reader with a copy.
pub struct Follower {
    pub viewer: Viewer,
    pub position: String,
    /// The cases as the follower holds them, by identifier.
    pub held: BTreeMap<String, Value>,
}

/// What a follower was told.
#[derive(Default)]
pub struct Told {
    pub changed: usize,
    /// The cases that changed, each once.
    pub cases: BTreeSet<String>,
    pub left: usize,
    pub pages: usize,
    /// The cases that are the same as the follower held them.
    pub same: Vec<String>,
}

/// The world in which all follow, and the fields of a case that they ask for.
pub struct Following<'a> {
    pub world: &'a World,
    pub engine: &'a Engine,
    pub fields: &'a str,
}

impl Following<'_> {
    async fn ask(&self, viewer: &Viewer, query: &str, variables: Value) -> Result<Value, String> {
        let mut response = self.world.ask(self.engine, viewer, query, variables).await;
        match response["errors"][0]["extensions"]["code"].as_str() {
            Some(code) => Err(code.to_owned()),
            None if response["errors"].is_null() => Ok(response["data"].take()),
            None => panic!("{:?} asks {query}: {response:#}", viewer.roles),
        }
    }

    async fn must(&self, viewer: &Viewer, query: &str, variables: Value) -> Value {
        let answer = self.ask(viewer, query, variables).await;
        answer.unwrap_or_else(|code| panic!("{:?} asks {query}: {code}", viewer.roles))
    }

    /// Begins: the position of now, and then all cases.
    pub async fn begin(&self, viewer: &Viewer) -> Follower {
        let answer = self.must(viewer, "{ changes { position left hasMore cases { id } } }", json!({})).await;
        let changes = &answer["changes"];
        let position = changes["position"].as_str().expect("there is a position").to_owned();
        let nothing = json!({ "position": position, "left": [], "hasMore": false, "cases": [] });
        assert_eq!(*changes, nothing, "without a position nothing has changed");
        Follower { viewer: viewer.clone(), position, held: self.read(viewer).await }
    }

    /// All cases as the viewer reads them now.
    pub async fn read(&self, viewer: &Viewer) -> BTreeMap<String, Value> {
        let query = format!(
            "query($after: String) {{ cases(first: 100, after: $after) {{ nodes {{ {} }} pageInfo {{ hasNextPage \
             endCursor }} }} }}",
            self.fields
        );
        let (mut all, mut after) = (BTreeMap::new(), Value::Null);
        loop {
            let page = self.must(viewer, &query, json!({ "after": after })).await["cases"].take();
            all.extend(by_id(&page["nodes"]));
            if page["pageInfo"]["hasNextPage"] == false {
                return all;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
    }

    /// The cases that changed after the position, as the filter of the list finds them.
    pub async fn updated(&self, viewer: &Viewer, since: &str) -> BTreeSet<String> {
        let query =
            "query($since: ChangesPosition) { cases(first: 100, filter: { updatedSince: $since }) { nodes { id } } }";
        by_id(&self.must(viewer, query, json!({ "since": since })).await["cases"]["nodes"]).into_keys().collect()
    }

    /// Asks for all changes in pages of this size, and applies them.
    /// Errors: the code, when the position is not accepted.
    pub async fn follow(&self, follower: &mut Follower, first: usize) -> Result<Told, String> {
        let query = format!(
            "query($since: ChangesPosition, $first: Int!) {{ changes(since: $since, first: $first) {{ position hasMore left \
             cases {{ {} }} }} }}",
            self.fields
        );
        let mut told = Told::default();
        loop {
            let variables = json!({ "since": follower.position, "first": first });
            let page = self.ask(&follower.viewer, &query, variables).await?["changes"].take();
            follower.position = page["position"].as_str().expect("there is a position").to_owned();
            for (id, case) in by_id(&page["cases"]) {
                told.changed += 1;
                told.cases.insert(id.clone());
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
                return Ok(told);
            }
        }
    }

    /// The cases that the follower holds in another form than a full read gives: identifier, held and read. The follower
    /// holds the full read afterwards.
    pub async fn differing(&self, follower: &mut Follower) -> Vec<(String, Value, Value)> {
        let now = self.read(&follower.viewer).await;
        let either: BTreeMap<_, _> = now.iter().chain(&follower.held).collect();
        let of = |cases: &BTreeMap<String, Value>, id| cases.get(id).cloned().unwrap_or_default();
        let all = either.into_keys().map(|id| (id.clone(), of(&follower.held, id), of(&now, id)));
        let differing = all.filter(|(_, held, is)| held != is).collect();
        follower.held = now;
        differing
    }
}

fn by_id(cases: &Value) -> BTreeMap<String, Value> {
    let cases = cases.as_array().expect("a list").iter();
    cases.map(|case| (case["id"].as_str().expect("an id").to_owned(), case.clone())).collect()
}

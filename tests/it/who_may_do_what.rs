//! The matrix of actions: every mutation, asked through the engine as every role in every standing. It shows access
//! only: a refusal by rule counts as access, because a viewer without access never gets one. `who_may_do_what.txt` is
//! the result. It changes only with `UPDATE=1`.

pub mod inputs;
mod listed;

use std::collections::{BTreeMap, btree_map::Entry};

use entity::codes::{OrganisationType, Role};
use sea_orm::Iterable;
use serde_json::{Value, json};
use waystation::{
    access::{action::Action, viewer::Viewer},
    graphql::engine::Engine,
};

use crate::support::{
    World,
    columns::{Column, cells, heads, left_out, standings},
    consular, golden, matching, on_both_at_once, order, overriding,
    standing::{Place, Standing, home_of, place},
    webhooks, words,
};

const HEAD: &str = "\
The matrix of actions. tests/it/who_may_do_what.rs asks the engine, and UPDATE=1 rewrites this file. Read the diff.

M  allowed: done, or refused by a rule       ·  FORBIDDEN: the record is visible, the action is not allowed
-  NOT_FOUND: no record that the viewer may know of
";

/// The width of the longest name of an action.
const WIDTH: usize = 36;

/// The outcome of each action, as the letter of the matrix.
type Outcomes = BTreeMap<String, char>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_action_is_for_whom_the_matrix_says() {
    on_both_at_once(|world| async move {
        let engine = world.engine().await;
        let (mut columns, mut wrong) = (Vec::new(), Vec::new());
        for standing in Standing::ALL {
            let mut places: BTreeMap<OrganisationType, Place> = BTreeMap::new();
            for role in Role::iter() {
                let kind = home_of(role);
                if let Entry::Vacant(free) = places.entry(kind) {
                    let place = place(&world, standing, kind, &[]).await;
                    consular::add(&world, &place.cast, &place.file).await;
                    matching::add(&world, &place.cast, &place.file).await;
                    order::add(&world, &place.cast, &place.file).await;
                    overriding::add(&world, &place.cast, &place.file).await;
                    words::share(&world, &place.cast, &place.file).await;
                    webhooks::add(&world, &place).await;
                    consular::packet(&world, &place.file, place.viewer.organisation_id).await;
                    free.insert(place);
                    engine.directory().refresh(&world.database).await.expect("the directory is read");
                }
                let place = &places[&kind];
                let viewer = Viewer { roles: vec![role], ..place.viewer.clone() };
                let of = outcomes(&world, &engine, (place, &viewer)).await;
                let lists = listed::compare(&world, &engine, (place, &viewer), &of).await;
                wrong.extend(lists.into_iter().map(|it| format!("{role:?} in {standing:?}: {it}")));
                columns.push(Column { role, standing, of });
            }
        }
        assert!(wrong.is_empty(), "{} lists are wrong:\n{}", wrong.len(), wrong.join("\n"));
        golden::compare("tests/it/who_may_do_what.txt", &print(columns));
    })
    .await;
}

/// All actions of one role in one place. They are independent: no action changes a row that another one checks.
async fn outcomes(world: &World, engine: &Engine, (place, viewer): (&Place, &Viewer)) -> Outcomes {
    let role = viewer.roles[0];
    let asked = |action: Action| {
        let (name, input) = (action.mutation(), inputs::input(action, place));
        format!("{name}(idempotencyKey: \"{role:?}-{name}\", input: {{ {input} }}) {{ userErrors {{ code }} }}\n")
    };
    if !viewer.is_of_origin() {
        let document = format!("mutation {{ {} }}", Action::all().map(asked).collect::<String>());
        let response = world.ask(engine, viewer, &document, json!({})).await;
        return Action::all().map(|action| (action.name(), outcome(&response, &action.mutation()))).collect();
    }
    // A State of origin does not have most of the mutations, and one unknown name fails the whole document.
    let mut outcomes = Outcomes::new();
    for action in Action::all() {
        let response = world.ask(engine, viewer, &format!("mutation {{ {} }}", asked(action)), json!({})).await;
        let unknown = format!("Unknown field \"{}\" on type \"Mutation\".", action.mutation());
        let there = response["errors"][0]["message"] != unknown;
        outcomes.insert(action.name(), if there { outcome(&response, &action.mutation()) } else { '-' });
    }
    outcomes
}

fn outcome(response: &Value, mutation: &str) -> char {
    if !response["data"][mutation].is_null() {
        return 'M';
    }
    let errors = response["errors"].as_array().unwrap_or_else(|| panic!("{mutation} has no reason: {response:#}"));
    let error = errors.iter().find(|error| error["path"][0] == mutation);
    match error.and_then(|error| error["extensions"]["code"].as_str()) {
        Some("FORBIDDEN") => '·',
        Some("NOT_FOUND") => '-',
        _ => panic!("{mutation} was neither done nor refused: {error:?} in {response:#}"),
    }
}

fn print(columns: Vec<Column<Outcomes>>) -> String {
    let mut text = HEAD.to_owned();
    standings(&mut text);
    let may = |outcomes: &Outcomes| outcomes.values().any(|outcome| *outcome == 'M');
    let (columns, empty): (Vec<_>, Vec<_>) = columns.into_iter().partition(|column| may(&column.of));
    text.push_str("\nThese may take no action:\n");
    left_out(&mut text, &empty);
    text.push('\n');
    heads(&mut text, &columns, WIDTH);
    for action in Action::all() {
        text.push_str(&format!("{:WIDTH$}", action.name()));
        cells(&mut text, &columns, |outcomes| outcomes[&action.name()]);
    }
    text
}

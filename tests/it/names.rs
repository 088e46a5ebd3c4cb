//! Search by name: which people it finds, and that its work grows at most linearly with the words of the search. The
//! caseload is the worst case: every name has several parts that begin with the same letter.

mod work;

use entity::{
    codes::{OrganisationType, Role},
    person_name,
};
use sea_orm::{ConnectionTrait as _, EntityTrait, IntoActiveModel, ModelTrait};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, graphql::engine::Engine, store::background::search_keys};

use crate::support::{World, on_both, rows};

const PEOPLE: usize = 20_000;

/// The most work for a page of 20 matches: rows that PostgreSQL looks at, and steps of SQLite.
const FOR_A_PAGE: (u64, u64) = (7_500, 200_000);
/// The most work for a search in which everybody has each word but nobody has all of them: a fixed amount for each
/// person and word.
const FOR_NOBODY: (u64, u64) = (PEOPLE as u64 * 30, PEOPLE as u64 * 400);

const GIVEN: [&str; 6] =
    ["Mamadou Moussa", "Mariama Maimouna", "Malick Mory", "Modibo Mansa", "Mounkaila Madou", "Mahaman Manzo"];
const FAMILY: [&str; 5] = ["Maiga", "Mbaye", "Moumouni Mata", "Mossi", "Mounkoro"];

struct Register {
    world: World,
    engine: Engine,
    manager: Viewer,
}

impl Register {
    /// 20,000 people of one centre, and one person with a name that nobody else has.
    async fn fill(world: World) -> Self {
        let house = world.add(rows::organisation(OrganisationType::Iom)).await;
        let centre = world.add(rows::centre(&house)).await;
        let worker = world.add(rows::worker(&house)).await;
        let (mut persons, mut cases, mut names, mut words) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for number in 0..PEOPLE {
            let person = rows::person(&house);
            let given = if number == PEOPLE / 2 { "Zubayr" } else { GIVEN[number % GIVEN.len()] };
            let name = rows::name(&person, given, FAMILY[number % FAMILY.len()]);
            cases.push(rows::case(&person, &centre));
            words.extend(name.words());
            names.push(name);
            persons.push(person);
        }
        insert(&world, persons).await;
        insert(&world, cases).await;
        insert(&world, names).await;
        insert(&world, words).await;
        // PostgreSQL would analyse the tables by itself, but too late for this test.
        world.database.writer.execute_unprepared("ANALYZE").await.expect("the tables are counted");
        let (engine, manager) = (world.engine().await, world.viewer(Role::CentreManager, &worker, &house));
        Self { world, engine, manager }
    }

    async fn search(&self, name: &str) -> Value {
        let document = "query ($name: String!) { cases(first: 20, filter: { name: $name }) { nodes { reference } } }";
        self.world.ask(&self.engine, &self.manager, document, json!({ "name": name })).await
    }

    async fn found(&self, name: &str) -> usize {
        let response = self.search(name).await;
        response["data"]["cases"]["nodes"].as_array().unwrap_or_else(|| panic!("{name}: {response:#}")).len()
    }

    async fn work(&self, name: &str) -> u64 {
        let (_, statements) = self.world.listening(self.search(name)).await;
        work::of(&self.world, &statements).await
    }
}

async fn insert<M>(world: &World, rows: Vec<M>)
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    M::Entity: EntityTrait<Model = M>,
{
    let mut rows: Vec<_> = rows.into_iter().map(IntoActiveModel::into_active_model).collect();
    while !rows.is_empty() {
        let chunk = rows.split_off(rows.len().saturating_sub(500));
        M::Entity::insert_many(chunk).exec_without_returning(&world.database.writer).await.expect("the rows are sound");
    }
}

#[tokio::test]
async fn a_search_of_many_words_works_no_more_than_a_search_of_one() {
    on_both(|world| async move {
        let register = Register::fill(world).await;
        assert_eq!(register.found("m").await, 20);
        assert_eq!(register.found(&"m ".repeat(99)).await, 20, "one word, however often it is repeated");
        assert_eq!(register.found("zubayr").await, 1);
        assert_eq!(register.found("zubayr m").await, 1);
        assert_eq!(register.found("zubayr mam").await, 0);
        let repeated = "m ".repeat(99);
        let searches = [
            ("m", FOR_A_PAGE),
            (&repeated, FOR_A_PAGE),
            ("mamadu musa maiga", FOR_A_PAGE),
            ("zubayr", FOR_A_PAGE),
            ("zubayr m", FOR_A_PAGE),
            ("ma mo mu mai mou mam", FOR_NOBODY),
            ("ma mo mi mb zu", FOR_NOBODY),
        ];
        for (name, (rows, steps)) in searches {
            let work = register.work(name).await;
            let most = if register.world.database.is_postgres() { rows } else { steps };
            assert!(work <= most, "{name}: {work}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_search_of_too_many_words_or_of_none_is_refused() {
    on_both(|world| async move {
        let house = world.add(rows::organisation(OrganisationType::Iom)).await;
        let worker = world.add(rows::worker(&house)).await;
        let (engine, manager) = (world.engine().await, world.viewer(Role::CentreManager, &worker, &house));
        let letters: Vec<String> = ('a'..='z').cycle().take(200).map(String::from).collect();
        for name in [letters.join(" ").as_str(), "a b d f g j k", "", " ", "-", "\u{200B}", "a\0"] {
            for count in ["totalCount", "nodes { reference }"] {
                let document = format!("query ($name: String!) {{ cases(filter: {{ name: $name }}) {{ {count} }} }}");
                let (response, statements) =
                    world.counting(world.ask(&engine, &manager, &document, json!({ "name": name }))).await;
                assert_eq!(response["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{name}: {response:#}");
                assert_eq!((&response["data"], statements), (&json!({ "cases": null }), 0), "{name}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn keys_of_an_older_folding_are_made_again_once() {
    on_both(|world| async move {
        let house = world.add(rows::organisation(OrganisationType::Iom)).await;
        let centre = world.add(rows::centre(&house)).await;
        let worker = world.add(rows::worker(&house)).await;
        let person = world.add(rows::person(&house)).await;
        world.add(rows::case(&person, &centre)).await;
        // More than one batch of names, with the keys of an older version.
        let old = |number: usize| person_name::Model {
            search_key: format!("old{number}"),
            position: i32::try_from(number).expect("it is small"),
            ..rows::name(&person, "Mohamed", "Abdoul Aziz")
        };
        let names: Vec<_> = (0..1_100).map(old).collect();
        let words = names.iter().flat_map(person_name::Model::words).collect();
        insert(&world, names).await;
        insert(&world, words).await;
        let (engine, manager) = (world.engine().await, world.viewer(Role::CentreManager, &worker, &house));
        let found = async |name: &str| {
            let document = format!("{{ cases(filter: {{ name: \"{name}\" }}) {{ totalCount }} }}");
            world.ask(&engine, &manager, &document, json!({})).await["data"]["cases"]["totalCount"].clone()
        };
        assert_eq!((found("Muhammad").await, found("old7").await), (json!(0), json!(1)));
        assert_eq!(search_keys::renew(&world.database).await.expect("keys are made again"), 1_100);
        assert_eq!((found("Muhammad Abdelaziz").await, found("old7").await), (json!(1), json!(0)));
        let (again, statements) = world.counting(Box::pin(search_keys::renew(&world.database))).await;
        assert_eq!(again.expect("nothing is left"), 0);
        assert!(statements <= 28, "seven kinds of keys, one check of each: {statements}");
    })
    .await;
}

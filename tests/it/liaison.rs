//! The consulate of Guinea asks two demos of one seed and one moment. The second one holds additional facts about
//! people of Guinea. Every operation that the liaison officer can form from the schema that it sees gets the same bytes
//! from both, takes the same number of statements, and does not depend on the roles that the token claims. Nothing is
//! normalised before the comparison, because both are asked at one moment and no identifier made in the meantime
//! reaches a liaison officer.

mod absent;
mod altered;
mod demo;
mod operations;
mod pair;
mod pool;
mod refused;
mod schema;
mod steps;
mod values;
mod walk;

use std::collections::HashMap;

use serde_json::json;

use self::{
    altered::About,
    demo::{Answer, Demo},
    pair::Pair,
    pool::References,
    values::Pool,
};
use crate::support::on_both_in_pairs;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consulate_cannot_tell_what_protection_knows() {
    on_both_in_pairs(|plain, altered| async move {
        let (plain, altered) = tokio::join!(Demo::new(plain), Demo::new(altered));
        let about = About::choose(&plain).await;
        about.encounter(&plain).await;
        about.encounter(&altered).await;
        let noticed = about.alter(&altered).await;
        for altered::Noticed { who, operation } in &noticed {
            let (before, after) = (plain.ask(*who, operation).await, altered.ask(*who, operation).await);
            assert_eq!(after.value()["errors"], json!(null), "{who:?} may ask for {}", operation.name);
            assert_ne!(before.body, after.body, "{who:?} notices {}", operation.name);
        }
        let references = References::read(&altered).await;
        let mut pool = Pool::of(&altered, &references).await;
        let mut pair = Pair::new(plain, altered);
        let schema = pair.schema().await;

        // All queries on the unchanged demos, with real cursors of all lists among the texts.
        pool.texts.extend(walk::lists(&mut pair, &schema).await);
        for operation in operations::queries(&schema, &pool) {
            pair.read(&operation).await;
        }
        // All mutations with every value, on a packet whose version has moved on.
        let mut settled = None;
        for reference in &references.open {
            let packet = pair.read(&steps::packet(&schema, reference)).await;
            // Beyond every version that the pool tries.
            if packet["data"]["consularPacket"]["version"].as_i64().is_some_and(|version| version > 2) {
                settled = Some(reference);
                break;
            }
        }
        let about = json!({ "packet": settled.expect("a packet went some steps"), "version": 999 });
        for operation in operations::mutations(&schema, &pool, &about) {
            pair.read(&operation).await;
        }
        // Names that exist only for other viewers.
        let mut of_nobody = HashMap::new();
        for absent in absent::all(&schema, &pool.ids[0]) {
            // Made-up names of the same length are the same, so each is asked once.
            if !of_nobody.contains_key(&absent.made_up.query) {
                let [answer, _] = pair.both(&absent.made_up).await;
                of_nobody.insert(absent.made_up.query.clone(), answer);
            }
            let made_up = &of_nobody[&absent.made_up.query];
            let as_if = Answer { body: absent.as_if(&made_up.body), ..made_up.clone() };
            for asked in pair.both(&absent.operation).await {
                pair.compare(&absent.operation, &asked, &as_if, "of a name that nobody has is");
            }
        }
        refused::all(&mut pair, &schema, &pool, &references).await;

        // The lists once more, after the consulate has done every possible step on its packets.
        let packets: Vec<_> = references.open.iter().chain(&references.closed).take(24).cloned().collect();
        let taken = steps::take(&mut pair, &schema, &pool, &packets).await;
        walk::lists(&mut pair, &schema).await;

        let leaks = &pair.leaks;
        assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks[..leaks.len().min(30)].join("\n"));
        assert!(taken > 10, "packets move: {taken} steps");
        assert!(pair.answered > 500, "questions are answered: {} of {}", pair.answered, pair.asked);
    })
    .await;
}

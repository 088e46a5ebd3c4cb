//! Everybody follows what is played. A follower who applies the changes holds what a full read gives, whenever and in pages of
//! whatever size the follower asks. A reader who may not know of a secret is told of no change.

use std::collections::BTreeMap;

use waystation::graphql::{record::table::Record as _, records::Case};

use super::{Acting, Cast, Mutations, Stage, all, knowing};
use crate::{
    support::{document, following::Following, on_both_at_once},
    twins::{difference, people::Twins},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_applies_changes_holds_what_a_full_read_gives_and_nobody_is_told_more() {
    on_both_at_once(|world| async move {
        let mut twins = Box::pin(Twins::new(&world)).await;
        let cast = Cast::new(&world, &mut twins).await;
        let acting = Acting::new(&twins, &cast);
        let secrets = all(&acting);
        let engine = world.engine().await;
        let fields = document::fields(Case::table(), &mut vec!["Case"], 1);
        let following = Following { world: &world, engine: &engine, fields: &fields };
        // Each reader follows twice: after each secret, and now and then. A consulate has a schema of its own, without cases.
        let (mut always, mut sometimes) = (Vec::new(), Vec::new());
        for (reader, viewer) in twins.viewers.iter().filter(|(_, viewer)| !viewer.is_of_origin()) {
            always.push((*reader, following.begin(viewer).await));
            sometimes.push((*reader, following.begin(viewer).await));
        }
        let mut stage =
            Stage { world: &world, engine: &engine, mutations: Mutations::of_the_schema(), left: BTreeMap::new() };
        let (mut faults, mut changed, mut left, mut pages, last) = (Vec::new(), 0, 0, 0, secrets.len() - 1);
        for (number, mut secret) in secrets.into_iter().enumerate() {
            let before = knowing(&world, &twins, &secret).await;
            stage.play(&mut secret).await;
            let after = knowing(&world, &twins, &secret).await;
            for (reader, follower) in &mut always {
                let since = follower.position.clone();
                let told = following.follow(follower, 100).await.expect("the position is kept");
                if !told.cases.is_empty() {
                    let updated = following.updated(&follower.viewer, &since).await;
                    assert_eq!(updated, told.cases, "updatedSince for {reader:?}, after {}", secret.name);
                }
                if !told.same.is_empty() && !before.contains(reader) && !after.contains(reader) {
                    faults.push(format!("{reader:?} is told of a change and sees none, after {}", secret.name));
                }
            }
            for (place, (reader, follower)) in sometimes.iter_mut().enumerate() {
                // Some follow often and some seldom, each in pages of another size, and all of them at the end.
                if number != last && !(number + place).is_multiple_of(1 + place % 7) {
                    continue;
                }
                let told = following.follow(follower, 1 + place % 5).await.expect("the position is kept");
                (changed, left, pages) = (changed + told.changed, left + told.left, pages + told.pages);
                if number == last || (number + place).is_multiple_of(8) {
                    for (id, held, is) in following.differing(follower).await {
                        faults.push(format!(
                            "{reader:?} holds another case than a full read gives, after {}: {}",
                            secret.name,
                            difference(&held, &is, &id)
                        ));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
        let told = format!("{changed} cases were told in {pages} pages, {left} left");
        assert!(changed > 200 && left > 3 && pages > 500, "{told}");
    })
    .await;
}

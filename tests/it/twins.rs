//! Non-interference: two worlds that differ in one fact answer every question of a viewer who may not know the fact
//! with the same bytes. One difference is a leak. The worlds are one database before and after the fact was added, so
//! rows, ids and moments are the same.

mod actions;
mod beds;
mod codes;
mod counting;
mod decisions;
mod derived;
mod explained;
mod gates;
mod houses;
mod lists;
mod offers;
mod orders;
mod people;
mod played;
mod previews;
mod questions;
mod reader;
mod refused;
mod secret;
mod secrets;
mod services;
mod signs;
mod work;
mod wrong;

use entity::statistics_refresh;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, graphql::engine::Engine, store::statistics::refresh::refresh};

use self::{
    people::{Reader, Twins},
    questions::Questions,
};
use crate::support::{World, on_both_at_once};

/// The answer to a question, and the statements that it took.
struct Answer {
    question: String,
    /// The response as bytes, because an order of keys could reveal something, too.
    bytes: String,
    /// The statements in alphabetical order: their number can be measured by the time that the answer takes.
    statements: Vec<String>,
}

/// The answer to a document, and the statements that it took.
async fn asked(question: String, world: &World, engine: &Engine, viewer: &Viewer, document: &str) -> Answer {
    let (bytes, statements) = world.listening(world.bytes(engine, viewer, document, json!({}))).await;
    let mut statements: Vec<_> = statements.into_iter().map(|statement| statement.sql).collect();
    // Further refusals of a minute share one row of the read log. Whether a row is written depends on what the reader asked
    // before and on the clock, not on the data; what was shown is in the answer.
    statements.retain(|sql| !sql.starts_with("INSERT INTO \"read_log\""));
    // The first reader after any change gives it its position.
    statements.retain(|sql| !sql.contains("case_change"));
    statements.sort_unstable();
    // A statistics question that had to wait for its turn reads the versions again. Whether it waits depends on the other
    // roots of the document, not on the data.
    statements.dedup_by(|one, other| one == other && one.contains("statistics_memories"));
    Answer { question, bytes, statements }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_can_tell_what_they_may_not_know() {
    on_both_at_once(|world| async move {
        let twins = Box::pin(Twins::new(&world)).await;
        let secrets = secrets::all(&twins);
        // These ids are asked for before the rows exist: a missing row must look like another organisation's.
        let hidden = secrets.iter().flat_map(|secret| secret.ids.iter().copied());
        let ids: Vec<_> = twins.ids.iter().copied().chain(hidden).collect();
        let questions = Questions::new(&twins, &ids);
        let engine = world.engine().await;
        count_again(&world).await;
        let asking = Asking { world: &world, engine: &engine, questions: &questions };
        let mut readers = Vec::new();
        for (reader, viewer) in &twins.viewers {
            let last = asking.first(viewer).await;
            let asked = RequestContext { reader: *reader, viewer, last, unseen: Vec::new() };
            readers.push(Listener { asked, known: Vec::new() });
        }
        assert_eq!(readers.len(), Reader::ALL.len(), "everybody asks");
        let mut leaks = Vec::new();
        let mut secrets = secrets.into_iter().peekable();
        while let Some(secret) = secrets.next() {
            let knows = secret.knows.clone();
            for listener in &mut readers {
                leaks.extend(listener.prepare(&asking, knows.contains(&listener.asked.reader)).await);
            }
            let mut names = vec![secret.name];
            secret.happen(&world.database).await;
            while let Some(secret) = secrets.next_if(|next| next.knows == knows) {
                names.push(secret.name);
                secret.happen(&world.database).await;
            }
            engine.directory().refresh(&world.database).await.expect("the directory is read");
            count_again(&world).await;
            for listener in &mut readers {
                let reader = listener.asked.reader;
                let news = if knows.contains(&reader) { &mut listener.known } else { &mut listener.asked.unseen };
                news.extend(&names);
                // One reader is asked after each change, so that none goes by that nobody can see.
                if knows.first() == Some(&reader) {
                    leaks.extend(listener.prepare(&asking, false).await);
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

/// Counts all statistics anew, because the tests write rows without events in the outbox.
async fn count_again(world: &World) {
    statistics_refresh::Entity::delete_many().exec(&world.database.writer).await.expect("it is forgotten");
    refresh(&world.database, world.now).await.expect("it is counted");
}

struct Asking<'a> {
    world: &'a World,
    engine: &'a Engine,
    questions: &'a Questions,
}

/// A reader, its last answers, and the secrets since then.
struct RequestContext<'a> {
    reader: Reader,
    viewer: &'a Viewer,
    last: Vec<Answer>,
    unseen: Vec<&'static str>,
}

impl Asking<'_> {
    /// The first answers of a reader. Statistics are asked twice, because they write down what they tell for the first time.
    async fn first(&self, viewer: &Viewer) -> Vec<Answer> {
        self.questions.count(self.world, viewer).await;
        self.answers(viewer).await
    }

    /// The current answers of a reader.
    async fn answers(&self, viewer: &Viewer) -> Vec<Answer> {
        self.questions.ask(self.world, self.engine, viewer).await
    }

    /// Asks a reader again if a secret was added since, and gives the differences.
    async fn again(&self, asked: &mut RequestContext<'_>) -> Vec<String> {
        if asked.unseen.is_empty() {
            return Vec::new();
        }
        let now = self.answers(asked.viewer).await;
        let before = std::mem::replace(&mut asked.last, now);
        let (reader, secrets) = (asked.reader, std::mem::take(&mut asked.unseen));
        differences(&before, &asked.last)
            .into_iter()
            .map(|it| format!("{reader:?} sees {it}, after {secrets:?}"))
            .collect()
    }
}

/// A reader, and the secrets since the last answers that the reader may know.
struct Listener<'a> {
    asked: RequestContext<'a>,
    known: Vec<&'static str>,
}

impl Listener<'_> {
    /// Asks again if the next secret is of the other kind than those since the last answers: what the reader may know
    /// shows, and what the reader may not know does not.
    async fn prepare(&mut self, asking: &Asking<'_>, may_know: bool) -> Vec<String> {
        if may_know {
            return asking.again(&mut self.asked).await;
        }
        if self.known.is_empty() {
            return Vec::new();
        }
        let known = std::mem::take(&mut self.known);
        self.asked.unseen.extend(&known);
        if asking.again(&mut self.asked).await.is_empty() {
            return vec![format!("{:?} may know {known:?}, and sees nothing of it", self.asked.reader)];
        }
        Vec::new()
    }
}

/// The differences of two readings, each question once.
fn differences(before: &[Answer], now: &[Answer]) -> Vec<String> {
    let mut found = Vec::new();
    for (before, now) in before.iter().zip(now) {
        let question = &now.question;
        if before.bytes != now.bytes {
            let value = |bytes: &str| serde_json::from_str(bytes).expect("a response is JSON");
            found.push(format!("{question}: {}", difference(&value(&before.bytes), &value(&now.bytes), "")));
        }
        let (was, is) = (before.statements.len(), now.statements.len());
        if was != is {
            let more = |of: &[String], than: &[String]| without(of, than).join("\n    ");
            let (gone, new) = (more(&before.statements, &now.statements), more(&now.statements, &before.statements));
            found.push(format!("{question}: {was} statements, now {is}; gone:\n    {gone}\n  new:\n    {new}"));
        }
    }
    if before.len() != now.len() {
        found.push("a list has other pages".to_owned());
    }
    found
}

/// The statements of one list that the other does not have as often, without what is long in them.
fn without(of: &[String], others: &[String]) -> Vec<String> {
    let mut others = others.to_vec();
    let mut left = Vec::new();
    for statement in of {
        match others.iter().position(|other| other == statement) {
            Some(place) => drop(others.swap_remove(place)),
            None => left.push(statement.chars().take(400).collect()),
        }
    }
    left
}

/// The first place where two values differ.
pub fn difference(before: &Value, now: &Value, place: &str) -> String {
    match (before, now) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            let key = a.keys().find(|key| a[*key] != b[*key]);
            key.map_or(place.to_owned(), |key| difference(&a[key], &b[key], &format!("{place}.{key}")))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let number = (0..a.len()).find(|number| a[*number] != b[*number]);
            number.map_or(place.to_owned(), |it| difference(&a[it], &b[it], &format!("{place}[{it}]")))
        }
        _ => format!("{place} was {before} and is {now}"),
    }
}

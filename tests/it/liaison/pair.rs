//! Asks the two demos the same. One different byte is a leak. So is one more statement, because a clock shows it.

use serde_json::{Value, json};
use tokio::join;

use super::{
    demo::{Answer, Demo, Operation, Who},
    operations::KEY,
    schema::{INTROSPECTION, Schema},
};

/// The plain demo, and the demo altered by facts that the consulate may not notice.
pub struct Pair {
    pub plain: Demo,
    pub altered: Demo,
    pub leaks: Vec<String>,
    /// The number of operations.
    pub asked: usize,
    /// The number of operations that were answered with data.
    pub answered: usize,
}

impl Pair {
    pub fn new(plain: Demo, altered: Demo) -> Self {
        Self { plain, altered, leaks: Vec::new(), asked: 0, answered: 0 }
    }

    /// Asks both demos as the liaison officer. Every fourth operation is also asked of the altered demo with a token
    /// that claims every role.
    pub async fn read(&mut self, operation: &Operation) -> Value {
        let [plain, altered] = self.both(operation).await;
        self.compare(operation, &plain, &altered, "is in the other demo");
        if self.asked.is_multiple_of(4) {
            let claimed = self.altered.ask(Who::EveryRole, &claiming(operation)).await;
            // The claimed roles are the viewer's own data and may differ.
            let claimed = Answer { body: claimed.body.replace(&roles(&claimed), &roles(&plain)), ..claimed };
            self.compare(operation, &plain, &claimed, "is with every role");
        }
        self.noted(&plain)
    }

    /// Asks both demos once as this persona, because a mutation can change something.
    pub async fn change(&mut self, who: Who, operation: &Operation) -> Value {
        let (plain, altered) = join!(self.plain.ask(who, operation), self.altered.ask(who, operation));
        self.compare(operation, &plain, &altered, "is in the other demo");
        self.noted(&plain)
    }

    /// The answers of both, for a comparison by the caller.
    pub async fn both(&self, operation: &Operation) -> [Answer; 2] {
        let (plain, altered) =
            join!(self.plain.ask(Who::Liaison, operation), self.altered.ask(Who::Liaison, operation));
        [plain, altered]
    }

    /// The schema as the liaison officer sees it: the same in both demos, whatever roles the token claims.
    pub async fn schema(&mut self) -> Schema {
        let answer = self.read(&Operation::plain("introspection", INTROSPECTION)).await;
        Schema::read(&answer)
    }

    /// Notes a leak if the two answers differ.
    pub fn compare(&mut self, operation: &Operation, one: &Answer, other: &Answer, what: &str) {
        if (one.status, &one.body) != (other.status, &other.body) {
            let place = one.body.bytes().zip(other.body.bytes()).take_while(|(a, b)| a == b).count();
            let near = |text: &str| text.chars().skip(place.saturating_sub(60)).take(160).collect::<String>();
            let (one, other) = (near(&one.body), near(&other.body));
            self.leaks.push(format!("{}: …{one}… {what} …{other}…", operation.name));
        } else if one.statements.len() != other.statements.len() {
            let (more, less) =
                (lacking(&one.statements, &other.statements), lacking(&other.statements, &one.statements));
            self.leaks.push(format!("{}: took {more:#?} and not {less:#?}, which {what}", operation.name));
        }
    }

    fn noted(&mut self, answer: &Answer) -> Value {
        let value = answer.value();
        self.asked += 1;
        let data = value["data"].as_object();
        self.answered += usize::from(data.is_some_and(|data| data.values().any(|it| !it.is_null())));
        value
    }
}

/// The statements of `some` that `others` lack.
fn lacking<'a>(some: &'a [String], others: &[String]) -> Vec<&'a str> {
    let mut others: Vec<_> = others.iter().collect();
    let mut lacking = Vec::new();
    for statement in some {
        match others.iter().position(|other| *other == statement) {
            Some(place) => _ = others.swap_remove(place),
            None => lacking.push(statement.as_str()),
        }
    }
    lacking
}

/// The mutation under another key: the token with every role must not replay the liaison officer's outcome.
fn claiming(operation: &Operation) -> Operation {
    let mut claiming = operation.clone();
    if let Some(key) = claiming.variables[KEY].as_str().and_then(|it| it.strip_prefix("key-")) {
        claiming.variables[KEY] = json!(format!("all-{key}"));
    }
    claiming
}

/// The list of roles inside an answer.
fn roles(answer: &Answer) -> String {
    let start = answer.body.find("\"roles\":[");
    let list = start.and_then(|start| answer.body[start..].split_inclusive(']').next());
    list.unwrap_or("\"roles\":").to_owned()
}

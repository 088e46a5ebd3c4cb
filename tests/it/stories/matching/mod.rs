//! The same person is registered by two organisations. Salif answers for protection in Agadez, where she is Aïssata Diallo. Fanta does
//! in Dirkou, where she is Aissata Jallow. She agreed in both places that the other organisation learns of it.

mod ended;
mod found;
mod hidden;
mod refused;

use entity::{
    case,
    codes::{DataClass, Purpose, Role},
    consent, organisation, person,
};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    actions::matching::round,
    global_id,
};

use super::house::House;
use crate::support::{World, rows};

/// Everything that a side reads of its matches and entries.
const OF_CASE: &str = "id reference version
    matchingEntries { id enteredAt validUntil endedAt endReason consent { id } worker { displayName } }
    personMatches(first: 5) { nodes { id version state talkReference createdAt expiresAt answeredAt endedAt
        otherOrganisation { id acronym contactDesk } answeredBy { displayName } availableActions case { id } } }";

/// The two organisations, and what each has of the woman.
struct Both {
    house: House,
    fanta: Viewer,
    ours: Registered,
    theirs: Registered,
}

/// One registration.
struct Registered {
    person: person::Model,
    case: case::Model,
    consent: consent::Model,
}

impl Registered {
    fn case_id(&self) -> String {
        global_id::encode("Case", self.case.id)
    }

    fn entering(&self) -> Value {
        json!({ "caseId": self.case_id(), "consentId": global_id::encode("Consent", self.consent.id) })
    }

    fn leaving(&self) -> Value {
        json!({ "caseId": self.case_id() })
    }
}

impl Both {
    async fn begin(world: World) -> Self {
        let house = House::begin(world).await;
        let worker = house.world.add(rows::worker(&house.partner)).await;
        let fanta = house.world.viewer(Role::ProtectionOfficer, &worker, &house.partner);
        let person = person_of(&house, house.case.person_id).await;
        let consent = agreed(&house, &house.case, &[&house.partner]).await;
        let ours = Registered { person, case: house.case.clone(), consent };
        let person = house.world.add(rows::person(&house.partner)).await;
        house.world.add(rows::name(&person, "Aissata", "Jallow")).await;
        let case = house.world.add(rows::case(&person, &house.dirkou)).await;
        let consent = agreed(&house, &case, &[&house.owner]).await;
        let theirs = Registered { person, case, consent };
        Self { house, fanta, ours, theirs }
    }

    /// Both are entered, so that there is a match.
    async fn matched(world: World) -> Self {
        let both = Self::begin(world).await;
        both.does(&both.house.salif, "enterMatching", both.ours.entering()).await;
        both.does(&both.fanta, "enterMatching", both.theirs.entering()).await;
        both.round().await;
        both
    }

    /// Both agreed, and were told.
    async fn agreed(world: World) -> Self {
        let both = Self::matched(world).await;
        both.answers(&both.house.salif, &both.ours, true).await;
        both.answers(&both.fanta, &both.theirs, true).await;
        both.round().await;
        both
    }

    /// A round of the blind match. Gives how many rows it settled.
    async fn round(&self) -> u64 {
        let run = round::run(&self.house.world.database, self.house.world.now).await.expect("a round is run");
        assert_eq!(run.skipped, 0);
        run.settled
    }

    /// A mutation. Gives the whole response.
    async fn asks(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let (head, tail) = mutation.split_at(1);
        let shown = if mutation == "answerPersonMatch" {
            "personMatch { id version state talkReference }"
        } else {
            "case { id } matchingEntry { id endReason validUntil }"
        };
        let document = format!(
            "mutation($key: String!, $input: {}{tail}Input!) {{ it: {mutation}(idempotencyKey: $key, input: $input) {{
                {shown} userErrors {{ code field }} }} }}",
            head.to_uppercase()
        );
        let key = Uuid::now_v7().to_string();
        self.house.world.ask(&self.house.engine, who, &document, json!({ "key": key, "input": input })).await
    }

    /// A mutation that must succeed. Gives the payload.
    async fn does(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let response = self.asks(who, mutation, input).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        assert_eq!(response["data"]["it"]["userErrors"], json!([]), "{response:#}");
        response["data"]["it"].clone()
    }

    /// The code and the field of the only refusal.
    async fn refuses(&self, who: &Viewer, mutation: &str, input: Value) -> (String, String) {
        let response = self.asks(who, mutation, input).await;
        let refused = response["data"]["it"]["userErrors"].as_array().unwrap_or_else(|| panic!("{response:#}")).clone();
        assert_eq!(refused.len(), 1, "{response:#}");
        let text = |name: &str| refused[0][name].as_str().unwrap_or_default().to_owned();
        (text("code"), text("field"))
    }

    /// The code of the only error.
    async fn denies(&self, who: &Viewer, mutation: &str, input: Value) -> String {
        let response = self.asks(who, mutation, input).await;
        response["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{response:#}")).to_owned()
    }

    /// A case with its matches, as this viewer reads it.
    async fn file(&self, who: &Viewer, of: &Registered) -> Value {
        let document = format!("query($id: ID!) {{ case(id: $id) {{ {OF_CASE} }} }}");
        let asked = json!({ "id": of.case_id() });
        self.house.world.ask(&self.house.engine, who, &document, asked).await["data"]["case"].clone()
    }

    /// The matches of a case, as this viewer reads them.
    async fn matches(&self, who: &Viewer, of: &Registered) -> Vec<Value> {
        let file = self.file(who, of).await;
        file["personMatches"]["nodes"].as_array().unwrap_or_else(|| panic!("{file:#}")).clone()
    }

    /// The states of our matches and of theirs.
    async fn states(&self) -> [Vec<String>; 2] {
        let states = |matches: Vec<Value>| -> Vec<String> {
            matches.iter().map(|it| it["state"].as_str().unwrap_or("null").to_owned()).collect()
        };
        let ours = self.matches(&self.house.salif, &self.ours).await;
        [states(ours), states(self.matches(&self.fanta, &self.theirs).await)]
    }

    /// Answers the newest match of a case.
    async fn answers(&self, who: &Viewer, of: &Registered, agree: bool) -> Value {
        let newest = self.matches(who, of).await[0].clone();
        let input = json!({ "personMatchId": newest["id"], "version": newest["version"], "agree": agree });
        self.does(who, "answerPersonMatch", input).await["personMatch"].clone()
    }
}

async fn person_of(house: &House, id: Uuid) -> person::Model {
    let found = person::Entity::find_by_id(id).one(&house.world.database.reader).await;
    found.expect("persons are read").expect("the person is there")
}

/// A consent to case management that names these organisations.
async fn agreed(house: &House, case: &case::Model, to: &[&organisation::Model]) -> consent::Model {
    let classes = ClassSet::of(&[DataClass::Operational, DataClass::Identity, DataClass::Contact]).to_bits();
    let consent = consent::Model { classes, ..rows::consent(case, Purpose::CaseManagement) };
    let consent = house.world.add(consent).await;
    for organisation in to {
        house.world.add(rows::recipient(&consent, organisation)).await;
    }
    consent
}

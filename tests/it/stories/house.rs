//! The owning organisation in Agadez and its partner in Dirkou, for the stories of cases, consents and transfers.
//! Aminata works the case, Moussa manages the centre, Salif answers for protection and Awa is the doctor. Ibrahim
//! manages the partner's centre and Zara works there. Nadia belongs to a third, unrelated organisation.

use entity::{
    case, centre,
    codes::{OrganisationType, Role},
    organisation, worker,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id, graphql::engine::Engine};

use crate::support::{World, rows, someone};

/// The starting point of every story.
pub struct House {
    pub world: World,
    pub engine: Engine,
    pub owner: organisation::Model,
    pub partner: organisation::Model,
    pub agadez: centre::Model,
    pub dirkou: centre::Model,
    /// Aïssata's case in Agadez, assigned to Aminata. Awa has an open encounter.
    pub case: case::Model,
    pub aminata: Viewer,
    pub moussa: Viewer,
    pub salif: Viewer,
    pub awa: Viewer,
    pub ibrahim: Viewer,
    pub zara: Viewer,
    pub nadia: Viewer,
}

/// The fields that are read back of each record.
const OF_CASE: &str = "case { id reference version status priority riskLevel handlingInstruction legalRestrictions
    accessMode closureGroup closureReason closedAt fitToTravel allergies medicalEmergency organisation { id }
    placement { id } centre { id } assignedWorker { displayName } vulnerabilities { category } medicalNotes { summary }
    caseNotes { text } person { reference initials birthDate birthYear deceased names { given family script }
    nationalities { country } languages { language } identifiers { number } contacts { value } } }";
const OF_CONSENT: &str = "consent { id version status classes withdrawnAt recipients { organisation { id } } }";
const OF_ORDER: &str = "legalOrder { id version reference classes inForce approvedAt validUntil endedAt }";
const OF_TRANSFER: &str = "transfer { id reference version state conferenceOn senderConfirmedAt receiverConfirmedAt }";

impl House {
    pub async fn begin(world: World) -> Self {
        let (house, aminata) = someone(&world, OrganisationType::Iom).await;
        let (partner, ibrahim) = someone(&world, OrganisationType::NationalNgo).await;
        let (third, nadia) = someone(&world, OrganisationType::IntlNgo).await;
        let coded = |centre: centre::Model, code: &str| centre::Model { code: code.to_owned(), ..centre };
        let agadez = world.add(coded(rows::centre(&house), "AGZ")).await;
        let dirkou = world.add(coded(rows::centre(&partner), "DIR")).await;
        let awa = world.add(rows::worker(&house)).await;
        let person = world.add(rows::person(&house)).await;
        world.add(rows::name(&person, "Aïssata", "Diallo")).await;
        let case = case::Model {
            assigned_worker_id: Some(aminata.id),
            medical_worker_id: Some(awa.id),
            ..rows::case(&person, &agadez)
        };
        let case = world.add(case).await;
        let of_house = async |role| {
            let worker: worker::Model = world.add(rows::worker(&house)).await;
            world.viewer(role, &worker, &house)
        };
        let zara = world.add(rows::worker(&partner)).await;
        Self {
            engine: world.engine().await,
            aminata: world.viewer(Role::CaseWorker, &aminata, &house),
            moussa: of_house(Role::CentreManager).await,
            salif: of_house(Role::ProtectionOfficer).await,
            awa: world.viewer(Role::MedicalOfficer, &awa, &house),
            ibrahim: world.viewer(Role::CentreManager, &ibrahim, &partner),
            zara: world.viewer(Role::CaseWorker, &zara, &partner),
            nadia: world.viewer(Role::CaseWorker, &nadia, &third),
            owner: house,
            partner,
            agadez,
            dirkou,
            case,
            world,
        }
    }

    /// Sends a mutation with a new key. Gives the whole response.
    pub async fn asks(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let (head, tail) = mutation.split_at(1);
        let of = format!("{}{tail}Input", head.to_uppercase());
        let read = match mutation {
            "recordConsent" | "withdrawConsent" => OF_CONSENT,
            "confirmTransferHandover" => OF_TRANSFER,
            "moveCase" => OF_TRANSFER,
            other if other.ends_with("Transfer") => OF_TRANSFER,
            other if other.ends_with("LegalOrder") => OF_ORDER,
            other if other.ends_with("LegalOverride") => "legalOverride { id version state validUntil }",
            other if other.ends_with("Determination") => "bestInterestDetermination { id version outcome }",
            _ => OF_CASE,
        };
        let document = format!(
            "mutation($key: String!, $input: {of}!) {{
                {mutation}(idempotencyKey: $key, input: $input) {{ {read} userErrors {{ code field }} }}
            }}"
        );
        let key = Uuid::now_v7().to_string();
        self.world.ask(&self.engine, who, &document, json!({ "key": key, "input": input })).await
    }

    /// A mutation that must not be an error. Gives its payload.
    pub async fn does(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let response = self.asks(who, mutation, input).await;
        assert_eq!(response["errors"], Value::Null, "{mutation}: {response:#}");
        response["data"][mutation].clone()
    }

    /// A mutation that must succeed. Gives the record after it, as the caller may see it.
    pub async fn must(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let payload = self.does(who, mutation, input).await;
        assert_eq!(payload["userErrors"], json!([]), "{mutation}: {payload:#}");
        let fields = payload.as_object().expect("a payload");
        fields.iter().find(|(name, _)| *name != "userErrors").expect("a record").1.clone()
    }

    /// The code and the field of the only refusal.
    pub async fn refused(&self, who: &Viewer, mutation: &str, input: Value) -> (String, String) {
        let payload = self.does(who, mutation, input).await;
        let errors = payload["userErrors"].as_array().expect("a list");
        assert_eq!(errors.len(), 1, "{mutation}: {payload:#}");
        let text = |name: &str| errors[0][name].as_str().unwrap_or_default().to_owned();
        (text("code"), text("field"))
    }

    /// The code of the only error.
    pub async fn error(&self, who: &Viewer, mutation: &str, input: Value) -> String {
        let response = self.asks(who, mutation, input).await;
        response["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{response:#}")).to_owned()
    }

    /// The case as this viewer sees it; null if it does not exist for the viewer.
    pub async fn sees(&self, who: &Viewer) -> Value {
        let document =
            format!("query($id: ID!) {{ node(id: $id) {{ ... on Case {{ it: __typename {} }} }} }}", inside());
        let id = global_id::encode("Case", self.case.id);
        self.world.ask(&self.engine, who, &document, json!({ "id": id })).await["data"]["node"].clone()
    }

    /// The stored row of the case.
    pub async fn row(&self) -> case::Model {
        let found = case::Entity::find_by_id(self.case.id).one(&self.world.database.reader).await;
        found.expect("cases are read").expect("the case is there")
    }

    /// An input of a mutation of the case with its current version, and more fields.
    pub async fn of_case(&self, more: Value) -> Value {
        let case::Model { version, protected_version, .. } = self.row().await;
        let mut input = json!({ "caseId": self.case_id(), "version": version });
        if ["riskLevel", "legalRestrictions", "accessMode"].iter().any(|field| more.get(field).is_some()) {
            input["protectedVersion"] = json!(protected_version);
        }
        with(input, more)
    }

    pub fn case_id(&self) -> String {
        global_id::encode("Case", self.case.id)
    }
}

/// The fields of a case, without the field `case` around them.
fn inside() -> &'static str {
    OF_CASE.strip_prefix("case {").and_then(|rest| rest.strip_suffix('}')).expect("the fields are in braces")
}

/// The input with more fields.
pub fn with(mut input: Value, more: Value) -> Value {
    let Value::Object(more) = more else { panic!("fields") };
    input.as_object_mut().expect("an object").extend(more);
    input
}

/// A refusal in the form that [`House::refused`] gives.
pub fn refusal(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}

//! The consular desk. The cast: Mariama sends requests for IOM, Issa and Salou answer for protection, Sékou is the
//! liaison officer of Guinea's embassy, Bintou that of Mali's. Aïssata is the person.

mod batch;
mod child;
mod closing;
mod corrected;
mod custody;
mod gate;
mod hold;
mod interview;
mod late;
mod life;
mod marker;
mod packet;
mod preparing;
mod renewed;
mod sealed;
mod stopped;
mod stranger;
mod time;

use entity::{
    case, centre,
    codes::{DataClass, Gate, IdentifierType, LanguageLevel, NationalityBasis, OrganisationType, Purpose, Role},
    consent, consular_post, identifier, nationality, organisation,
};
use sea_orm::{ActiveEnum, Iterable};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
    graphql::engine::Engine,
};

use crate::support::{World, rows, someone};

/// The starting point of every story.
struct Story {
    world: World,
    engine: Engine,
    mariama: Viewer,
    issa: Viewer,
    sekou: Viewer,
    bintou: Viewer,
    case: case::Model,
    embassy: consular_post::Model,
    consent: consent::Model,
}

const HOUSE: &str = "consularRequest { id reference version state heldState packetReference closedAt withdrawnReason
    openQuestions cleared gates { gate outcome correction } documents { type number custody { event } }
    case { person { names { family } } } } userErrors { code field message }";

const POST: &str = "consularPacket { reference version state documentVersion hash givenNames familyNames lastAddress
    evidence { type number seen } answers { question text } openQuestions interviewAt refusalReason } userErrors { code field message }";

/// Every field of a packet that a liaison officer can ask for.
const PACKET: &str = "{ __typename reference version state submittedAt closedAt post { name country } documentVersion hash
    openQuestions interviewMode interviewAt interviewProposedBy refusalReason givenNames familyNames otherNames sex birthDate birthDatePrecision
    birthCountry birthPlace claimedNationality fatherName motherName lastAddress languages
    evidence { type number issuer issuedOn expiresOn seen } answers { question text }
    documentType interviewPreferences focalPointDesk }";

impl Story {
    async fn begin(world: World) -> Self {
        let (house, mariama) = someone(&world, OrganisationType::Iom).await;
        let issa = world.add(rows::worker(&house)).await;
        let (guinea, sekou) = embassy_of(&world, "GIN").await;
        let (mali, bintou) = embassy_of(&world, "MLI").await;
        let centre = world.add(rows::centre(&house)).await;
        let (case, consent) = guinean(&world, &house, &centre, &guinea.0).await;
        Self {
            engine: world.engine().await,
            mariama: world.viewer(Role::ConsularWorker, &mariama, &house),
            issa: world.viewer(Role::ProtectionOfficer, &issa, &house),
            sekou: world.viewer(Role::GovernmentLiaison, &sekou, &guinea.0),
            bintou: world.viewer(Role::GovernmentLiaison, &bintou, &mali.0),
            embassy: guinea.1,
            case,
            consent,
            world,
        }
    }

    /// Sends a mutation with a new key. Gives the whole response.
    async fn asks(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let about_requests = !input["consularRequestId"].is_null() || mutation == "draftConsularRequest";
        let read = match (input["packetReference"].is_null(), about_requests) {
            (false, _) => POST,
            (true, true) => HOUSE,
            (true, false) => "userErrors { code field message }",
        };
        self.asks_for(who, mutation, input, read).await
    }

    async fn asks_for(&self, who: &Viewer, mutation: &str, input: Value, read: &str) -> Value {
        let (head, tail) = mutation.split_at(1);
        let of = format!("{}{tail}Input", head.to_uppercase());
        let document = format!(
            "mutation($key: String!, $input: {of}!) {{ {mutation}(idempotencyKey: $key, input: $input) {{ {read} }} }}"
        );
        let key = Uuid::now_v7().to_string();
        self.world.ask(&self.engine, who, &document, json!({ "key": key, "input": input })).await
    }

    /// A mutation of the requesting organisation about another record than a request. It must succeed.
    async fn done(&self, who: &Viewer, mutation: &str, input: Value) {
        let response = self.asks_for(who, mutation, input, "userErrors { code field message }").await;
        assert_eq!(response["errors"], Value::Null, "{mutation}: {response:#}");
        assert_eq!(response["data"][mutation]["userErrors"], json!([]), "{mutation}: {response:#}");
    }

    /// The code of the refusal, or of the error.
    async fn refused(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let response = self.asks(who, mutation, input).await;
        let payload = &response["data"][mutation]["userErrors"][0]["code"];
        if payload.is_null() { response["errors"][0]["extensions"]["code"].clone() } else { payload.clone() }
    }

    /// A mutation that must succeed. Gives the record after it.
    async fn must(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let response = self.asks(who, mutation, input.clone()).await;
        assert_eq!(response["errors"], Value::Null, "{mutation}: {response:#}");
        let payload = &response["data"][mutation];
        assert_eq!(payload["userErrors"], json!([]), "{mutation}: {payload:#}");
        payload[if input["packetReference"].is_null() { "consularRequest" } else { "consularPacket" }].clone()
    }

    /// A step of the requesting organisation, in the version of this record.
    async fn house(&self, who: &Viewer, mutation: &str, request: &Value, more: Value) -> Value {
        self.must(who, mutation, of_request(request, more)).await
    }

    /// A step of the liaison officer, in the version of this packet.
    async fn post(&self, mutation: &str, packet: &Value, more: Value) -> Value {
        self.must(&self.sekou, mutation, of_packet(packet, more)).await
    }

    fn draft(&self) -> Value {
        json!({
            "caseId": global_id::encode("Case", self.case.id),
            "postId": global_id::encode("ConsularPost", self.embassy.id),
            "documentType": "EMERGENCY_TRAVEL_CERTIFICATE",
            "consentId": global_id::encode("Consent", self.consent.id),
            "fatherName": "Alpha Diallo",
            "interviewPreferences": ["PHONE"],
        })
    }

    async fn drafted(&self) -> Value {
        self.must(&self.mariama, "draftConsularRequest", self.draft()).await
    }

    async fn screened(&self) -> Value {
        self.screen(self.draft()).await
    }

    /// Drafts a request from this input and passes all gates.
    async fn screen(&self, draft: Value) -> Value {
        let mut request = self.must(&self.mariama, "draftConsularRequest", draft).await;
        for gate in Gate::iter() {
            let decision = json!({ "gate": gate.to_value(), "outcome": "PASS" });
            request = self.house(&self.issa, "decideProtectionGate", &request, decision).await;
        }
        request
    }

    async fn submitted(&self) -> Value {
        self.submit(self.draft()).await
    }

    /// Drafts a request from this input and submits it to the consulate.
    async fn submit(&self, draft: Value) -> Value {
        let request = self.screen(draft).await;
        let request = self.house(&self.mariama, "freezeConsularPacket", &request, json!({})).await;
        self.house(&self.mariama, "submitConsularRequest", &request, json!({})).await
    }

    /// The packet of a request, asked for by its reference: the whole response.
    async fn packet(&self, who: &Viewer, reference: &Value) -> Value {
        let document = format!("query($reference: String!) {{ consularPacket(reference: $reference) {PACKET} }}");
        self.world.ask(&self.engine, who, &document, json!({ "reference": reference })).await
    }

    /// The list of packets of a liaison officer: the whole response.
    async fn inbox(&self, who: &Viewer, arguments: &str) -> Value {
        let document = format!("{{ consularPackets{arguments} {{ nodes {PACKET} pageInfo {{ hasNextPage }} }} }}");
        self.world.ask(&self.engine, who, &document, json!({})).await
    }
}

fn of_request(request: &Value, more: Value) -> Value {
    merged(json!({ "consularRequestId": request["id"], "version": request["version"] }), more)
}

fn of_packet(packet: &Value, more: Value) -> Value {
    merged(json!({ "packetReference": packet["reference"], "version": packet["version"] }), more)
}

fn merged(mut input: Value, more: Value) -> Value {
    let Value::Object(more) = more else { panic!("an input is an object") };
    input.as_object_mut().expect("an input is an object").extend(more);
    input
}

/// A woman of Guinea in this centre, who consents that this consulate gets her data: her case and her consent.
async fn guinean(
    world: &World,
    owner: &organisation::Model,
    centre: &centre::Model,
    consulate: &organisation::Model,
) -> (case::Model, consent::Model) {
    let person = world.add(rows::person(owner)).await;
    world.add(rows::name(&person, "Aïssata", "Diallo")).await;
    for (identifier_type, number) in [(IdentifierType::NationalId, "GN-1"), (IdentifierType::Other, "paper of a camp")]
    {
        world.add(paper(person.id, identifier_type, number)).await;
    }
    let (id, person_id, country) = (Uuid::now_v7(), person.id, "GIN".to_owned());
    let basis = NationalityBasis::Claimed;
    world.add(nationality::Model { id, person_id, country, basis, correction_id: None }).await;
    // She was asked for her consent in French, which she speaks.
    world.add(rows::language(person_id, "fr", LanguageLevel::Fluent)).await;
    let case = world.add(rows::case(&person, centre)).await;
    let classes = ClassSet::of(&[DataClass::Identity, DataClass::Contact, DataClass::Legal]).to_bits();
    let consent = consent::Model { classes, ..rows::consent(&case, Purpose::ConsularDocument) };
    let consent = world.add(consent).await;
    world.add(rows::recipient(&consent, consulate)).await;
    (case, consent)
}

async fn embassy_of(
    world: &World,
    country: &str,
) -> ((organisation::Model, consular_post::Model), entity::worker::Model) {
    let organisation = rows::organisation(OrganisationType::GovOriginConsular);
    let organisation = world.add(organisation::Model { country: Some(country.to_owned()), ..organisation }).await;
    let worker = world.add(rows::worker(&organisation)).await;
    let post = world.add(rows::post(&organisation, country)).await;
    ((organisation, post), worker)
}

fn paper(person_id: Uuid, identifier_type: IdentifierType, number: &str) -> identifier::Model {
    identifier::Model {
        id: Uuid::now_v7(),
        person_id,
        identifier_type,
        number: number.to_owned(),
        issuer: None,
        issued_on: None,
        expires_on: None,
        seen: entity::codes::DocumentSeen::Copy,
        search_key: None,
        correction_id: None,
    }
}

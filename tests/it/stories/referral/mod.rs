//! Referrals. The cast: Aminata works a case of an organisation in Agadez, Ibrahim is the focal point of a partner with
//! a clinic, Fatou the focal point of another partner.

mod as_of;
mod assigned;
mod authority;
mod basis;
mod begins_later;
mod calendar;
mod content;
mod desk;
mod determined;
mod emergency;
mod expiry;
mod followed;
mod ground;
mod hidden_consent;
mod life;
mod medical;
mod overriding;
mod previews;
mod refusals;
mod tasks;
mod together;

use entity::{
    case,
    codes::{DataClass, OrganisationType, Purpose, Role, ServiceType},
    consent, organisation, service,
};
use sea_orm::EntityTrait;
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
    /// The case worker of record.
    aminata: Viewer,
    /// The focal point of the partner that receives the referral.
    ibrahim: Viewer,
    /// The focal point of another partner.
    fatou: Viewer,
    case: case::Model,
    /// The partner's clinic.
    clinic: service::Model,
    /// The clinic of the other partner.
    other_clinic: service::Model,
    /// Covers both partners, with IDENTITY and CONTACT.
    consent: consent::Model,
}

/// The fields that are read back of a referral.
const READ: &str = "referral { id reference state version overdue decideDueAt declineReason decidedAt
    case { person { names { family } } } } userErrors { code field }";

/// The fields that are read back of an override.
const READ_OVERRIDE: &str =
    "legalOverride { id version state classes validUntil approvedAt } userErrors { code field }";

impl Story {
    async fn begin(world: World) -> Self {
        let (house, aminata) = someone(&world, OrganisationType::Iom).await;
        let (partner, ibrahim) = someone(&world, OrganisationType::NationalNgo).await;
        let (other, fatou) = someone(&world, OrganisationType::IntlNgo).await;
        let centre = world.add(rows::centre(&house)).await;
        let person = world.add(rows::person(&house)).await;
        world.add(rows::name(&person, "Aïssata", "Diallo")).await;
        let case = rows::case(&person, &centre);
        let case = world.add(case::Model { assigned_worker_id: Some(aminata.id), ..case }).await;
        let consent = rows::consent(&case, Purpose::ReferralService);
        let classes = ClassSet::of(&[DataClass::Operational, DataClass::Identity, DataClass::Contact]).to_bits();
        let consent = world.add(consent::Model { classes, ..consent }).await;
        for organisation in [&partner, &other] {
            world.add(rows::recipient(&consent, organisation)).await;
        }
        Self {
            engine: world.engine().await,
            aminata: world.viewer(Role::CaseWorker, &aminata, &house),
            ibrahim: world.viewer(Role::NgoFocalPoint, &ibrahim, &partner),
            fatou: world.viewer(Role::NgoFocalPoint, &fatou, &other),
            clinic: world.add(rows::service(&partner, ServiceType::HealthPrimary)).await,
            other_clinic: world.add(rows::service(&other, ServiceType::HealthPrimary)).await,
            case,
            consent,
            world,
        }
    }

    /// Sends a mutation with a new key. Gives its payload.
    async fn does(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let response = self.asks(who, mutation, &Uuid::now_v7().to_string(), input).await;
        assert_eq!(response["errors"], Value::Null, "{mutation}: {response:#}");
        response["data"][mutation].clone()
    }

    /// Records a consent of the person, by Aminata. Gives the consent.
    async fn agrees_to(&self, more: Value) -> Value {
        self.recorded_by(&self.aminata, more).await
    }

    /// A mutation that must succeed. Gives the referral after it.
    async fn must(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let payload = self.does(who, mutation, input).await;
        assert_eq!(payload["userErrors"], json!([]), "{mutation}: {payload:#}");
        let fields = payload.as_object().expect("a payload");
        fields.iter().find(|(name, _)| *name != "userErrors").expect("a record").1.clone()
    }

    /// The whole response.
    async fn asks(&self, who: &Viewer, mutation: &str, key: &str, input: Value) -> Value {
        let (head, tail) = mutation.split_at(1);
        let of = format!("{}{tail}Input", head.to_uppercase());
        let read = if mutation.ends_with("LegalOverride") { READ_OVERRIDE } else { READ };
        let document = format!(
            "mutation($key: String!, $input: {of}!) {{ {mutation}(idempotencyKey: $key, input: $input) {{ {read} }} }}"
        );
        self.world.ask(&self.engine, who, &document, json!({ "key": key, "input": input })).await
    }

    /// A valid input for a draft to the clinic.
    fn packet(&self) -> Value {
        json!({
            "caseId": global_id::encode("Case", self.case.id),
            "serviceId": global_id::encode("Service", self.clinic.id),
            "urgency": "URGENT",
            "purpose": "REFERRAL_SERVICE",
            "classes": ["OPERATIONAL", "IDENTITY"],
            "reasonText": "fever since Monday",
            "contactRestrictions": "none",
            "consentId": global_id::encode("Consent", self.consent.id),
        })
    }

    async fn drafted(&self) -> Value {
        self.must(&self.aminata, "draftReferral", self.packet()).await
    }

    async fn sent(&self) -> Value {
        let draft = self.drafted().await;
        self.must(&self.aminata, "sendReferral", next(&draft)).await
    }

    async fn under_review(&self) -> Value {
        let sent = self.sent().await;
        let seen = self.must(&self.ibrahim, "acknowledgeReferral", next(&sent)).await;
        self.must(&self.ibrahim, "reviewReferral", next(&seen)).await
    }

    async fn accepted(&self) -> Value {
        let reviewed = self.under_review().await;
        self.must(&self.ibrahim, "acceptReferral", next(&reviewed)).await
    }

    /// The family name as this viewer reads it through the referral; null if the viewer may not read it.
    async fn family_name(&self, who: &Viewer, referral: &Value) -> Value {
        let document = "query($id: ID!) { referral(id: $id) { state case { person { names { family } } } } }";
        let response = self.world.ask(&self.engine, who, document, json!({ "id": referral["id"] })).await;
        response["data"]["referral"]["case"]["person"]["names"][0]["family"].clone()
    }

    async fn free_places(&self) -> Option<i32> {
        let clinic = service::Entity::find_by_id(self.clinic.id).one(&self.world.database.reader).await;
        clinic.expect("services are read").expect("the clinic is there").capacity_free
    }
}

/// The input of a step that needs only the referral and its version.
fn next(referral: &Value) -> Value {
    json!({ "referralId": referral["id"], "version": referral["version"] })
}

/// The same with more fields.
fn with(referral: &Value, more: Value) -> Value {
    let mut input = next(referral);
    let Value::Object(more) = more else { panic!("fields") };
    input.as_object_mut().expect("an object").extend(more);
    input
}

/// The codes of the refusals.
fn codes(payload: &Value) -> Vec<&str> {
    let errors = payload["userErrors"].as_array().expect("a list of refusals");
    errors.iter().map(|error| error["code"].as_str().expect("a code")).collect()
}

/// The code of the only error of a response.
fn error_code(response: &Value) -> &str {
    response["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{response:#}"))
}

/// The organisation of a viewer.
async fn organisation_of(world: &World, viewer: &Viewer) -> organisation::Model {
    let found = organisation::Entity::find_by_id(viewer.organisation_id).one(&world.database.reader).await;
    found.expect("organisations are read").expect("it is there")
}

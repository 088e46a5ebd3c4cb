//! A legal order, from its record to its end. Salif of the owning organisation records it, Djamila approves it for data
//! protection, Idrissa of the police reads through it. Without an order the police read no guarded class of a share.

mod refusals;

use std::collections::BTreeSet;

use entity::{
    case,
    codes::{ContactType, FitnessToTravel, ImmigrationStatus, OrganisationType, RiskLevel, Role, ShareEndReason},
    contact, organisation, share,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
};

use super::house::{House, refusal};
use crate::support::{World, on_both, rows, someone};

/// One field for each class that the tests look for. The first four classes have a coarse form.
const FIELDS: [(&str, &str); 9] = [
    ("/riskLevel", "PROTECTION"),
    ("/handlingInstruction", "PROTECTION_COARSE"),
    ("/fitnessToTravel", "MEDICAL"),
    ("/allergies", "MEDICAL_COARSE"),
    ("/immigrationStatus", "ASYLUM"),
    ("/consularContactAllowed", "ASYLUM_COARSE"),
    ("/person/contacts/0/value", "CONTACT"),
    ("/person/names/0/family", "IDENTITY"),
    ("/placement/id", "LOCATION"),
];

struct Story {
    house: House,
    police: organisation::Model,
    idrissa: Viewer,
    djamila: Viewer,
}

impl Story {
    async fn begin(world: World) -> Self {
        let mut house = House::begin(world).await;
        let case = case::Model {
            risk_level: Some(RiskLevel::High),
            handling_instruction: Some("female staff only".to_owned()),
            fitness_to_travel: Some(FitnessToTravel::Deferred),
            allergies: Some("penicillin".to_owned()),
            immigration_status: Some(ImmigrationStatus::AsylumSeeker),
            ..house.case.clone()
        };
        let contact = contact::Model {
            id: Uuid::now_v7(),
            person_id: case.person_id,
            contact_type: ContactType::Phone,
            value: "+227 1".to_owned(),
            name: None,
            relation: None,
            may_contact: true,
            search_key: None,
            correction_id: None,
        };
        house.world.add(contact).await;
        let row = case.into_active_model().reset_all().update(&house.world.database.writer).await;
        house.case = row.expect("the case is there");
        let djamila = house.world.add(rows::worker(&house.owner)).await;
        let djamila = house.world.viewer(Role::DataProtectionOfficer, &djamila, &house.owner);
        let (police, idrissa) = officer(&house.world, OrganisationType::GovHostEnforcement).await;
        // Refreshes the directory, which must include the agency.
        house.engine = house.world.engine().await;
        Self { house, police, idrissa, djamila }
    }

    /// A share of every class with an organisation, which no rule would open.
    async fn share_of_everything(&self, with: &organisation::Model) -> share::Model {
        let share = rows::share(&self.house.case, with);
        self.house.world.add(share::Model { classes: ClassSet::ALL.to_bits(), ..share }).await
    }

    /// The input for an order of these classes, valid for a month.
    fn order(&self, classes: &[&str]) -> Value {
        json!({
            "caseId": self.house.case_id(),
            "organisationId": global_id::encode("Organisation", self.police.id),
            "reference": "TGI/AGZ/17",
            "reason": "the investigating judge of Agadez asks for it",
            "classes": classes,
            "validUntil": self.house.world.now + chrono::Duration::days(30),
        })
    }

    /// An order of these classes that Djamila approved, as she sees it.
    async fn approved(&self, classes: &[&str]) -> Value {
        let order = self.house.must(&self.house.salif, "recordLegalOrder", self.order(classes)).await;
        self.house.must(&self.djamila, "approveLegalOrder", step(&order)).await
    }

    /// These fields of the case as the viewer sees it; null if the case does not exist for the viewer.
    async fn case(&self, who: &Viewer, fields: &str) -> Value {
        let document = format!("query($case: ID!) {{ case(id: $case) {{ {fields} }} }}");
        let variables = json!({ "case": self.house.case_id() });
        self.house.world.ask(&self.house.engine, who, &document, variables).await["data"]["case"].clone()
    }

    /// The classes of [`FIELDS`] that the viewer reads; `None` if the case does not exist for the viewer.
    async fn reads(&self, who: &Viewer) -> Option<BTreeSet<&'static str>> {
        let fields = "riskLevel handlingInstruction fitnessToTravel allergies immigrationStatus consularContactAllowed
            placement { id } person { contacts { value } names { family } }";
        let case = self.case(who, fields).await;
        let reads = |field: &str| case.pointer(field).is_some_and(|value| !value.is_null());
        let known = FIELDS.iter().filter(|(field, _)| reads(field)).map(|(_, class)| *class);
        (!case.is_null()).then(|| known.collect())
    }

    /// The number of legal orders of the case that the viewer sees.
    async fn orders(&self, who: &Viewer) -> Option<usize> {
        self.case(who, "legalOrders { reference }").await["legalOrders"].as_array().map(Vec::len)
    }
}

async fn officer(world: &World, kind: OrganisationType) -> (organisation::Model, Viewer) {
    let (organisation, worker) = someone(world, kind).await;
    let viewer = world.viewer(Role::GovernmentHostOfficer, &worker, &organisation);
    (organisation, viewer)
}

/// The input of a step of the order, in the version of this record.
fn step(order: &Value) -> Value {
    json!({ "legalOrderId": order["id"], "version": order["version"] })
}

#[expect(clippy::unnecessary_wraps, reason = "it is compared with the `Option` of `reads`")]
fn classes(of: &[&'static str]) -> Option<BTreeSet<&'static str>> {
    Some(of.iter().copied().collect())
}

#[tokio::test]
async fn each_agency_of_the_host_state_reads_up_to_its_own_ceiling() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let protection = ["PROTECTION", "PROTECTION_COARSE", "CONTACT", "IDENTITY"];
        let medical = ["MEDICAL", "MEDICAL_COARSE", "LOCATION"];
        let asylum = ["ASYLUM", "ASYLUM_COARSE"];
        for (kind, of) in [
            (OrganisationType::GovHostAntitrafficking, [&protection[..], &medical].concat()),
            (OrganisationType::GovHostSocial, [&protection[..], &medical].concat()),
            (OrganisationType::GovHostAsylum, [&protection[..], &asylum].concat()),
            (OrganisationType::GovHostEnforcement, vec!["IDENTITY"]),
        ] {
            let (organisation, officer) = officer(&story.house.world, kind).await;
            assert_eq!(story.reads(&officer).await, None, "{kind:?} is a stranger without a share");
            story.share_of_everything(&organisation).await;
            assert_eq!(story.reads(&officer).await, classes(&of), "{kind:?}");
            let everybody = Viewer { roles: Role::iter().collect(), ..officer };
            assert_eq!(story.reads(&everybody).await, classes(&of), "{kind:?} in every role");
        }
    })
    .await;
}

#[tokio::test]
async fn an_order_opens_what_it_names_from_its_approval_to_its_end() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let (house, salif) = (&story.house, &story.house.salif);
        let (_, other) = officer(&house.world, OrganisationType::GovHostEnforcement).await;
        let order = house.must(salif, "recordLegalOrder", story.order(&["IDENTITY", "MEDICAL"])).await;
        assert_eq!((&order["inForce"], &order["approvedAt"]), (&json!(false), &Value::Null));
        assert_eq!(story.reads(&story.idrissa).await, None, "a recorded order is not approved yet");

        let order = house.must(&story.djamila, "approveLegalOrder", step(&order)).await;
        assert_eq!((&order["inForce"], &order["version"]), (&json!(true), &json!(2)));
        let named = classes(&["IDENTITY", "MEDICAL", "MEDICAL_COARSE"]);
        assert_eq!(story.reads(&story.idrissa).await, named);
        assert_eq!(story.reads(&other).await, None, "the order names another agency");
        let for_help = Viewer { purpose: Some(entity::codes::Purpose::ReferralService), ..story.idrissa.clone() };
        assert_eq!(story.reads(&for_help).await, None, "a token for another purpose does not use the order");

        let order = house.must(salif, "endLegalOrder", step(&order)).await;
        assert_eq!((&order["inForce"], &order["endedAt"].is_null()), (&json!(false), &false));
        assert_eq!(story.reads(&story.idrissa).await, None, "at once");
        let share = share::Entity::find().one(&house.world.database.reader).await.expect("read").expect("there");
        assert_eq!((share.ended_at, share.end_reason), (Some(house.world.now), Some(ShareEndReason::OrderEnded)));
        let again = house.refused(&story.djamila, "endLegalOrder", step(&order));
        assert_eq!(again.await, refusal("INVALID_TRANSITION", ""));
    })
    .await;
}

#[tokio::test]
async fn an_order_runs_out_by_itself() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        story.approved(&["CONTACT"]).await;
        story.house.world.now += chrono::Duration::days(30) - chrono::Duration::microseconds(1);
        assert_eq!(story.reads(&story.idrissa).await, classes(&["CONTACT"]));
        story.house.world.now += chrono::Duration::microseconds(1);
        assert_eq!(story.reads(&story.idrissa).await, None);
    })
    .await;
}

#[tokio::test]
async fn an_order_opens_its_own_share_and_no_other() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        story.share_of_everything(&story.police).await;
        let order = story.approved(&["ASYLUM"]).await;
        let both = classes(&["IDENTITY", "ASYLUM", "ASYLUM_COARSE"]);
        assert_eq!(story.reads(&story.idrissa).await, both, "what the other share holds stays shut");
        // A share that was wrongly reopened stays shut, because its order has ended.
        story.house.must(&story.djamila, "endLegalOrder", step(&order)).await;
        let share = share::Entity::find().all(&story.house.world.database.reader).await.expect("shares are read");
        let share = share.into_iter().find(|share| share.ended_at.is_some()).expect("the share of the order");
        let reopened = share::Model { ended_at: None, end_reason: None, ..share }.into_active_model().reset_all();
        reopened.update(&story.house.world.database.writer).await.expect("the share is there");
        story.house.world.rebuild().await;
        assert_eq!(story.reads(&story.idrissa).await, classes(&["IDENTITY"]));
    })
    .await;
}

#[tokio::test]
async fn the_house_sees_its_orders_and_no_receiver_does() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        story.approved(&["IDENTITY", "LEGAL"]).await;
        let (social, officer) = officer(&story.house.world, OrganisationType::GovHostSocial).await;
        story.share_of_everything(&social).await;
        assert_eq!(story.orders(&story.djamila).await, Some(1));
        assert_eq!(story.orders(&story.house.salif).await, Some(1));
        assert_eq!(story.orders(&story.idrissa).await, Some(0), "not even the agency that it names");
        assert_eq!(story.orders(&officer).await, Some(0));
    })
    .await;
}

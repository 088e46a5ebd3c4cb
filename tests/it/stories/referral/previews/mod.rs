//! Aminata and Salif ask what an organisation would read before they refer. The partner then reads exactly that.

mod consents;

use std::collections::BTreeSet;

use entity::{
    codes::{DataClass, OrganisationType as O, Purpose, Role, ServiceType},
    consent, organisation, service,
};
use sea_orm::Iterable;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, policy::spelled, viewer::Viewer},
    global_id,
    graphql::{
        record::table::Record as _,
        records::{Case, Person},
    },
};

use super::{Story, codes, emergency::awa, error_code, next, overriding::colleague};
use crate::support::{document, on_both, rows};

const PREVIEW: &str = "query($case: ID!, $to: ID!, $classes: [DataClass!]!, $purpose: Purpose, $service: ServiceType,
    $consent: ID) { previewShare(caseId: $case, organisationId: $to, classes: $classes, purpose: $purpose,
    serviceType: $service, consentId: $consent) { purpose consentId policyVersion
    classes { dataClass opened code refusal { severity code field } } roles { role classes } } }";

impl Story {
    /// The whole response about all classes, to this organisation.
    async fn previews(&self, who: &Viewer, to: Uuid, more: Value) -> Value {
        let all: Vec<_> = DataClass::iter().map(|class| spelled(&class)).collect();
        let mut variables = json!({
            "case": global_id::encode("Case", self.case.id), "to": global_id::encode("Organisation", to), "classes": all,
        });
        let Value::Object(more) = more else { panic!("fields") };
        variables.as_object_mut().expect("an object").extend(more);
        self.world.ask(&self.engine, who, PREVIEW, variables).await
    }

    async fn preview(&self, who: &Viewer, to: Uuid, more: Value) -> Value {
        let response = self.previews(who, to, more).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        response["data"]["previewShare"].clone()
    }

    /// A partner of this kind with a clinic, to which a consent for these classes names it.
    async fn agreed_partner(
        &self,
        kind: O,
        classes: ClassSet,
    ) -> (organisation::Model, service::Model, consent::Model) {
        let partner = self.world.add(rows::organisation(kind)).await;
        let clinic = self.world.add(rows::service(&partner, ServiceType::HealthPrimary)).await;
        let consent =
            consent::Model { classes: classes.to_bits(), ..rows::consent(&self.case, Purpose::ReferralService) };
        let consent = self.world.add(consent).await;
        self.world.add(rows::recipient(&consent, &partner)).await;
        self.engine.directory().refresh(&self.world.database).await.expect("the directory is read");
        (partner, clinic, consent)
    }

    /// The input of a draft with these classes to this clinic.
    fn draft_to(&self, (clinic, consent): (&service::Model, &consent::Model), classes: &[String]) -> Value {
        let mut packet = self.packet();
        packet["serviceId"] = json!(global_id::encode("Service", clinic.id));
        packet["consentId"] = json!(global_id::encode("Consent", consent.id));
        packet["classes"] = json!(classes);
        packet
    }

    /// The classes of a case and its person that a viewer really reads, of those that a field has.
    async fn reads(&self, who: &Viewer) -> BTreeSet<String> {
        let whole = document::fields(Case::table(), &mut vec!["Case"], 0);
        let asked = format!("query($id: ID!) {{ node(id: $id) {{ ... on Case {{{whole} }} }} }}");
        let variables = json!({ "id": global_id::encode("Case", self.case.id) });
        let answer = self.world.ask(&self.engine, who, &asked, variables).await;
        if answer["data"]["node"].is_null() {
            return BTreeSet::new();
        }
        let notes = answer["extensions"]["withheld"].as_array().map_or(&[][..], Vec::as_slice);
        let withheld: BTreeSet<_> = notes.iter().filter_map(|note| note["field"].as_str()).collect();
        let read = fields(&whole).filter(|(name, _)| !withheld.contains(name.as_str()));
        read.map(|(_, class)| spelled(&class)).filter(|class| class != "PUBLIC").collect()
    }
}

/// The fields of a case and its person that this document asks for, each with its class.
fn fields(asked: &str) -> impl Iterator<Item = (String, DataClass)> {
    let words: BTreeSet<_> = asked.split_whitespace().collect();
    [Case::table(), Person::table()].into_iter().flat_map(move |table| {
        let asked = table.fields.iter().filter(|field| words.contains(field.name));
        asked.map(|field| (format!("{}.{}", table.name, field.name), field.class)).collect::<Vec<_>>()
    })
}

/// The classes of a previewed role.
fn of_role(preview: &Value, role: Role) -> BTreeSet<String> {
    let roles = preview["roles"].as_array().expect("a list");
    let found = roles.iter().find(|it| it["role"] == spelled(&role));
    let classes = found.map_or(&[][..], |it| it["classes"].as_array().expect("a list"));
    classes.iter().map(|class| class.as_str().expect("a class").to_owned()).collect()
}

/// The code of a class, and the code of its refusal.
fn of_class(preview: &Value, class: DataClass) -> (String, Option<String>) {
    let classes = preview["classes"].as_array().expect("a list");
    let found = classes.iter().find(|it| it["dataClass"] == spelled(&class)).expect("it was asked for");
    let text = |value: &Value| value.as_str().map(str::to_owned);
    (text(&found["code"]).expect("a code"), text(&found["refusal"]["code"]))
}

/// The classes that are opened.
fn opened(preview: &Value) -> Vec<String> {
    let classes = preview["classes"].as_array().expect("a list");
    let open = classes.iter().filter(|it| it["opened"] == true);
    open.map(|it| it["dataClass"].as_str().expect("a class").to_owned()).collect()
}

#[tokio::test]
async fn what_is_previewed_is_what_each_role_of_the_receiver_reads_after_it_accepted() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let both = Viewer { roles: vec![Role::CaseWorker, Role::MedicalOfficer], ..story.aminata.clone() };
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let some = ClassSet::ALL.except(ClassSet::of(&[DataClass::Asylum, DataClass::Contact, DataClass::Journey]));
        awa(&story).await;
        // ASSISTANCE is the class of no field of a case or its person.
        let whole = document::fields(Case::table(), &mut vec!["Case"], 0);
        let never = ["PUBLIC", "READERS", "STAFF", "STAFF_ASSIGNED", "STAFF_COARSE", "SYSTEM"];
        let shown = fields(&whole).map(|(_, class)| spelled(&class)).filter(|class| !never.contains(&class.as_str()));
        let shown: BTreeSet<_> = shown.collect();
        let mut seen = BTreeSet::new();
        for (kind, sender, agreed, receiver) in [
            (O::NationalNgo, &both, some, Role::NgoFocalPoint),
            (O::HealthFacility, &both, some, Role::CaseWorker),
            (O::GovHostSocial, &both, some, Role::GovernmentHostOfficer),
            (O::GovHostEnforcement, &both, some, Role::GovernmentHostOfficer),
            (O::UnAgency, &salif, ClassSet::ALL, Role::NgoFocalPoint),
            (O::GovHostAsylum, &salif, ClassSet::ALL, Role::GovernmentHostOfficer),
        ] {
            let (partner, clinic, consent) = story.agreed_partner(kind, agreed).await;
            let preview = story.preview(sender, partner.id, json!({})).await;
            assert_eq!(preview["consentId"], global_id::encode("Consent", consent.id), "{kind:?}");
            assert_eq!(preview["purpose"], "REFERRAL_SERVICE");
            let staff = story.world.add(rows::worker(&partner)).await;
            let of = |role| Viewer { roles: vec![role], ..story.world.viewer(role, &staff, &partner) };
            let classes = opened(&preview);
            assert!(classes.len() > 3, "{kind:?}: {classes:?}");
            let draft = story.must(sender, "draftReferral", story.draft_to((&clinic, &consent), &classes)).await;
            let mut referral = story.must(sender, "sendReferral", next(&draft)).await;
            for step in ["acknowledgeReferral", "reviewReferral", "acceptReferral"] {
                referral = story.must(&of(receiver), step, next(&referral)).await;
            }
            for role in Role::iter() {
                let reads = story.reads(&of(role)).await;
                let said: BTreeSet<_> = of_role(&preview, role).intersection(&shown).cloned().collect();
                assert_eq!(reads, said, "{role:?} of {kind:?}");
                seen.extend(reads);
            }
            // What the preview refuses, drafting or sending refuses.
            for class in DataClass::iter().filter(|class| !classes.contains(&spelled(class))) {
                let (code, refusal) = of_class(&preview, class);
                let said = refusal.unwrap_or_else(|| panic!("{class:?} of {kind:?} is {code}"));
                let input = story.draft_to((&clinic, &consent), &[spelled(&class)]);
                let drafted = story.does(sender, "draftReferral", input).await;
                let refused = if codes(&drafted).is_empty() {
                    story.does(sender, "sendReferral", next(&drafted["referral"])).await
                } else {
                    drafted
                };
                assert!(codes(&refused).contains(&said.as_str()), "{class:?} of {kind:?}: {code} {said} {refused:#}");
            }
        }
        assert_eq!(seen, shown, "each class is read by somebody");
    })
    .await;
}

#[tokio::test]
async fn only_a_sender_may_ask_and_a_stranger_does_not_find_the_case() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let partner = story.ibrahim.organisation_id;
        story.accepted().await;
        let manager = colleague(&story, Role::CentreManager).await;
        let officer = colleague(&story, Role::DataProtectionOfficer).await;
        let other = colleague(&story, Role::CaseWorker).await;
        for (who, code) in [
            (&manager, "FORBIDDEN"),
            (&officer, "FORBIDDEN"),
            (&other, "FORBIDDEN"),
            (&story.ibrahim, "FORBIDDEN"),
            (&story.fatou, "NOT_FOUND"),
        ] {
            let answer = story.previews(who, partner, json!({})).await;
            let drafted = story.asks(who, "draftReferral", "key", story.packet()).await;
            assert_eq!((error_code(&answer), error_code(&drafted)), (code, code), "{:?}", who.roles);
            assert_eq!(answer["data"]["previewShare"], Value::Null);
        }
        let hidden = story.previews(&story.fatou, partner, json!({})).await;
        for more in [
            json!({ "case": global_id::encode("Case", Uuid::now_v7()) }),
            json!({ "to": global_id::encode("Organisation", Uuid::now_v7()) }),
            json!({ "consent": global_id::encode("Consent", Uuid::now_v7()) }),
        ] {
            assert_eq!(story.previews(&story.fatou, partner, more).await, hidden, "as if the case did not exist");
        }
        // Of the sender's own arguments, the message says which one was not found.
        for (argument, record) in [("to", "Organisation"), ("consent", "Consent")] {
            let more = json!({ argument: global_id::encode(record, Uuid::now_v7()) });
            let answer = story.previews(&story.aminata, partner, more).await;
            let message = format!("the {} was not found", record.to_lowercase());
            assert_eq!((error_code(&answer), &answer["errors"][0]["message"]), ("NOT_FOUND", &json!(message)));
        }
    })
    .await;
}

#[tokio::test]
async fn the_kind_of_the_organisation_limits_what_any_consent_opens() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let never = Some("CLASS_NOT_SHAREABLE");
        let (open, above) = (("OPENED", None), ("ABOVE_CEILING_OF_ORGANISATION", never));
        let by_order = ("ONLY_BY_LEGAL_ORDER", never);
        for (kind, protection, location, staff) in [
            (O::NationalNgo, open, open, ("NEVER_SHARED", never)),
            (O::GovHostSocial, open, open, above),
            (O::GovHostAsylum, open, above, above),
            (O::GovHostEnforcement, by_order, above, above),
        ] {
            let (partner, ..) = story.agreed_partner(kind, ClassSet::ALL).await;
            let preview = story.preview(&salif, partner.id, json!({})).await;
            for (class, (code, refusal)) in
                [(DataClass::Protection, protection), (DataClass::Location, location), (DataClass::Staff, staff)]
            {
                let expected = (code.to_owned(), refusal.map(str::to_owned));
                assert_eq!(of_class(&preview, class), expected, "{class:?} to {kind:?}");
            }
        }
        let (consulate, ..) = story.agreed_partner(O::GovOriginConsular, ClassSet::ALL).await;
        let preview = story.preview(&salif, consulate.id, json!({})).await;
        assert_eq!(of_class(&preview, DataClass::Identity).0, "NO_REFERRAL_POSSIBLE");
        assert_eq!(preview["roles"], json!([]));
    })
    .await;
}

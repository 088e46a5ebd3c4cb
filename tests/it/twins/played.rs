//! Secrets made by people through mutations. Side effects of a mutation (versions, moments, free places, counts,
//! refusals) are as secret as its rows. The policy decides which readers may know: those who read the class of the
//! secret in that case.

use std::collections::BTreeSet;

use entity::{
    case,
    codes::{DataClass as D, Oversight},
    service,
};
use sea_orm::sea_query::IntoIden;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
    graphql::engine::Engine,
    store::{facts::Access, read::Shape},
};

use super::{
    Asked, Asking, count_again,
    people::{Reader, Twins},
    players::Cast,
    questions::Questions,
};
use crate::support::{World, on_both};

/// The steps of a secret, its case, and the test of a reader's classes that says who may know.
struct Secret {
    name: &'static str,
    case: Uuid,
    told: fn(ClassSet) -> bool,
    steps: Vec<Step>,
}

/// A mutation. `$id` and `$version` are replaced by those of the record that the previous step returned.
struct Step {
    by: Viewer,
    mutation: &'static str,
    input: String,
}

#[tokio::test]
async fn nobody_can_tell_what_was_done_that_they_may_not_know() {
    on_both(|world| async move {
        let mut twins = Twins::new(&world).await;
        let cast = Cast::new(&world, &mut twins).await;
        let secrets = secrets(&twins, &cast);
        let questions = Questions::new(&twins, &twins.ids);
        let engine = world.engine().await;
        count_again(&world).await;
        let asking = Asking { world: &world, engine: &engine, questions: &questions };
        let mut readers = Vec::new();
        for (reader, viewer) in &twins.viewers {
            let last = asking.first(viewer).await;
            readers.push(Asked { reader: *reader, viewer, last, unseen: Vec::new() });
        }
        let mut leaks = Vec::new();
        for secret in secrets {
            let before = knowing(&world, &twins, &secret).await;
            for asked in readers.iter_mut().filter(|asked| before.contains(&asked.reader)) {
                leaks.extend(asking.again(asked).await);
            }
            let mut secret = secret;
            for payload in played(&world, &engine, &secret).await {
                assert_eq!(payload["userErrors"], json!([]), "{}: {payload:#}", secret.name);
                if let Some(opened) = payload["case"]["id"].as_str().filter(|_| secret.case.is_nil()) {
                    secret.case = global_id::decode(opened).expect("an id").1;
                }
            }
            engine.directory().refresh(&world.database).await.expect("the directory is read");
            count_again(&world).await;
            let after = knowing(&world, &twins, &secret).await;
            for asked in &mut readers {
                asked.unseen.push(secret.name);
                if before.contains(&asked.reader) || after.contains(&asked.reader) {
                    asking.again(asked).await;
                }
            }
        }
        for asked in &mut readers {
            leaks.extend(asking.again(asked).await);
        }
        assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    })
    .await;
}

/// Plays the steps and gives the payload of each.
async fn played(world: &World, engine: &Engine, secret: &Secret) -> Vec<Value> {
    let (mut id, mut version, mut payloads) = (String::new(), 0, Vec::new());
    for Step { by, mutation, input } in &secret.steps {
        let input = input.replace("$id", &id).replace("$version", &version.to_string());
        let record = if mutation.ends_with("Referral") { "referral { id version }" } else { "" };
        let record = if mutation.ends_with("Case") { "case { id version }" } else { record };
        let document = format!(
            "mutation {{ it: {mutation}(idempotencyKey: \"{}\", input: {{ {input} }}) {{ {record} userErrors {{ code message }} }} }}",
            Uuid::now_v7()
        );
        let response = world.ask(engine, by, &document, json!({})).await;
        assert_eq!(response["errors"], Value::Null, "{}, {mutation}: {response:#}", secret.name);
        let payload = response["data"]["it"].clone();
        let left = ["referral", "case"].into_iter().map(|name| &payload[name]).find(|it| !it.is_null());
        if let Some(left) = left {
            id = left["id"].as_str().expect("an id").to_owned();
            version = left["version"].as_i64().expect("a version");
        }
        payloads.push(payload);
    }
    payloads
}

/// The readers who may know, by the classes that the owning organisation and its overseers read of the case. Data protection
/// officers and auditors know of every share, in masked form.
async fn knowing(world: &World, twins: &Twins, secret: &Secret) -> BTreeSet<Reader> {
    let shape = Shape {
        table: case::Entity.into_iden(),
        key: case::Column::Id.into_iden(),
        access: Access::Case,
        columns: Vec::new(),
        joined: Vec::new(),
    };
    let shared = secret.steps.iter().any(|step| step.mutation == "acceptReferral");
    let supervisors = [Reader::DataProtectionOfficer, Reader::HouseAuditor, Reader::CountryAuditor];
    let mut knowing = BTreeSet::new();
    for (reader, viewer) in &twins.viewers {
        let home = viewer.organisation_id == twins.house.id || viewer.oversight != Oversight::None;
        let row = world.store(viewer.clone()).await.row(&shape, secret.case).await.expect("cases are read");
        let supervises = shared && supervisors.contains(reader);
        if home && row.is_some_and(|row| supervises || (secret.told)(row.clearance.classes)) {
            knowing.insert(*reader);
        }
    }
    knowing
}

#[expect(clippy::too_many_lines, reason = "a list has as many lines as there are secrets")]
fn secrets(twins: &Twins, cast: &Cast) -> Vec<Secret> {
    let viewer = |of: Reader| twins.viewers.iter().find(|(reader, _)| *reader == of).expect("somebody").1.clone();
    let (officer, doctor) = (viewer(Reader::ProtectionOfficer), viewer(Reader::Doctor));
    let other = twins.ids.iter().filter(|(record, id)| *record == "Case" && *id != twins.case.id).map(|(_, id)| *id);
    let other = other.min().expect("there is company");
    let id = |record, id| global_id::encode(record, id);
    let case = id("Case", twins.case.id);
    let step = |by: &Viewer, mutation, input: String| Step { by: by.clone(), mutation, input };
    let one = |name, told, step| Secret { name, case: twins.case.id, told, steps: vec![step] };
    let vulnerability = |category: &str| {
        format!(
            "case: \"{case}\", category: {category}, severity: SEVERE, identifiedOn: \"2023-11-01\", source: SCREENING"
        )
    };
    let referred = |name, told, by: &Viewer, service: &service::Model, receiver: &Viewer| {
        let draft = format!(
            "case: \"{case}\", service: \"{}\", consent: \"{}\", urgency: ROUTINE, purpose: REFERRAL_SERVICE, \
             classes: [OPERATIONAL, IDENTITY], contactRestrictions: \"none\"",
            id("Service", service.id),
            id("Consent", cast.consent.id),
        );
        let next = |by: &Viewer, mutation, more: &str| {
            step(by, mutation, format!("referral: \"$id\", version: $version{more}"))
        };
        let steps = vec![
            step(by, "draftReferral", draft),
            next(by, "sendReferral", ""),
            next(receiver, "acknowledgeReferral", ""),
            next(receiver, "reviewReferral", ""),
            next(receiver, "acceptReferral", ""),
            next(by, "revokeReferral", ", reason: SENDER_REQUEST"),
        ];
        Secret { name, case: twins.case.id, told, steps }
    };
    vec![
        Secret {
            name: "a case was opened and sealed",
            case: Uuid::nil(),
            told: |reads| reads.holds(D::OperationalCoarse),
            steps: vec![
                step(
                    &officer,
                    "openCase",
                    format!(
                        "centre: \"{}\", person: {{ names: [{{ given: \"Mariama\", script: \"Latn\", type: CLAIMED }}], sex: FEMALE }}",
                        id("Centre", twins.agadez.id)
                    ),
                ),
                step(&officer, "updateCase", "case: \"$id\", version: $version, accessMode: SEALED".to_owned()),
            ],
        },
        Secret {
            name: "a doctor sees somebody",
            case: other,
            told: |reads| reads.holds(D::Medical),
            steps: vec![step(
                &viewer(Reader::CentreManager),
                "assignCase",
                format!(
                    "case: \"{}\", version: 1, medicalWorker: \"{}\"",
                    id("Case", other),
                    id("Worker", doctor.worker_id)
                ),
            )],
        },
        one(
            "an asylum claim was recorded",
            |reads| reads.holds(D::Asylum),
            step(
                &officer,
                "recordImmigrationStatus",
                format!("case: \"{case}\", version: 1, status: ASYLUM_SEEKER, recordedOn: \"2023-11-01\""),
            ),
        ),
        one(
            "a risk of statelessness was recorded",
            |reads| reads.holds(D::Asylum) && reads.holds(D::Protection),
            step(&officer, "addVulnerability", vulnerability("STATELESS_RISK")),
        ),
        one(
            "trafficking was recorded",
            |reads| reads.holds(D::Protection),
            step(&officer, "addVulnerability", vulnerability("VOT_CONFIRMED")),
        ),
        one(
            "a medical note was written",
            |reads| reads.holds(D::Medical),
            step(
                &doctor,
                "addMedicalNote",
                format!(
                    "case: \"{case}\", encounterOn: \"2023-11-01\", summary: \"ill\", fitnessToTravel: FIT_WITH_ESCORT"
                ),
            ),
        ),
        one(
            "the police asked for the person",
            |reads| reads.holds(D::Legal) && reads.holds(D::ProtectionCoarse),
            step(
                &officer,
                "recordLegalOrder",
                format!(
                    "case: \"{case}\", organisation: \"{}\", reference: \"1\", reason: \"a court\", classes: [PROTECTION], \
                     validUntil: \"2023-12-01T00:00:00Z\"",
                    id("Organisation", twins.police.id)
                ),
            ),
        ),
        referred(
            "somebody was with a service for survivors",
            |reads| reads.holds(D::Protection),
            &officer,
            &cast.shelter,
            &cast.focal_point,
        ),
        referred("somebody was with UNHCR", |reads| reads.holds(D::Asylum), &officer, &cast.asylum, &cast.agency),
        referred(
            "somebody was with a psychologist",
            |reads| reads.holds(D::Medical),
            &doctor,
            &cast.sessions,
            &cast.focal_point,
        ),
        one(
            "the person agreed that UNHCR may know",
            // Without its purpose and recipients the consent looks like any other.
            |reads| reads.holds(D::StaffCoarse) && (reads.holds(D::Asylum) || !reads.holds(D::Staff)),
            step(
                &officer,
                "recordConsent",
                format!(
                    "case: \"{case}\", givenBy: SELF, method: WRITTEN, language: \"fr\", interpreterUsed: false, \
                     purpose: REFERRAL_SERVICE, recipients: [{{ organisation: \"{}\" }}], classes: [OPERATIONAL, ASYLUM], \
                     readBackConfirmed: true, notTiedToAssistance: true",
                    id("Organisation", cast.asylum.organisation_id)
                ),
            ),
        ),
        one(
            "a case worker wrote a note",
            |reads| reads.holds(D::Staff),
            step(&viewer(Reader::AssignedCaseWorker), "addCaseNote", format!("case: \"{case}\", text: \"seen\"")),
        ),
    ]
}

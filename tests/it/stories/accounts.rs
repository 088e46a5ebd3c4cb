//! Administrators suspend organisations and deactivate workers. Whose tokens are refused then is tested with the tokens.

use entity::{
    case, change_log,
    codes::{OrganisationType, Oversight, Role},
    organisation, revocation, worker,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id, graphql::engine::Engine};

use super::centre::without_the_read_log;
use crate::support::{World, on_both, rows, someone};

struct Office {
    world: World,
    engine: Engine,
    /// Oversees Niger.
    agency: organisation::Model,
    /// The administrator of the agency.
    salif: Viewer,
    /// A colleague of Salif.
    aminata: worker::Model,
    /// An organisation in Niger, and somebody who works there.
    partner: organisation::Model,
    fatou: worker::Model,
}

impl Office {
    async fn begin(world: World) -> Self {
        let overseeing =
            organisation::Model { oversight: Oversight::Country, ..rows::organisation(OrganisationType::Iom) };
        let agency = world.add(overseeing).await;
        let [salif, aminata] = [world.add(rows::worker(&agency)).await, world.add(rows::worker(&agency)).await];
        let (partner, fatou) = someone(&world, OrganisationType::NationalNgo).await;
        let salif = world.viewer(Role::Administrator, &salif, &agency);
        Self { engine: world.engine().await, agency, salif, aminata, partner, fatou, world }
    }

    /// The code of the error or of the refusal with which a mutation is answered, or "done".
    async fn code(&self, who: &Viewer, mutation: &str, (of, record, id): (&str, &str, Uuid)) -> String {
        let id = global_id::encode(record, id);
        let key = Uuid::now_v7();
        let document = format!(
            "mutation {{ it: {mutation}(idempotencyKey: \"{key}\", input: {{ {of}: \"{id}\" }}) {{ userErrors {{ code }} }} }}"
        );
        let response = self.world.ask(&self.engine, who, &document, json!({})).await;
        let refused = &response["data"]["it"]["userErrors"][0]["code"];
        let code = response["errors"][0]["extensions"]["code"].as_str().or(refused.as_str());
        code.unwrap_or("done").to_owned()
    }

    async fn on_organisation(&self, who: &Viewer, mutation: &str, of: &organisation::Model) -> String {
        self.code(who, mutation, ("organisationId", "Organisation", of.id)).await
    }

    async fn on_worker(&self, who: &Viewer, mutation: &str, id: Uuid) -> String {
        self.code(who, mutation, ("workerId", "Worker", id)).await
    }

    /// The changes of a row: who made them, the action and the columns.
    async fn logged(&self, id: Uuid) -> Vec<(Option<Uuid>, String, Value)> {
        let log = change_log::Entity::find().filter(change_log::Column::SubjectId.eq(id));
        let log = log.all(&self.world.database.reader).await.expect("the log is read");
        let mut log: Vec<_> = log.into_iter().map(|it| (it.id, it.worker_id, it.action, it.changed_fields)).collect();
        log.sort_by_key(|(id, ..)| *id);
        log.into_iter().map(|(_, by, action, changed)| (by, action, changed)).collect()
    }

    async fn organisation(&self) -> organisation::Model {
        let row = organisation::Entity::find_by_id(self.partner.id).one(&self.world.database.reader).await;
        row.expect("organisations are read").expect("it is there")
    }
}

#[tokio::test]
async fn an_organisation_is_suspended_by_those_who_oversee_its_country() {
    on_both(|world| async move {
        let office = Office::begin(world).await;
        assert_eq!(
            office.on_organisation(&office.salif, "resumeOrganisation", &office.partner).await,
            "INVALID_TRANSITION"
        );
        assert_eq!(office.on_organisation(&office.salif, "suspendOrganisation", &office.partner).await, "done");
        let row = office.organisation().await;
        assert_eq!(
            (row.suspended_at, row.suspended_by_worker_id),
            (Some(office.world.now), Some(office.salif.worker_id))
        );
        assert_eq!(
            office.on_organisation(&office.salif, "suspendOrganisation", &office.partner).await,
            "INVALID_TRANSITION"
        );
        assert_eq!(office.on_organisation(&office.salif, "resumeOrganisation", &office.partner).await, "done");
        let row = organisation::Model { updated_at: office.partner.updated_at, ..office.organisation().await };
        assert_eq!(row, office.partner);
        let by = Some(office.salif.worker_id);
        let columns = json!(["suspended_at", "suspended_by_worker_id"]);
        let expected =
            ["SUSPEND_ORGANISATION", "RESUME_ORGANISATION"].map(|action| (by, action.to_owned(), columns.clone()));
        let mut logged = office.logged(office.partner.id).await;
        for (_, _, columns) in &mut logged {
            // Both changes have the moment of the test.
            columns.as_array_mut().expect("names").retain(|it| it != "updated_at");
        }
        assert_eq!(logged, expected);

        let theirs = organisation::Model {
            suspended_at: Some(office.world.now),
            ..rows::organisation(OrganisationType::IntlNgo)
        };
        let theirs = office.world.add(theirs).await;
        let code = office.on_organisation(&office.salif, "resumeOrganisation", &theirs).await;
        assert_eq!(code, "NOT_ACTIVE", "what the operator suspended, the operator restores");
    })
    .await;
}

#[tokio::test]
async fn nobody_else_suspends_an_organisation() {
    on_both(|world| async move {
        let office = Office::begin(world).await;
        let Office { world, salif, partner, .. } = &office;
        let elsewhere =
            organisation::Model { country: Some("MLI".to_owned()), ..rows::organisation(OrganisationType::IntlNgo) };
        let worldwide = || organisation::Model { country: None, ..rows::organisation(OrganisationType::IntlNgo) };
        let overseer =
            organisation::Model { oversight: Oversight::Country, ..rows::organisation(OrganisationType::UnAgency) };
        for (why, of) in [("another country", elsewhere), ("worldwide", worldwide()), ("oversees too", overseer)] {
            let of = world.add(of).await;
            assert_eq!(office.on_organisation(salif, "suspendOrganisation", &of).await, "FORBIDDEN", "{why}");
        }
        assert_eq!(office.on_organisation(salif, "suspendOrganisation", &office.agency).await, "FORBIDDEN", "itself");
        let nowhere = organisation::Model { id: Uuid::now_v7(), ..partner.clone() };
        assert_eq!(office.on_organisation(salif, "suspendOrganisation", &nowhere).await, "NOT_FOUND");

        let blind = Viewer { oversight: Oversight::None, ..salif.clone() };
        let of_ngo = Viewer { oversight: Oversight::All, ..world.viewer(Role::Administrator, &office.fatou, partner) };
        let other = world.add(worldwide()).await;
        for who in [&blind, &of_ngo] {
            assert_eq!(
                office.on_organisation(who, "suspendOrganisation", &other).await,
                "FORBIDDEN",
                "it oversees nothing"
            );
        }
        for role in [Role::ProtectionOfficer, Role::CentreManager, Role::DataProtectionOfficer] {
            let who = Viewer { roles: vec![role], ..salif.clone() };
            assert_eq!(office.on_organisation(&who, "suspendOrganisation", partner).await, "FORBIDDEN", "{role:?}");
        }
        let everywhere = Viewer { oversight: Oversight::All, ..salif.clone() };
        assert_eq!(office.on_organisation(&everywhere, "suspendOrganisation", &other).await, "done");
        assert_eq!(office.organisation().await, *partner);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_deactivates_a_colleague_whom_nobody_assigns_then() {
    on_both(|world| async move {
        let office = Office::begin(world).await;
        let Office { world, engine, salif, aminata, .. } = &office;
        let centre = world.add(rows::centre(&office.agency)).await;
        let person = world.add(rows::person(&office.agency)).await;
        let case: case::Model = world.add(rows::case(&person, &centre)).await;
        let listed = "{ colleagues { nodes { id name: displayName deactivatedAt } } }";
        let workers = world.ask(engine, salif, listed, json!({})).await;
        assert_eq!(workers["data"]["colleagues"]["nodes"].as_array().map(Vec::len), Some(2), "{workers:#}");

        assert_eq!(office.on_worker(salif, "reactivateWorker", aminata.id).await, "INVALID_TRANSITION");
        assert_eq!(office.on_worker(salif, "deactivateWorker", aminata.id).await, "done");
        assert_eq!(office.on_worker(salif, "deactivateWorker", aminata.id).await, "INVALID_TRANSITION");
        assert_eq!(office.on_worker(salif, "deactivateWorker", salif.worker_id).await, "VALUE_NOT_ALLOWED", "oneself");

        let manager = Viewer { roles: vec![Role::CentreManager], ..salif.clone() };
        let assigned = format!(
            "mutation {{ assignCase(idempotencyKey: \"a\", input: {{ caseId: \"{}\", version: 1, assignedWorkerId: \"{}\" }}) {{
                userErrors {{ code field }} }} }}",
            global_id::encode("Case", case.id),
            global_id::encode("Worker", aminata.id),
        );
        let refused = world.ask(engine, &manager, &assigned, json!({})).await;
        let expected = json!([{ "code": "NOT_ACTIVE", "field": "assignedWorkerId" }]);
        assert_eq!(refused["data"]["assignCase"]["userErrors"], expected, "{refused:#}");

        let id = global_id::encode("Worker", aminata.id);
        let document = format!(
            "mutation {{ reactivateWorker(idempotencyKey: \"r\", input: {{ workerId: \"{id}\" }}) {{
                worker {{ id deactivatedAt }} userErrors {{ code }} }} }}"
        );
        let first = world.ask(engine, salif, &document, json!({})).await;
        let expected = json!({ "worker": { "id": id, "deactivatedAt": null }, "userErrors": [] });
        assert_eq!(first["data"]["reactivateWorker"], expected, "{first:#}");
        assert_eq!(world.ask(engine, salif, &document, json!({})).await, first, "the same key gets the same answer");
        let log = office.logged(aminata.id).await;
        let (by, columns) = (Some(salif.worker_id), json!(["deactivated_at"]));
        assert_eq!(log, ["DEACTIVATE_WORKER", "REACTIVATE_WORKER"].map(|it| (by, it.to_owned(), columns.clone())));
    })
    .await;
}

#[tokio::test]
async fn workers_of_other_organisations_do_not_exist_and_no_other_role_keeps_accounts() {
    on_both(|world| async move {
        let office = Office::begin(world).await;
        let Office { world, salif, aminata, fatou, .. } = &office;
        for mutation in ["deactivateWorker", "reactivateWorker", "revokeTokens"] {
            let (theirs, statements) = world.listening(office.on_worker(salif, mutation, fatou.id)).await;
            let (none, as_many) = world.listening(office.on_worker(salif, mutation, Uuid::now_v7())).await;
            let [statements, as_many] = [statements, as_many].map(without_the_read_log);
            assert_eq!((theirs.as_str(), none.as_str(), statements), ("NOT_FOUND", "NOT_FOUND", as_many), "{mutation}");
            for (role, code) in [
                (Role::CaseWorker, "FORBIDDEN"),
                (Role::CentreManager, "FORBIDDEN"),
                (Role::ConsularWorker, "NOT_FOUND"),
                (Role::Analyst, "NOT_FOUND"),
            ] {
                let who = Viewer { roles: vec![role], ..salif.clone() };
                assert_eq!(office.on_worker(&who, mutation, aminata.id).await, code, "{role:?} {mutation}");
            }
        }
        let revoked = revocation::Entity::find().all(&world.database.reader).await.expect("read");
        assert_eq!(revoked, [], "nothing was revoked");
        assert_eq!(office.on_worker(salif, "revokeTokens", aminata.id).await, "done");
        let revoked = revocation::Entity::find().all(&world.database.reader).await.expect("read");
        let [row] = &revoked[..] else { panic!("{revoked:?}") };
        assert_eq!((&row.issuer, &row.value, row.revoked_at), (&aminata.issuer, &aminata.subject, world.now));
        let log = office.logged(aminata.id).await;
        assert_eq!(log, [(Some(salif.worker_id), "REVOKE_TOKENS".to_owned(), json!([]))]);
    })
    .await;
}

//! What differs in the second demo: facts about people of Guinea that the consulate of Guinea may not notice. A member
//! of the owning organisation notices each of them, which proves that each is real.

use std::collections::HashSet;

use ::demo::cast::{CONSULATE_GIN, IOM_NIGER, UNHCR_NIGER, persona};
use entity::{
    case,
    codes::{
        CaseStatus, ConsularState, DataClass, Gate, GateOutcome, ImmigrationStatus, ServiceType, Severity,
        VulnerabilityCategory, VulnerabilitySource,
    },
    consular_event, consular_packet, consular_request, immigration_status, medical_note, nationality, protection_gate,
    referral, service, vulnerability,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, Order, QueryFilter, QueryOrder, sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;
use waystation::{
    global_id::encode,
    rules::consular::{machine::HOLDABLE, view::OPEN},
};

use super::demo::{Demo, Operation, Who};
use crate::support::rows;

/// The cases and requests that the alterations are about: the same in both demos.
pub struct About {
    /// The person asks for asylum. No request for them was ever submitted.
    asylum: case::Model,
    /// The consulate received requests for them and reads their packets.
    asked: Vec<case::Model>,
    /// No request was ever made for the person.
    never: case::Model,
    /// The requests for `asked` that can be held.
    holdable: Vec<consular_request::Model>,
}

/// A query whose answer an alteration changes for a member of the owning organisation.
pub struct Noticed {
    pub who: Who,
    pub operation: Operation,
}

impl About {
    /// Chooses the cases and requests from the demo.
    pub async fn choose(demo: &Demo) -> Self {
        let reader = &demo.world.database.reader;
        let guineans = nationality::Entity::find().filter(nationality::Column::Country.eq("GIN")).all(reader).await;
        let guineans: HashSet<_> = guineans.expect("they are read").into_iter().map(|it| it.person_id).collect();
        let open = [CaseStatus::Open, CaseStatus::Active, CaseStatus::Reopened];
        let cases = case::Entity::find()
            .filter(case::Column::OrganisationId.eq(IOM_NIGER))
            .filter(case::Column::Status.is_in(open))
            .order_by_asc(case::Column::Id);
        let mut cases = cases.all(reader).await.expect("cases are read");
        cases.retain(|case| guineans.contains(&case.person_id));
        let requests = consular_request::Entity::find().order_by(consular_request::Column::Id, Order::Asc);
        let requests = requests.all(reader).await.expect("requests are read");
        let packets = consular_packet::Entity::find()
            .filter(consular_packet::Column::OrganisationId.eq(CONSULATE_GIN))
            .filter(consular_packet::Column::RevokedAt.is_null())
            .filter(consular_packet::Column::LiaisonState.is_in(OPEN.iter().copied()));
        let packets = packets.all(reader).await.expect("packets are read");
        let read: HashSet<_> = packets.iter().map(|it| it.consular_request_id).collect();
        let of = |case: &case::Model| requests.iter().filter(|it| it.case_id == case.id).collect::<Vec<_>>();
        let submitted = |case: &case::Model| of(case).iter().any(|it| it.submitted_at.is_some());
        let never: Vec<_> = cases.iter().filter(|case| of(case).is_empty()).cloned().collect();
        let unsubmitted = cases.iter().find(|case| !of(case).is_empty() && !submitted(case));
        let asked: Vec<_> =
            cases.iter().filter(|case| of(case).iter().any(|it| read.contains(&it.id))).cloned().collect();
        let holdable = |it: &&consular_request::Model| {
            read.contains(&it.id) && HOLDABLE.contains(&it.state) && asked.iter().any(|case| case.id == it.case_id)
        };
        let about = Self {
            asylum: unsubmitted.unwrap_or(&never[1]).clone(),
            never: never[0].clone(),
            holdable: requests.iter().filter(holdable).cloned().collect(),
            asked,
        };
        assert!(about.holdable.len() > 2, "the demo has requests of Guineans to hold: {}", about.holdable.len());
        about
    }

    /// Gives the medical officer an encounter with the first of `asked`. It happens in both demos, because it is not
    /// one of the secrets.
    pub async fn encounter(&self, demo: &Demo) {
        let doctor = persona("medical_officer").expect("the cast has it").worker_id;
        let update = case::Entity::update_many()
            .col_expr(case::Column::MedicalWorkerId, Expr::value(doctor))
            .filter(case::Column::Id.eq(self.asked[0].id));
        update.exec(&demo.world.database.writer).await.expect("the case is there");
    }

    /// Alters the demo, and gives the queries whose answers change.
    pub async fn alter(&self, demo: &Demo) -> Vec<Noticed> {
        self.claim_asylum(demo).await;
        self.assess(demo).await;
        self.block(demo).await;
        for request in &self.holdable {
            let input =
                json!({ "consularRequestId": encode("ConsularRequest", request.id), "version": request.version });
            demo.act(Who::Protection, "holdConsularRequest", "consularRequest { state }", input).await;
        }
        let case = |who, case: &case::Model, fields: &str| {
            let id = encode("Case", case.id);
            Noticed { who, operation: Operation::plain(fields, format!("{{ case(id: \"{id}\") {{ {fields} }} }}")) }
        };
        let requests = |state| {
            let query = format!(
                "{{ consularRequests(filter: {{ country: \"GIN\", state: [{state}] }}, first: 100) {{ nodes {{ id }} }} }}"
            );
            Noticed { who: Who::Protection, operation: Operation::plain(state, query) }
        };
        vec![
            case(Who::Protection, &self.asylum, "immigrationStatus"),
            case(Who::Protection, &self.asylum, "referrals(first: 50) { nodes { id toOrganisation { name } } }"),
            case(Who::Protection, &self.asked[0], "vulnerabilities { category severity }"),
            case(Who::Medical, &self.asked[0], "medicalNotes { summary }"),
            requests("BLOCKED_PROTECTION"),
            requests("ON_HOLD_PROTECTION"),
        ]
    }

    /// Global identifiers of rows that the liaison officer may not know of, and of rows that only one demo has.
    pub async fn ids(demo: &Demo) -> Vec<String> {
        let reader = &demo.world.database.reader;
        let hidden = consular_request::Entity::find()
            .filter(consular_request::Column::Country.eq("GIN"))
            .filter(
                consular_request::Column::State
                    .is_in([ConsularState::BlockedProtection, ConsularState::OnHoldProtection]),
            )
            .all(reader)
            .await;
        let referred =
            referral::Entity::find().filter(referral::Column::ToOrganisationId.eq(UNHCR_NIGER)).all(reader).await;
        let requests = hidden.expect("requests are read");
        let cases = requests.iter().map(|it| encode("Case", it.case_id)).take(2).collect::<Vec<_>>();
        let referrals = referred.expect("referrals are read").into_iter().map(|it| encode("Referral", it.id));
        requests
            .iter()
            .map(|it| encode("ConsularRequest", it.id))
            .take(3)
            .chain(cases)
            .chain(referrals.take(2))
            .collect()
    }

    async fn claim_asylum(&self, demo: &Demo) {
        let world = &demo.world;
        let mut case = self.asylum.clone().into_active_model();
        case.immigration_status = sea_orm::ActiveValue::Set(Some(ImmigrationStatus::AsylumSeeker));
        case.update(&world.database.writer).await.expect("the case is there");
        let status = immigration_status::Model {
            id: Uuid::now_v7(),
            case_id: self.asylum.id,
            status: ImmigrationStatus::AsylumSeeker,
            claim_reference: Some("NER-2026-0117".to_owned()),
            recorded_on: world.now.date_naive(),
            worker_id: None,
            created_at: world.now,
            correction_id: None,
        };
        world.add(status).await;
        let unhcr = service::Entity::find()
            .filter(service::Column::OrganisationId.eq(UNHCR_NIGER))
            .filter(service::Column::ServiceType.eq(ServiceType::AsylumReferral))
            .one(&world.database.reader);
        let unhcr = unhcr.await.expect("services are read").expect("UNHCR takes asylum seekers");
        world.add(referral::Model { inference_class: DataClass::Asylum, ..rows::referral(&self.asylum, &unhcr) }).await;
    }

    /// Records a trafficking assessment and a medical note for two people: the consulate reads a packet of one, and
    /// none of the other.
    async fn assess(&self, demo: &Demo) {
        for case in [&self.asked[0], &self.never] {
            let assessed = vulnerability::Model {
                id: Uuid::now_v7(),
                case_id: case.id,
                category: VulnerabilityCategory::VotPresumed,
                severity: Severity::High,
                determinant_level: None,
                identified_on: demo.world.now.date_naive(),
                source: VulnerabilitySource::Screening,
                confirmed: false,
                notes: Some("Debt bondage, passport held by the broker.".to_owned()),
                worker_id: None,
                created_at: demo.world.now,
                correction_id: None,
            };
            demo.world.add(assessed).await;
            let note = medical_note::Model::builder()
                .id(Uuid::now_v7())
                .case_id(case.id)
                .organisation_id(case.organisation_id)
                .encounter_on(demo.world.now.date_naive())
                .summary("Under treatment; not to be moved for a week.".to_owned())
                .created_at(demo.world.now)
                .icd_code("Z59".to_owned())
                .build();
            demo.world.add(note).await;
        }
    }

    /// Adds a request that protection blocked before the consulate heard of it.
    async fn block(&self, demo: &Demo) {
        let (world, like) = (&demo.world, &self.holdable[0]);
        let blocked = consular_request::Model {
            id: Uuid::now_v7(),
            reference: "NER-2026-K-BLOCKED".to_owned(),
            case_id: self.never.id,
            consent_id: None,
            state: ConsularState::BlockedProtection,
            held_state: None,
            question_codes: None,
            answers: None,
            interview_mode: None,
            interview_at: None,
            interview_by: None,
            cleared: false,
            interview_outcome: None,
            packet_reference: None,
            submitted_at: None,
            closed_at: Some(world.now),
            ..like.clone()
        };
        let blocked = world.add(blocked).await;
        let officer = persona("protection_officer").expect("the cast has it").worker_id;
        let gate = |gate, outcome| protection_gate::Model {
            id: Uuid::now_v7(),
            consular_request_id: blocked.id,
            gate,
            outcome,
            note: Some("Fears the authorities.".to_owned()),
            worker_id: officer,
            at: world.now,
            corrects: None,
            lifted_at: None,
            lifted_by: None,
            lift_reason: None,
        };
        world.add(gate(Gate::BFearOfAuthorities, GateOutcome::Fail)).await;
        let event = consular_event::Model {
            id: Uuid::now_v7(),
            consular_request_id: blocked.id,
            at: world.now,
            worker_id: Some(officer),
            organisation_id: Some(IOM_NIGER),
            from_state: Some(ConsularState::ProtectionScreening),
            to_state: ConsularState::BlockedProtection,
            reason: None,
        };
        world.add(event).await;
    }
}

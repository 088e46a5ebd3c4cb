//! Every row that marks a person as perhaps in need of protection is as secret as the marker: a reader who holds every class
//! but ASYLUM reads, filters and counts the same before and after it is on file. The rows are those that
//! `store::consular::signs` reads; a mutation at the end has to find all of them.

use std::collections::BTreeSet;

use entity::{
    case,
    codes::{
        CaseStatus, ClosureReason, ConsularState, DataClass as D, Gate, GateOutcome, IdentifierType, ImmigrationStatus,
        OrganisationType, ProtectionSign, Purpose, ServiceType, TransferState, WithdrawalReason,
    },
    consular_request, protection_gate, protection_marker, referral, transfer,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, Iterable};
use serde_json::json;
use uuid::Uuid;
use waystation::{global_id, rules::consular::gates::STATELESS};

use super::derived::{File, Write, engine_without};
use crate::support::{World, on_both, rows};

#[tokio::test]
async fn what_marks_a_person_is_as_secret_as_the_marker() {
    on_both(|world| async move {
        let file = File::new(&world).await;
        let before = Before::of(&world, &file).await;
        let all = engine_without(&world, None).await;
        let without = engine_without(&world, Some(D::Asylum)).await;
        for sign in ProtectionSign::iter() {
            let then = (file.ask(&world, &all, 2).await, file.ask(&world, &without, 2).await);
            before.write(&world, &file, sign).await;
            let now = (file.ask(&world, &all, 2).await, file.ask(&world, &without, 2).await);
            assert_ne!(now.0, then.0, "{sign:?} is not shown to those who read asylum data");
            assert_eq!(now.1, then.1, "{sign:?} is shown to those who do not");
        }
        let note = format!(
            "mutation {{ addCaseNote(idempotencyKey: \"1\", input: {{ caseId: \"{}\", text: \"seen\" }}) {{ userErrors {{ code }} }} }}",
            global_id::encode("Case", file.case.id)
        );
        let noted = world.ask(&all, &file.reader, &note, json!({})).await;
        assert_eq!(noted["data"]["addCaseNote"]["userErrors"], json!([]), "{noted:#}");
        let markers = protection_marker::Entity::find().all(&world.database.writer).await.expect("markers are read");
        let found: BTreeSet<_> = markers.iter().map(|marker| format!("{:?}", marker.sign)).collect();
        let every: BTreeSet<_> = ProtectionSign::iter().map(|sign| format!("{sign:?}")).collect();
        assert_eq!(found, every, "what was written here is what the code reads");
    })
    .await;
}

/// What is on file before, and marks nobody.
struct Before {
    /// Another case of the person, closed because it was completed.
    closed: case::Model,
    /// A request that the person took back.
    request: consular_request::Model,
}

impl Before {
    async fn of(world: &World, file: &File) -> Self {
        let closed = case::Model {
            id: Uuid::now_v7(),
            reference: "CASE-2023-closed".to_owned(),
            status: CaseStatus::Closed,
            closed_at: Some(rows::now()),
            closure_reason: Some(ClosureReason::Completed),
            ..file.case.clone()
        };
        let embassy = world.add(rows::organisation(OrganisationType::GovOriginConsular)).await;
        let post = world.add(rows::post(&embassy, "GIN")).await;
        let consent = world.add(rows::consent(&file.case, Purpose::ConsularDocument)).await;
        let request = consular_request::Model {
            state: ConsularState::Withdrawn,
            withdrawn_reason: Some(WithdrawalReason::ApplicantChangedMind),
            ..rows::consular_request(&file.case, &post, &consent, file.reader.worker_id)
        };
        Self { closed: world.add(closed).await, request: world.add(request).await }
    }

    /// Writes what the sign is read from.
    async fn write(&self, world: &World, file: &File, sign: ProtectionSign) {
        use ProtectionSign as S;
        match sign {
            S::AsylumStatus => Write::Status(ImmigrationStatus::Refugee).to(world, &file.case).await,
            S::RefugeeDocument => {
                file.identifier(IdentifierType::ConventionTravelDocument).to(world, &file.case).await;
            }
            S::StatelessNationality => file.nationality("XXA").to(world, &file.case).await,
            S::StatelessnessRisk => file.vulnerability(STATELESS).to(world, &file.case).await,
            S::AsylumClosure => {
                let reason = Set(Some(ClosureReason::ReferredAsylum));
                let closed =
                    case::ActiveModel { id: Set(self.closed.id), closure_reason: reason, ..Default::default() };
                closed.update(&world.database.writer).await.expect("it is written");
            }
            S::ProtectionWithdrawal => {
                let withdrawn = consular_request::ActiveModel {
                    id: Set(self.request.id),
                    withdrawn_reason: Set(Some(WithdrawalReason::InternationalProtection)),
                    ..Default::default()
                };
                withdrawn.update(&world.database.writer).await.expect("it is written");
            }
            S::AsylumReferral => {
                let agency = world.add(rows::organisation(OrganisationType::UnAgency)).await;
                let service = world.add(rows::service(&agency, ServiceType::AsylumReferral)).await;
                let sent = rows::referral(&file.case, &service);
                world.add(referral::Model { inference_class: D::Asylum, ..sent }).await;
            }
            S::AsylumTransfer => {
                let agency = world.add(rows::organisation(OrganisationType::UnAgency)).await;
                let (centre, by) = (world.add(rows::centre(&agency)).await, world.add(rows::worker(&agency)).await);
                let declined = rows::transfer(&file.case, &centre, &by);
                world
                    .add(transfer::Model { state: TransferState::Declined, inference_class: D::Asylum, ..declined })
                    .await;
            }
            S::FailedGate => {
                let failed = protection_gate::Model {
                    id: Uuid::now_v7(),
                    consular_request_id: self.request.id,
                    gate: Gate::AInternationalProtection,
                    outcome: GateOutcome::Fail,
                    note: Some("why".to_owned()),
                    worker_id: file.reader.worker_id,
                    at: rows::now(),
                    corrects: None,
                    lifted_at: None,
                    lifted_by: None,
                    lift_reason: None,
                };
                world.add(failed).await;
            }
        }
    }
}

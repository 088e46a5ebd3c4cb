//! A manager assigns a case to a worker of the manager's own organisation, as case worker of record or for a medical
//! encounter.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{case, codes::Relation, worker};
use uuid::Uuid;

use crate::{
    access::{action::Action, clearance::Grants, relation::Relations},
    actions::Verb,
    global_id::Id,
    rules::{
        self,
        account::{Suitability, can_take_case, is_active},
        refusal::{Refusal, RefusalCode, same_version},
        second_person::opens_encounter,
    },
    store::write::{change::Change, change_log::ChangeRecord, permit::Permit, stop::ChangeError},
};

/// Changes to the assignments of a case. A field that is left out does not change; null ends the assignment.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AssignCaseInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
    /// The case worker of record.
    pub assigned_worker_id: MaybeUndefined<Id<worker::Entity>>,
    /// The medical officer who sees the person. A value opens a medical encounter; null ends it.
    pub medical_worker_id: MaybeUndefined<Id<worker::Entity>>,
}

impl Verb for AssignCaseInput {
    const ACTION: Action = Action::AssignCase;
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, version, assigned_worker_id: assigned, medical_worker_id: medical } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        rules::case::open(before.status)?;
        let message = "name a case worker or a medical officer, or null to end an assignment";
        Refusal::of("assignedWorkerId", RefusalCode::ValueRequired, message)
            .when(assigned.is_undefined() && medical.is_undefined())?;
        let of_record = ("assignedWorkerId", Action::UpdateCase);
        let assigned_worker_id = colleague(change, &permit, of_record, &assigned, before.assigned_worker_id).await?;
        let encounter = ("medicalWorkerId", Action::AddMedicalNote);
        let medical_worker_id = colleague(change, &permit, encounter, &medical, before.medical_worker_id).await?;
        if let MaybeUndefined::Value(named) = &medical {
            opens_encounter(&change.me().await?, named.0)?;
        }
        let after = case::Model { assigned_worker_id, medical_worker_id, ..before.clone() };
        // Only medical staff may know that an encounter begins or ends, so the version of the case does not change.
        if assigned.is_undefined() {
            return super::write_apart(change, before, after).await;
        }
        super::write(change, before, after).await
    }
}

/// The named worker, or the current one if none is named. A worker of another organisation gives `NotFound`, as an
/// unknown id does, because the staff of other organisations is not known here. The worker has to be able to do the work:
/// the policy allows them this action on a case that is assigned to them, and they work at its centre.
async fn colleague(
    change: &Change,
    permit: &Permit<case::Model>,
    (field, work): (&'static str, Action),
    named: &MaybeUndefined<Id<worker::Entity>>,
    before: Option<Uuid>,
) -> Result<Option<Uuid>, ChangeError> {
    let id = match named {
        MaybeUndefined::Undefined => return Ok(before),
        MaybeUndefined::Null => return Ok(None),
        MaybeUndefined::Value(id) => id.0,
    };
    let facts = &permit.held().case;
    let worker = change.worker_of(facts.organisation_id, id).await?;
    is_active(field, &worker)?;
    let viewer = change.last_seen_as(&worker).await?;
    let suitability = viewer.map(|viewer| Suitability {
        allowed: Grants::new(&change.scope.policy, &viewer).allows(
            facts,
            Relations::default().with(Relation::Assigned, true),
            work,
        ),
        there: viewer.is_at(facts.centre_id, facts.in_protected_centre),
    });
    can_take_case(field, suitability)?;
    Ok(Some(worker.id))
}

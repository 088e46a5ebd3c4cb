//! A manager gives a case to a worker of the own organisation, as the case worker of record or for a medical encounter.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{case, codes::DataClass as D, worker};
use uuid::Uuid;

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        self,
        refusal::{Refusal, RefusalCode, same_version},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Assign a case.
#[derive(Debug)]
pub struct AssignCase;

/// Who is to work on a case. A field that is left out stays; null ends the assignment.
#[derive(Clone, Debug, InputObject)]
pub struct AssignCaseInput {
    /// The case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case: Id<case::Entity>,
    /// The version of the case that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// The case worker of record.
    #[graphql(directive = holds::apply(D::Staff))]
    pub assigned_worker: MaybeUndefined<Id<worker::Entity>>,
    /// The medical officer who sees the person: opens an encounter, or with null ends it.
    #[graphql(directive = holds::apply(D::Medical))]
    pub medical_worker: MaybeUndefined<Id<worker::Entity>>,
}

impl Act for AssignCase {
    const ACTION: Action = Action::AssignCase;
    type Subject = case::Model;
}

impl Verb for AssignCase {
    const DOC: &'static str = "Give a case to a case worker, or open or end a medical encounter.";
    type Input = AssignCaseInput;

    async fn run(change: &Change, input: AssignCaseInput) -> Result<Done, Stop> {
        let AssignCaseInput { case, version, assigned_worker, medical_worker } = input;
        let permit = change.permit::<Self>(case.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        rules::case::open(before.status)?;
        if assigned_worker.is_undefined() && medical_worker.is_undefined() {
            let message = "name a case worker or a medical officer, or null to end an assignment";
            return Err(Refusal::of("assignedWorker", RefusalCode::ValueRequired, message).into());
        }
        let assigned_worker_id = colleague(change, before, &assigned_worker, before.assigned_worker_id).await?;
        let medical_worker_id = colleague(change, before, &medical_worker, before.medical_worker_id).await?;
        let after = case::Model { assigned_worker_id, medical_worker_id, ..before.clone() };
        // That an encounter begins or ends is for the medical staff to know.
        if assigned_worker.is_undefined() {
            return super::write_apart(change, before, after).await;
        }
        super::write(change, before, after).await
    }
}

/// The worker named, or the one there was. Somebody of another organisation is not found, like somebody who does not exist:
/// who works elsewhere is not ours to know.
async fn colleague(
    change: &Change,
    case: &case::Model,
    named: &MaybeUndefined<Id<worker::Entity>>,
    before: Option<Uuid>,
) -> Result<Option<Uuid>, Stop> {
    let id = match named {
        MaybeUndefined::Undefined => return Ok(before),
        MaybeUndefined::Null => return Ok(None),
        MaybeUndefined::Value(id) => id.0,
    };
    Ok(Some(change.worker_of(case.organisation_id, id).await?.id))
}

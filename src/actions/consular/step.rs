//! One step of a consular request: where it leads, and what it writes. The house steps from its request, the liaison from the
//! packet, and both write the same rows.

use entity::{codes::CustodyEvent, consular_packet, consular_request, travel_document_custody};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::{
        consular::machine::{Side, Standing, Step, belongs_to},
        refusal::{Refusal, RefusalCode, same_version},
    },
    store::{
        change::{Act, Change, Done, Permit, Stop},
        consular::step::standing,
    },
};

/// Where a step of the house leads. The version comes before the state: of two who act at once, the second should read what
/// the first did.
pub(super) fn leads_to(
    before: &consular_request::Model,
    seen: i32,
    step: Step,
) -> Result<consular_request::Model, Refusal> {
    if !belongs_to(step, Side::Requester) && !belongs_to(step, Side::Protection) {
        return Err(Refusal::new(RefusalCode::WrongSide, "only the consulate can take this step"));
    }
    same_version(seen, before.version)?;
    stepped(before, step)
}

/// Where any step leads.
pub(super) fn stepped(before: &consular_request::Model, step: Step) -> Result<consular_request::Model, Refusal> {
    let Standing { state, held } = standing(before).after(step)?;
    Ok(consular_request::Model { state, held_state: held, ..before.clone() })
}

/// Writes a step of the house.
pub(super) async fn take(
    change: &Change,
    before: &consular_request::Model,
    after: consular_request::Model,
    reason: Option<String>,
) -> Result<Done, Stop> {
    let (_, done) = change.step_consular_request(before, after, change.by(), reason).await?;
    change.worked_on(before.case_id, entity::codes::DataClass::Legal).await?;
    Ok(done)
}

/// Where a step of the liaison leads: the request behind the packet, before and after. The version is that of the packet, which
/// counts only what the consulate can notice.
pub(super) async fn answered<A: Act<Subject = consular_packet::Model>>(
    change: &Change,
    permit: &Permit<A>,
    seen: i32,
    step: Step,
) -> Result<(consular_request::Model, consular_request::Model), Stop> {
    let packet = permit.row();
    same_version(seen, packet.liaison_version)?;
    let before = change.row::<consular_request::Entity>(packet.consular_request_id).await?;
    let after = stepped(&before, step)?;
    Ok((before, after))
}

/// Writes a step of the liaison: the log of the house names its request, and the answer shows the packet.
pub(super) async fn answer(
    change: &Change,
    packet: &consular_packet::Model,
    before: &consular_request::Model,
    after: consular_request::Model,
    reason: Option<String>,
) -> Result<Done, Stop> {
    let (row, done) = change.step_consular_request(before, after, Some(&change.scope.viewer), reason).await?;
    change.record("CONSULATE_ANSWERED".to_owned(), &done).await?;
    Ok(Done {
        id: packet.id,
        subject_type: "consular_packets",
        case_id: row.case_id,
        organisation_id: row.organisation_id,
        version: Some(packet.liaison_version + 1),
        changed: vec!["liaison_state"],
    })
}

/// Notes who has the document of a request now.
pub(super) async fn handed(change: &Change, request_id: Uuid, event: CustodyEvent) -> Result<(), Error> {
    let document = change.document_of(request_id).await?;
    note(change, document.id, event).await
}

/// Notes what happened to a document.
pub(super) async fn note(change: &Change, document_id: Uuid, event: CustodyEvent) -> Result<(), Error> {
    travel_document_custody::ActiveModel {
        id: Set(Uuid::now_v7()),
        travel_document_id: Set(document_id),
        at: Set(change.now()),
        worker_id: Set(change.by().map(|viewer| viewer.worker_id)),
        event: Set(event),
    }
    .insert(change.transaction())
    .await?;
    Ok(())
}

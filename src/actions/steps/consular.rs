//! One step of a consular request: the state that it leads to and the rows that it writes. The requesting organisation
//! starts from its request and the liaison from the packet; both write the same rows.

use entity::{
    codes::{ConsularState, CustodyEvent},
    consular_packet, consular_request, travel_document_custody,
};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::table::Machine;
use crate::{
    error::Error,
    global_id::Id,
    rules::{
        consular::{
            document::custody,
            machine::{RequestState, Side, Step, belongs_to},
            view::{TELLS_A_STOP, house_view},
        },
        refusal::{Refusal, RefusalCode, same_version},
    },
    store::{
        consular::step::state_of,
        write::{
            change::Change, change_log::ChangeRecord, permit::Permit, referral_step::Because, save::Write as _,
            stop::ChangeError,
        },
    },
};

/// The request after a step of the requesting organisation. The version is checked before the state: when two workers
/// act at once, the second one should first read what the first one did. A refusal names the state that the viewer reads.
pub(in crate::actions) fn leads_to(
    permit: &Permit<consular_request::Model>,
    seen: i32,
    step: Step,
) -> Result<consular_request::Model, Refusal> {
    let before = permit.row();
    Refusal::new(RefusalCode::WrongSide, "only the consulate can take this step")
        .when(!belongs_to(step, Side::Requester) && !belongs_to(step, Side::Protection))?;
    same_version(seen, before.version)?;
    let shown = house_view(before.state, permit.held().clearance.holds(TELLS_A_STOP));
    stepped(before, step)
        .map_err(|refusal| RequestState { state: shown, ..state_of(before) }.after(step).err().unwrap_or(refusal))
}

/// The request after any step.
pub(in crate::actions) fn stepped(
    before: &consular_request::Model,
    step: Step,
) -> Result<consular_request::Model, Refusal> {
    let RequestState { state, held } = state_of(before).after(step)?;
    // The moment at which a gate stopped the request is not the moment of its end.
    let closed_at = before.closed_at.filter(|_| before.state != ConsularState::BlockedProtection);
    Ok(consular_request::Model { state, held_state: held, closed_at, ..before.clone() })
}

/// Writes a step of the requesting organisation.
pub(in crate::actions) async fn take(
    change: &Change,
    before: &consular_request::Model,
    after: consular_request::Model,
    reason: Option<String>,
) -> Result<ChangeRecord, ChangeError> {
    let (_, done) = change.step_consular_request(before, after, change.by(), reason).await?;
    change.worked_on(before.case_id, entity::codes::DataClass::Legal).await?;
    Ok(done)
}

/// The request behind the packet, before and after a step of the liaison. The version is that of the packet, which only
/// counts changes that the consulate can see.
pub(in crate::actions) async fn answered(
    change: &Change,
    permit: &Permit<consular_packet::Model>,
    seen: i32,
    step: Step,
) -> Result<(consular_request::Model, consular_request::Model), ChangeError> {
    let packet = permit.row();
    same_version(seen, packet.liaison_version)?;
    let before = change.row::<consular_request::Entity>(packet.consular_request_id).await?;
    let after = stepped(&before, step)?;
    Ok((before, after))
}

/// Writes a step of the liaison. The change log of the requesting organisation names the request, and the liaison's
/// answer names the packet.
pub(in crate::actions) async fn answer(
    change: &Change,
    packet: &consular_packet::Model,
    before: &consular_request::Model,
    after: consular_request::Model,
    reason: Option<String>,
) -> Result<ChangeRecord, ChangeError> {
    let (row, done) = change.step_consular_request(before, after, Some(&change.scope.viewer), reason).await?;
    change.record("CONSULATE_ANSWERED".to_owned(), &done).await?;
    Ok(ChangeRecord {
        id: packet.id,
        subject_type: "consular_packets",
        case_id: Some(row.case_id),
        organisation_id: row.organisation_id,
        version: Some(packet.liaison_version + 1),
        changed: vec!["liaison_state"],
    })
}

/// The machine of a consular request, for the requesting organisation.
#[derive(Clone, Debug)]
pub(crate) struct Requests;

impl Machine for Requests {
    type Step = Step;
    type Subject = consular_request::Model;
    type Name = Id<consular_request::Entity>;
    type Row = consular_request::Model;
    const FIELD: &'static str = "consularRequestId";

    async fn id(_: &Change, name: Self::Name) -> Result<Uuid, Error> {
        Ok(name.0)
    }

    async fn leads_to(
        _: &Change,
        permit: &Permit<Self::Subject>,
        version: i32,
        step: Step,
    ) -> Result<(Self::Row, Self::Row), ChangeError> {
        let after = leads_to(permit, version, step)?;
        Ok((permit.row().clone(), after))
    }

    async fn take(
        change: &Change,
        _: &Permit<Self::Subject>,
        step: Step,
        (before, after): (Self::Row, Self::Row),
        because: Because,
    ) -> Result<ChangeRecord, ChangeError> {
        if let Some(event) = custody(step) {
            handed(change, before.id, event).await?;
        }
        take(change, &before, after, because.reason).await
    }
}

/// The machine of a consular request, for the liaison, who reaches only the packet.
#[derive(Clone, Debug)]
pub(crate) struct Packets;

impl Machine for Packets {
    type Step = Step;
    type Subject = consular_packet::Model;
    type Name = String;
    type Row = consular_request::Model;
    const FIELD: &'static str = "packetReference";

    async fn id(change: &Change, name: String) -> Result<Uuid, Error> {
        change.packet(&name).await
    }

    async fn leads_to(
        change: &Change,
        permit: &Permit<Self::Subject>,
        version: i32,
        step: Step,
    ) -> Result<(Self::Row, Self::Row), ChangeError> {
        answered(change, permit, version, step).await
    }

    async fn take(
        change: &Change,
        permit: &Permit<Self::Subject>,
        _: Step,
        (before, after): (Self::Row, Self::Row),
        because: Because,
    ) -> Result<ChangeRecord, ChangeError> {
        answer(change, permit.row(), &before, after, because.reason).await
    }
}

/// Records a custody event of the document of a request.
pub(in crate::actions) async fn handed(change: &Change, request_id: Uuid, event: CustodyEvent) -> Result<(), Error> {
    let document = change.document_of(request_id).await?;
    note(change, document.id, event).await
}

/// Records a custody event of a document.
pub(in crate::actions) async fn note(change: &Change, document_id: Uuid, event: CustodyEvent) -> Result<(), Error> {
    travel_document_custody::ActiveModel {
        id: Set(Uuid::now_v7()),
        travel_document_id: Set(document_id),
        at: Set(change.now()),
        worker_id: Set(change.by().map(|viewer| viewer.worker_id)),
        event: Set(event),
    }
    .insert_in(change)
    .await?;
    Ok(())
}

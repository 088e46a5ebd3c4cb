//! Freezing of a packet: it is built from the current case under a consent that names the post, and hashed. Its content
//! is kept in `consular_packet_versions` for the requesting organisation.

use entity::{consular_packet, consular_packet_version, consular_post, consular_request};
use sea_orm::{IntoActiveModel, prelude::DateTimeUtc};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    error::Error,
    rules::consular::{
        gates::cleared,
        packet::{self, Answer, build, hash},
    },
    store::{
        consular::facts::Desk,
        write::{change::Change, save as writing, save::Write as _, stop::ChangeError},
    },
};

/// A payload with the consent that it is based on.
pub(super) struct Frozen {
    /// The payload.
    pub(super) payload: Value,
    consent_id: Uuid,
    readable_until: Option<DateTimeUtc>,
}

/// Builds the payload of a request. Refuses if a gate is not passed or if no valid consent covers the packet.
pub(super) async fn cleared_packet(
    change: &Change,
    request: &consular_request::Model,
    answers: Vec<Answer>,
) -> Result<Frozen, ChangeError> {
    let desk = Desk::of(change, request.case_id).await?;
    let protection = change.protection(&desk.case, request).await?;
    let drafter = change.human(request.drafted_by).await?;
    cleared(&drafter, &change.gates(request.id).await?, protection)?;
    let agreed = desk.consent(change, request).await??;
    let payload = build(desk.packet(request, answers)?, agreed.classes)?;
    let payload = serde_json::to_value(payload).map_err(|error| Error::internal(&error))?;
    Ok(Frozen { payload, consent_id: agreed.consent_id, readable_until: agreed.until })
}

/// Creates the packet of a request and returns its reference. Id and reference are random, so that two packets of one
/// person share nothing. A packet that no consulate has seen yet is rebuilt in place.
pub(super) async fn freeze(
    change: &Change,
    request: &consular_request::Model,
    frozen: Frozen,
) -> Result<String, ChangeError> {
    if let Some(before) = change.packet_of(request.id).await? {
        return freeze_anew(change, before, frozen).await;
    }
    let Frozen { payload, consent_id, readable_until } = frozen;
    let post = change.row::<consular_post::Entity>(request.consular_post_id).await?;
    let reference = packet::reference(Uuid::new_v4().as_u128() ^ Uuid::new_v4().as_u128().rotate_left(64));
    let row = consular_packet::Model::builder()
        .id(Uuid::new_v4())
        .consular_request_id(request.id)
        .organisation_id(post.organisation_id)
        .consular_post_id(post.id)
        .country(post.country)
        .consent_id(consent_id)
        .payload_hash(hash(&reference, 1, &payload))
        .reference(reference)
        .payload(payload)
        .maybe_readable_until(readable_until)
        .created_at(change.now())
        .build();
    let row = row.into_active_model().insert_in(change).await?;
    keep(change, &row).await?;
    Ok(row.reference)
}

async fn freeze_anew(change: &Change, before: consular_packet::Model, frozen: Frozen) -> Result<String, ChangeError> {
    let Frozen { payload, consent_id, readable_until } = frozen;
    let payload_hash = hash(&before.reference, before.version_number, &payload);
    let after = consular_packet::Model {
        payload: Some(payload.clone()),
        payload_hash,
        consent_id,
        readable_until,
        revoked_at: None,
        ..before.clone()
    };
    change.renew_packet_version(&after, payload).await?;
    writing::write(change, &before, &after).await?;
    Ok(after.reference)
}

/// Replaces the packet by a new version.
pub(super) async fn refreeze(
    change: &Change,
    request: &consular_request::Model,
    frozen: Frozen,
) -> Result<(), ChangeError> {
    let Frozen { payload, consent_id, readable_until } = frozen;
    let before = change.packet_of(request.id).await?.ok_or(Error::NotFound)?;
    change.retire_packet_version(&before).await?;
    let version_number = before.version_number + 1;
    let after = consular_packet::Model {
        version_number,
        payload_hash: hash(&before.reference, version_number, &payload),
        payload: Some(payload),
        consent_id,
        readable_until,
        ..before.clone()
    };
    writing::write(change, &before, &after).await?;
    keep(change, &after).await
}

async fn keep(change: &Change, packet: &consular_packet::Model) -> Result<(), ChangeError> {
    let version = consular_packet_version::Model {
        id: Uuid::now_v7(),
        consular_packet_id: packet.id,
        version_number: packet.version_number,
        payload: packet.payload.clone().unwrap_or_default(),
        payload_hash: packet.payload_hash.clone(),
        consent_id: packet.consent_id,
        created_at: change.now(),
        replaced_at: None,
    };
    version.into_active_model().insert_in(change).await?;
    Ok(())
}

//! A position among changes as the client holds it: encrypted for one person. It also names what that person could read, so
//! that it expires when that changes.

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::prelude::DateTimeUtc;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    access::{
        policy::Policy,
        viewer::{OwnCentres, Viewer},
    },
    error::Error,
    graphql::request::Request,
    store::changes::positions::Position,
};

/// What is encrypted.
#[derive(Debug, Deserialize, Serialize)]
struct Sealed {
    place: i64,
    entry: Option<Uuid>,
    passed: i64,
    passed_in: Option<Uuid>,
    reader: String,
}

/// Encrypts the position.
pub(super) fn seal(request: &Request, policy: &Policy, position: &Position) -> Result<String, Error> {
    let Position { place, entry, passed, passed_in } = *position;
    let reader = reader(&request.store.scope.viewer, policy);
    let sealed = Sealed { place, entry, passed: passed.timestamp_micros(), passed_in, reader };
    request.seal_position(serde_json::to_vec(&sealed).map_err(|error| Error::internal(&error))?)
}

/// Decrypts the position.
/// Errors: `INVALID_POSITION` when it is not this viewer's, `POSITION_EXPIRED` when the viewer could read something else
/// then.
pub(super) fn open(request: &Request, policy: &Policy, position: &str) -> Result<Position, Error> {
    let text = request.open_position(position)?;
    let sealed: Sealed = serde_json::from_slice(&text).map_err(|_| Error::InvalidPosition)?;
    if sealed.reader != reader(&request.store.scope.viewer, policy) {
        return Err(Error::PositionExpired);
    }
    let passed = DateTimeUtc::from_timestamp_micros(sealed.passed).ok_or(Error::InvalidPosition)?;
    Ok(Position { place: sealed.place, entry: sealed.entry, passed, passed_in: sealed.passed_in })
}

/// A digest of everything about the viewer that decides what the viewer may read.
pub(in crate::graphql) fn reader(viewer: &Viewer, policy: &Policy) -> String {
    let Viewer {
        worker_id,
        organisation_id,
        organisation_type,
        country,
        oversight,
        roles,
        centres,
        purpose,
        settings: _,
    } = viewer;
    let all_ordinary = matches!(centres, OwnCentres::AllOrdinary { .. });
    let (mut roles, mut named) = (roles.clone(), centres.named().to_vec());
    roles.sort_unstable();
    named.sort_unstable();
    let text = format!(
        "{worker_id} {organisation_id} {organisation_type:?} {country:?} {oversight:?} {roles:?} {all_ordinary} {named:?} \
         {purpose:?} {}",
        policy.version
    );
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, text.as_bytes()))
}

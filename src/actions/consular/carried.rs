//! Copies what a consulate established to the person: the confirmed nationality and the issued document.

use entity::{case, codes::DocumentSeen, consular_request, identifier};
use sea_orm::IntoActiveModel;
use uuid::Uuid;

use crate::{
    error::Error,
    store::{
        background::search_keys,
        write::{change::Change, recorded::of_person, save::Write as _},
    },
};

/// Marks the claimed nationality of the person as confirmed.
pub(super) async fn nationality_confirmed(change: &Change, request: &consular_request::Model) -> Result<(), Error> {
    let case = change.row::<case::Entity>(request.case_id).await?;
    change.confirm_nationality(case.person_id, &request.country).await?;
    changed(change, "CONFIRM_NATIONALITY_OF_PERSON", &case, "nationalities").await
}

/// Adds the delivered document to the documents of the person.
pub(super) async fn document_delivered(change: &Change, request: &consular_request::Model) -> Result<(), Error> {
    let case = change.row::<case::Entity>(request.case_id).await?;
    let document = change.document_of(request.id).await?;
    if change.has_document(case.person_id, document.document_type, &document.number).await? {
        return Ok(());
    }
    let row = identifier::Model {
        id: Uuid::now_v7(),
        person_id: case.person_id,
        identifier_type: document.document_type,
        search_key: search_keys::of_document(&document.number),
        number: document.number,
        issuer: Some(document.issuer),
        issued_on: Some(document.issued_on),
        expires_on: document.expires_on,
        seen: DocumentSeen::Original,
        correction_id: None,
    };
    row.into_active_model().insert_in(change).await?;
    changed(change, "ADD_DOCUMENT_TO_PERSON", &case, "identifiers").await
}

/// Increments the version of the person and records the change.
async fn changed(change: &Change, action: &str, case: &case::Model, what: &'static str) -> Result<(), Error> {
    change.person_changed(case.person_id).await?;
    Ok(change.record(action.to_owned(), &of_person(case, None, vec![what])).await?)
}

//! What a consulate established about a person is carried over to the person: the nationality that it confirmed, and the
//! document that it issued.

use entity::{
    case,
    codes::{DocumentSeen, NationalityBasis},
    consular_request, identifier, nationality, person,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    error::Error,
    store::change::{Change, Done},
};

/// The nationality that the person claims was confirmed.
pub(super) async fn nationality_confirmed(change: &Change, request: &consular_request::Model) -> Result<(), Error> {
    let case = change.row::<case::Entity>(request.case_id).await?;
    nationality::Entity::update_many()
        .col_expr(nationality::Column::Basis, Expr::value(NationalityBasis::Confirmed))
        .filter(nationality::Column::PersonId.eq(case.person_id))
        .filter(nationality::Column::Country.eq(request.country.as_str()))
        .exec(change.transaction())
        .await?;
    changed(change, "CONFIRM_NATIONALITY_OF_PERSON", &case, "nationalities").await
}

/// The person has the document: from now on it is among their documents.
pub(super) async fn document_delivered(change: &Change, request: &consular_request::Model) -> Result<(), Error> {
    let case = change.row::<case::Entity>(request.case_id).await?;
    let document = change.document_of(request.id).await?;
    let known = identifier::Entity::find()
        .filter(identifier::Column::PersonId.eq(case.person_id))
        .filter(identifier::Column::IdentifierType.eq(document.document_type))
        .filter(identifier::Column::Number.eq(document.number.as_str()));
    if known.count(change.transaction()).await? > 0 {
        return Ok(());
    }
    let row = identifier::Model {
        id: Uuid::now_v7(),
        person_id: case.person_id,
        identifier_type: document.document_type,
        number: document.number,
        issuer: Some(document.issuer),
        issued_on: Some(document.issued_on),
        expires_on: document.expires_on,
        seen: DocumentSeen::Original,
    };
    row.into_active_model().insert(change.transaction()).await?;
    changed(change, "ADD_DOCUMENT_TO_PERSON", &case, "identifiers").await
}

/// Counts the change of the person, and says what it was.
async fn changed(change: &Change, action: &str, case: &case::Model, what: &'static str) -> Result<(), Error> {
    person::Entity::update_many()
        .col_expr(person::Column::Version, sea_orm::ExprTrait::add(Expr::col(person::Column::Version), 1))
        .col_expr(person::Column::UpdatedAt, Expr::value(change.now()))
        .filter(person::Column::Id.eq(case.person_id))
        .exec(change.transaction())
        .await?;
    let done = Done {
        id: case.person_id,
        subject_type: "persons",
        case_id: case.id,
        organisation_id: case.organisation_id,
        version: None,
        changed: vec![what],
    };
    Ok(change.record(action.to_owned(), &done).await?)
}

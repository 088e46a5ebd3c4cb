//! The consulate records the document that it issued. Each receiver records its own custody.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, IdentifierType},
    consular_packet, consular_post, travel_document,
};
use sea_orm::{IntoActiveModel, prelude::Date};
use uuid::Uuid;

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    rules::{
        consular::{
            document::{may_ask_for, may_issue},
            machine::Step,
        },
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
};

/// The travel document that was issued.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordDocumentIssuedInput {
    pub packet_reference: String,
    pub version: i32,
    /// Kind of document.
    #[graphql(name = "type", directive = holds::apply(D::Legal))]
    pub document_type: IdentifierType,
    /// Number of the document.
    #[graphql(directive = holds::apply(D::Identity))]
    pub number: String,
    /// Day of issue.
    #[graphql(directive = holds::apply(D::Legal))]
    pub issued_on: Date,
    /// Last day of validity. Leave out if the document does not expire.
    #[graphql(directive = holds::apply(D::Legal))]
    pub expires_on: Option<Date>,
    /// Whether the document is valid for one journey only.
    #[graphql(directive = holds::apply(D::Legal))]
    pub single_journey: bool,
}

impl Verb for RecordDocumentIssuedInput {
    const ACTION: Action = Action::RecordDocumentIssued;
    type Subject = consular_packet::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { packet_reference, version, document_type, number, issued_on, expires_on, single_journey } = self;
        let permit = Self::permit(change, change.packet(&packet_reference).await?).await?;
        let (before, after) = super::answered(change, &permit, version, Step::Issue).await?;
        may_ask_for("type", document_type)?;
        may_issue(issued_on, expires_on, change.now().date_naive())?;
        let post = change.row::<consular_post::Entity>(permit.row().consular_post_id).await?;
        let document = travel_document::Model {
            id: Uuid::now_v7(),
            case_id: before.case_id,
            consular_request_id: Some(before.id),
            document_type,
            number: text::required("number", TextKind::Line, &number)?,
            issuer: post.name,
            issued_on,
            expires_on,
            single_journey,
            created_at: change.now(),
            updated_at: change.now(),
            version: 1,
        };
        document.into_active_model().insert_in(change).await?;
        super::answer(change, permit.row(), &before, after, None).await
    }
}

//! A protection officer records which data a court or prosecutor orders to show to an enforcement agency. Recording
//! gives no access.

use async_graphql::InputObject;
use chrono::SubsecRound as _;
use entity::{case, codes::DataClass as D, legal_order, organisation};
use sea_orm::{IntoActiveModel, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::{
    access::{action::Action, class::ClassSet},
    actions::{Shows, Verb, case_row},
    global_id::Id,
    rules::{
        order::{Draft, may_record},
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::done, save::Write as _, stop::ChangeError},
};

/// A new legal order.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordLegalOrderInput {
    pub case_id: Id<case::Entity>,
    /// The enforcement agency that the order names.
    pub organisation_id: Id<organisation::Entity>,
    /// Number of the order at the authority that issued it.
    pub reference: String,
    /// Authority that issued the order, and its reason.
    pub reason: String,
    /// Classes of data that the order names. Every class also shows that the case exists.
    pub classes: Vec<D>,
    /// When the order ends, at most one year from now.
    pub valid_until: DateTimeUtc,
}

impl Verb for RecordLegalOrderInput {
    const ACTION: Action = Action::RecordLegalOrder;
    const SHOWS: Shows = Shows::changed("LegalOrder");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, organisation_id, reference, reason, classes, valid_until } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        let organisation = change.row::<organisation::Entity>(organisation_id.0).await?;
        let draft = Draft {
            kind: organisation.organisation_type,
            suspended: organisation.suspended_at.is_some(),
            classes: ClassSet::of(&classes),
            valid_until: valid_until.trunc_subsecs(6),
        };
        may_record(&draft, change.now())?;

        let row = legal_order::Model::builder()
            .id(Uuid::now_v7())
            .case_id(case.id)
            .organisation_id(organisation.id)
            .reference(text::required("reference", TextKind::Line, &reference)?)
            .reason(text::required("reason", TextKind::Paragraph, &reason)?)
            .classes(draft.classes.to_bits())
            .requested_by(change.scope.viewer.worker_id)
            .valid_until(draft.valid_until)
            .created_at(change.now())
            .build();
        let row = row.into_active_model().insert_in(change).await?;
        case_row::touch(change, case, D::Legal, Vec::new()).await?;
        let changed = vec!["organisation_id", "reference", "reason", "classes", "requested_by", "valid_until"];
        Ok(done(&row, case.organisation_id, changed))
    }
}

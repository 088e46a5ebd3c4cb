//! A protection officer records which data a court or prosecutor orders to show to an enforcement agency. Recording
//! gives no access.

use async_graphql::InputObject;
use chrono::SubsecRound as _;
use entity::{case, codes::DataClass as D, legal_order, organisation};
use sea_orm::{ActiveModelTrait, IntoActiveModel, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{Shows, Verb, case_row, recorded::done},
    global_id::Id,
    rules::{
        order::{Draft, may_record},
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, permit::Act, stop::ChangeError},
};

/// Record a legal order.
#[derive(Debug)]
pub(crate) struct RecordLegalOrder;

/// A new legal order.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordLegalOrderInput {
    /// The case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case_id: Id<case::Entity>,
    /// The enforcement agency that the order names.
    #[graphql(directive = holds::apply(D::Legal))]
    pub organisation_id: Id<organisation::Entity>,
    /// Number of the order at the authority that issued it.
    #[graphql(directive = holds::apply(D::Legal))]
    pub reference: String,
    /// Authority that issued the order, and its reason.
    #[graphql(directive = holds::apply(D::Legal))]
    pub reason: String,
    /// Classes of data that the order names. Every class also shows that the case exists.
    #[graphql(directive = holds::apply(D::Legal))]
    pub classes: Vec<D>,
    /// When the order ends, at most one year from now.
    #[graphql(directive = holds::apply(D::Legal))]
    pub valid_until: DateTimeUtc,
}

impl Act for RecordLegalOrder {
    const ACTION: Action = Action::RecordLegalOrder;
    type Subject = case::Model;
}

impl Verb for RecordLegalOrder {
    const DOC: &'static str =
        "Record a legal order for an enforcement agency. It gives no access until a data protection officer approves.";
    const SHOWS: Shows = Shows::changed("LegalOrder");
    type Input = RecordLegalOrderInput;

    async fn run(change: &Change, input: RecordLegalOrderInput) -> Result<ChangeRecord, ChangeError> {
        let RecordLegalOrderInput { case_id, organisation_id, reference, reason, classes, valid_until } = input;
        let permit = change.permit::<Self>(case_id.0).await?;
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
        let row = row.into_active_model().insert(change.transaction()).await?;
        case_row::touch(change, case, D::Legal, Vec::new()).await?;
        let changed = vec!["organisation_id", "reference", "reason", "classes", "requested_by", "valid_until"];
        Ok(done(&row, case.organisation_id, changed))
    }
}

//! A protection officer writes down what a court or prosecutor orders an enforcement agency to be shown. It opens nothing.

use async_graphql::InputObject;
use chrono::SubsecRound as _;
use entity::{case, codes::DataClass as D, legal_order, organisation};
use sea_orm::{ActiveModelTrait, IntoActiveModel, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{Verb, cases},
    global_id::Id,
    rules::{
        order::{Draft, may_record},
        text::{self, TextKind},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Record a legal order.
#[derive(Debug)]
pub struct RecordLegalOrder;

/// What is ordered, for whom and until when.
#[derive(Clone, Debug, InputObject)]
pub struct RecordLegalOrderInput {
    /// The case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case: Id<case::Entity>,
    /// The enforcement agency that it names.
    #[graphql(directive = holds::apply(D::Legal))]
    pub organisation: Id<organisation::Entity>,
    /// The order's own number.
    #[graphql(directive = holds::apply(D::Legal))]
    pub reference: String,
    /// Who ordered it, and why.
    #[graphql(directive = holds::apply(D::Legal))]
    pub reason: String,
    /// The classes of data that it names; that the case exists goes with any of them.
    #[graphql(directive = holds::apply(D::Legal))]
    pub classes: Vec<D>,
    /// When it runs out, within a year.
    #[graphql(directive = holds::apply(D::Legal))]
    pub valid_until: DateTimeUtc,
}

impl Act for RecordLegalOrder {
    const ACTION: Action = Action::RecordLegalOrder;
    type Subject = case::Model;
}

impl Verb for RecordLegalOrder {
    const DOC: &'static str =
        "Record a legal order for an enforcement agency; it opens nothing until a data protection officer approves it.";
    type Input = RecordLegalOrderInput;

    async fn run(change: &Change, input: RecordLegalOrderInput) -> Result<Done, Stop> {
        let RecordLegalOrderInput { case, organisation, reference, reason, classes, valid_until } = input;
        let permit = change.permit::<Self>(case.0).await?;
        let case = permit.row();
        let organisation = change.row::<organisation::Entity>(organisation.0).await?;
        let draft = Draft {
            kind: organisation.organisation_type,
            suspended: organisation.suspended_at.is_some(),
            classes: ClassSet::of(&classes),
            valid_until: valid_until.trunc_subsecs(6),
        };
        may_record(&draft, change.now())?;

        let row = legal_order::Model {
            id: Uuid::now_v7(),
            case_id: case.id,
            organisation_id: organisation.id,
            reference: text::required("reference", TextKind::Line, &reference)?,
            reason: text::required("reason", TextKind::Paragraph, &reason)?,
            classes: draft.classes.to_bits(),
            requested_by: change.scope.viewer.worker_id,
            approved_by: None,
            approved_at: None,
            valid_until: Some(draft.valid_until),
            share_id: None,
            ended_at: None,
            ended_by: None,
            created_at: change.now(),
            version: 1,
        };
        let row = row.into_active_model().insert(change.transaction()).await?;
        cases::touch(change, case, D::Legal, Vec::new()).await?;
        let changed = vec!["organisation_id", "reference", "reason", "classes", "requested_by", "valid_until"];
        Ok(super::done(&row, case.organisation_id, changed))
    }
}

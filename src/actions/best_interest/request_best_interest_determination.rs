//! A worker requests a best-interest determination for a child.

use async_graphql::InputObject;
use entity::{
    best_interest_determination, case,
    codes::{DataClass as D, Purpose},
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use uuid::Uuid;

use super::done;
use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, cases},
    global_id::Id,
    rules::{
        best_interest::may_request,
        case::open,
        text::{self, TextKind},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Request a best-interest determination.
#[derive(Debug)]
pub struct RequestBestInterestDetermination;

/// A request for a best-interest determination.
#[derive(Clone, Debug, InputObject)]
pub struct RequestBestInterestDeterminationInput {
    /// The case of the child.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case: Id<case::Entity>,
    /// Purpose of the consent, referral or consular request that will need the decision.
    #[graphql(directive = holds::apply(D::Protection))]
    pub purpose: Purpose,
    /// Situation of the child and the child's views.
    #[graphql(directive = holds::apply(D::Protection))]
    pub grounds: String,
}

impl Act for RequestBestInterestDetermination {
    const ACTION: Action = Action::RequestBestInterestDetermination;
    type Subject = case::Model;
}

impl Verb for RequestBestInterestDetermination {
    const DOC: &'static str = "Request a best-interest determination for a child. Another person has to decide.";
    type Input = RequestBestInterestDeterminationInput;

    async fn run(change: &Change, input: RequestBestInterestDeterminationInput) -> Result<Done, Stop> {
        let RequestBestInterestDeterminationInput { case, purpose, grounds } = input;
        let permit = change.permit::<Self>(case.0).await?;
        let case = permit.row();
        open(case.status)?;
        let of_case = change.determinations_of(case.id).await?;
        let waits = of_case.iter().any(|row| row.purpose == purpose && row.outcome.is_none());
        may_request(change.of_child(case).await?, waits)?;
        let row = best_interest_determination::Model {
            id: Uuid::now_v7(),
            case_id: case.id,
            purpose,
            grounds: text::required("grounds", TextKind::Paragraph, &grounds)?,
            inference_class: D::Protection,
            emergency_care: false,
            requested_by: change.scope.viewer.worker_id,
            outcome: None,
            reason: None,
            decided_by: None,
            decided_at: None,
            created_at: change.now(),
            version: 1,
        };
        let row = row.into_active_model().insert(change.transaction()).await?;
        cases::touch(change, case, entity::codes::DataClass::Protection, Vec::new()).await?;
        Ok(done(&row, case.organisation_id, vec!["purpose", "grounds", "requested_by"]))
    }
}

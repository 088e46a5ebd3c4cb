//! A worker requests a best-interest determination for a child.

use async_graphql::InputObject;
use entity::{
    best_interest_determination, case,
    codes::{DataClass as D, Purpose},
    organisation,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use uuid::Uuid;

use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, case_row, recorded::done},
    global_id::Id,
    rules::{
        best_interest::may_request,
        case::open,
        inference::{graver, receiver_reveals},
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, permit::Act, stop::ChangeError},
};

/// Request a best-interest determination.
#[derive(Debug)]
pub(crate) struct RequestBestInterestDetermination;

/// A request for a best-interest determination.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RequestBestInterestDeterminationInput {
    /// The case of the child.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case_id: Id<case::Entity>,
    /// Purpose of the consent, referral or consular request that will need the decision.
    #[graphql(directive = holds::apply(D::Protection))]
    pub purpose: Purpose,
    /// The organisation that would receive the child's data or the child's case. The decision counts for no other.
    #[graphql(directive = holds::apply(D::Protection))]
    pub receiver_id: Id<organisation::Entity>,
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
    const SHOWS: Shows = Shows::changed("BestInterestDetermination");
    type Input = RequestBestInterestDeterminationInput;

    async fn run(change: &Change, input: RequestBestInterestDeterminationInput) -> Result<ChangeRecord, ChangeError> {
        let RequestBestInterestDeterminationInput { case_id, purpose, receiver_id, grounds } = input;
        let permit = change.permit::<Self>(case_id.0).await?;
        let case = permit.row();
        open(case.status)?;
        let receiver = change.row::<organisation::Entity>(receiver_id.0).await?;
        let told = graver(D::Protection, receiver_reveals(receiver.organisation_type));
        // A row that its author may not read would vanish for the author at once.
        if !permit.held().clearance.holds(told) {
            let message = "this receiver reveals more about the child than you may read; ask a protection officer";
            return Err(Refusal::of("receiverId", RefusalCode::ValueNotAllowed, message).into());
        }
        let of_person = change.determinations_of(case.id).await?;
        let waits = of_person.iter().any(|row| {
            (row.case_id, row.purpose, row.receiver_id) == (case.id, purpose, Some(receiver.id))
                && row.outcome.is_none()
        });
        may_request(change.of_child(case).await?, waits)?;
        let row = best_interest_determination::Model::builder()
            .id(Uuid::now_v7())
            .case_id(case.id)
            .purpose(purpose)
            .receiver_id(receiver.id)
            .grounds(text::required("grounds", TextKind::Paragraph, &grounds)?)
            .inference_class(told)
            .requested_by(change.scope.viewer.worker_id)
            .created_at(change.now())
            .build();
        let row = row.into_active_model().insert(change.transaction()).await?;
        case_row::touch(change, case, told, Vec::new()).await?;
        Ok(done(&row, case.organisation_id, vec!["purpose", "receiver_id", "grounds", "requested_by"]))
    }
}

//! A worker requests a best-interest determination for a child.

use async_graphql::InputObject;
use entity::{
    best_interest_determination, case,
    codes::{DataClass as D, Purpose},
    organisation,
};
use sea_orm::IntoActiveModel;
use uuid::Uuid;

use crate::{
    access::action::Action,
    actions::{Shows, Verb, case_row},
    global_id::Id,
    rules::{
        best_interest::may_request,
        case::open,
        inference::{graver, receiver_reveals},
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::done, save::Write as _, stop::ChangeError},
};

/// A request for a best-interest determination.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RequestBestInterestDeterminationInput {
    /// The case of the child.
    pub case_id: Id<case::Entity>,
    /// Purpose of the consent, referral or consular request that will need the decision.
    pub purpose: Purpose,
    /// The organisation that would receive the child's data or the child's case. The decision counts for no other.
    pub receiver_id: Id<organisation::Entity>,
    /// Situation of the child and the child's views.
    pub grounds: String,
}

impl Verb for RequestBestInterestDeterminationInput {
    const ACTION: Action = Action::RequestBestInterestDetermination;
    const SHOWS: Shows = Shows::changed("BestInterestDetermination");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, purpose, receiver_id, grounds } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        open(case.status)?;
        let receiver = change.row::<organisation::Entity>(receiver_id.0).await?;
        let told = graver(D::Protection, receiver_reveals(receiver.organisation_type));
        // A row that its author may not read would vanish for the author at once.
        let message = "this receiver reveals more about the child than you may read; ask a protection officer";
        Refusal::of("receiverId", RefusalCode::ValueNotAllowed, message).unless(permit.held().clearance.holds(told))?;
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
        let row = row.into_active_model().insert_in(change).await?;
        case_row::touch(change, case, told, Vec::new()).await?;
        Ok(done(&row, case.organisation_id, vec!["purpose", "receiver_id", "grounds", "requested_by"]))
    }
}

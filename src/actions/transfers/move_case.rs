//! A manager offers a case to another centre of the same organisation. The offer is the approval of the giving side. The
//! acceptance of the other centre completes the move, because the organisation keeps the file.

use async_graphql::InputObject;
use entity::{
    case, centre,
    codes::{DataClass as D, TransferReason, TransferState},
    transfer,
};
use sea_orm::IntoActiveModel;

use super::proposal::{proposal, receiver};
use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, case_row},
    global_id::Id,
    rules::transfer::{may_approve, within_organisation},
    store::write::{
        change::Change, change_log::ChangeRecord, recorded::done, reference::taken_meanwhile, save::Write as _,
        stop::ChangeError,
    },
};

/// The offer of a case to another centre of your organisation.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MoveCaseInput {
    pub case_id: Id<case::Entity>,
    /// The centre of your organisation that should take over the case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub to_centre_id: Id<centre::Entity>,
    /// Code of the reason for the move.
    pub reason_code: TransferReason,
}

impl Verb for MoveCaseInput {
    const ACTION: Action = Action::MoveCase;
    const BATCH: Option<&'static str> = Some("moveCases");
    const SHOWS: Shows = Shows::changed("Transfer");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, to_centre_id, reason_code } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        let (centre, organisation) = receiver(change, case, to_centre_id.0).await?;
        within_organisation(case.organisation_id, organisation.id)?;
        may_approve(change.live_transfers(case.id).await?.iter().map(|other| other.state))?;
        let me = Some(change.scope.viewer.worker_id);
        let row = transfer::Model {
            state: TransferState::Offered,
            approved_by: me,
            offered_by: me,
            offered_at: Some(change.now()),
            ..proposal(change, case, (&centre, &organisation), reason_code).await?
        };
        let row = row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
        case_row::touch(change, case, row.inference_class, Vec::new()).await?;
        Ok(done(&row, case.organisation_id, vec!["state", "to_centre_id", "reason_code"]))
    }
}

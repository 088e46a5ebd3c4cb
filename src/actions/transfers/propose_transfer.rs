//! A worker proposes that another centre, of the same or another organisation, takes over the case.

use async_graphql::InputObject;
use entity::{
    case, centre,
    codes::{DataClass as D, TransferReason},
    consent, transfer,
};
use sea_orm::IntoActiveModel;

use super::{
    agreement::{Agreement, proposed},
    proposal::{proposal, receiver},
};
use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Shows, Verb, case_row,
        overriding::{LegalOverrideInput, Resting, ask},
    },
    global_id::Id,
    rules::{
        text::{self, TextKind},
        transfer::may_ask_without_consent,
    },
    store::write::{
        change::Change, change_log::ChangeRecord, recorded::done, reference::taken_meanwhile, save::Write as _,
        stop::ChangeError,
    },
};

/// A proposal for a transfer.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ProposeTransferInput {
    pub case_id: Id<case::Entity>,
    /// The centre that should take over the case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub to_centre_id: Id<centre::Entity>,
    /// Code of the reason for the transfer. It is for those who may not read the text.
    #[graphql(default_with = "TransferReason::Other")]
    pub reason_code: TransferReason,
    /// Reason for the transfer.
    pub reason: String,
    /// The consent of purpose TRANSFER. Default: any consent that covers the transfer. A transfer within your
    /// organisation needs no consent.
    #[graphql(directive = holds::apply(D::Operational))]
    pub consent_id: Option<Id<consent::Entity>>,
    /// A request to share without consent; the transfer is not offered until another person has approved it.
    #[graphql(directive = holds::apply(D::Legal))]
    pub legal_override: Option<LegalOverrideInput>,
}

impl Verb for ProposeTransferInput {
    const ACTION: Action = Action::ProposeTransfer;
    const BATCH: Option<&'static str> = Some("proposeTransfers");
    const SHOWS: Shows = Shows::changed("Transfer");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, to_centre_id, reason_code, reason, consent_id, legal_override } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        let (centre, organisation) = receiver(change, case, to_centre_id.0).await?;
        let ground = (consent_id.map(|named| named.0), legal_override);
        let held = permit.held().clearance.classes;
        let (Agreement { consent_id, until }, asked) = proposed(change, case, &organisation, ground, held).await?;
        if asked.is_some() {
            may_ask_without_consent(organisation.organisation_type, held)?;
        }
        let reason = text::required("reason", TextKind::Paragraph, &reason)?;
        let new = proposal(change, case, (&centre, &organisation), reason_code).await?;
        let row = transfer::Model { reason, consent_id, grounded_until: until, ..new };
        let row = row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
        if let Some(asked) = asked {
            let resting = Resting::Transfer(Box::new(row.clone()), Box::new(organisation));
            let (_, done) = ask(change, case.organisation_id, &resting, asked).await?;
            change.record("REQUEST_LEGAL_OVERRIDE".to_owned(), &done).await?;
        }
        case_row::touch(change, case, row.inference_class, Vec::new()).await?;
        Ok(done(&row, case.organisation_id, vec!["state", "to_centre_id", "reason_code", "reason"]))
    }
}

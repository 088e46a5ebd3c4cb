//! A worker proposes that another centre, of the same or another organisation, takes over the case.

use async_graphql::InputObject;
use chrono::Datelike as _;
use entity::{case, centre, codes::DataClass as D, consent, organisation, transfer};
use sea_orm::IntoActiveModel;
use uuid::Uuid;

use super::agreement::{Agreement, proposed};
use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Shows, Verb, case_row,
        overriding::{LegalOverrideInput, Resting, ask},
    },
    error::Error,
    global_id::Id,
    rules::{
        self,
        inference::transfer_reveals,
        reference,
        text::{self, TextKind},
        transfer::{may_ask_without_consent, may_propose, may_take},
    },
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        recorded::done,
        reference::{taken_meanwhile, unused},
        save::Write as _,
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
        let Self { case_id, to_centre_id, reason, consent_id, legal_override } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        let (centre, organisation) = receiver(change, to_centre_id.0).await?;
        rules::case::open(case.status)?;
        may_propose(case.centre_id, centre.id, change.knows_live_transfer(case.id).await?)?;
        may_take(organisation.organisation_type, organisation.suspended_at.is_some())?;
        case_row::answering(change, "toCentreId", &centre).await?;
        let ground = (consent_id.map(|named| named.0), legal_override);
        let held = permit.held().clearance.classes;
        let (Agreement { consent_id, until }, asked) = proposed(change, case, &organisation, ground, held).await?;
        if asked.is_some() {
            may_ask_without_consent(organisation.organisation_type, held)?;
        }
        let reason = text::required("reason", TextKind::Paragraph, &reason)?;
        let within = organisation.id == case.organisation_id;
        let inference_class = transfer_reveals(organisation.organisation_type, within);

        let now = change.now();
        let write = |drawn| reference::transfer(now.year(), drawn);
        let row = transfer::Model::builder()
            .id(Uuid::now_v7())
            .reference(unused(change.transaction(), transfer::Column::Reference, write).await?)
            .case_id(case.id)
            .from_organisation_id(case.organisation_id)
            .to_organisation_id(centre.organisation_id)
            .from_centre_id(case.centre_id)
            .to_centre_id(centre.id)
            .inference_class(inference_class)
            .reason(reason)
            .proposed_by(change.scope.viewer.worker_id)
            .created_at(now)
            .maybe_consent_id(consent_id)
            .maybe_grounded_until(until)
            .build();
        let row = row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
        if let Some(asked) = asked {
            let resting = Resting::Transfer(Box::new(row.clone()), Box::new(organisation));
            let (_, done) = ask(change, case.organisation_id, &resting, asked).await?;
            change.record("REQUEST_LEGAL_OVERRIDE".to_owned(), &done).await?;
        }
        case_row::touch(change, case, inference_class, Vec::new()).await?;
        Ok(done(&row, case.organisation_id, vec!["state", "to_centre_id", "reason"]))
    }
}

/// The kind of record that a `NotFound` error names.
const CENTRE: &str = "centre";

/// The centre and its organisation. A protected centre that the viewer may not know of gives the same error as an
/// unknown id.
async fn receiver(change: &Change, id: Uuid) -> Result<(centre::Model, organisation::Model), Error> {
    let centre = change.row::<centre::Entity>(id).await.map_err(|error| error.naming(CENTRE))?;
    if !change.scope.knows_centre(&centre) {
        return Err(Error::NotFoundNamed(CENTRE));
    }
    let organisation = change.row::<organisation::Entity>(centre.organisation_id).await?;
    Ok((centre, organisation))
}

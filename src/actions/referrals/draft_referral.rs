//! A case worker drafts a referral. No other organisation knows of it until it is sent.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{DataClass as D, Purpose, ReferralReason, Urgency},
    consent, service,
};

use super::packet::{Packet, draft, ground};
use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{Shows, Verb, overriding::LegalOverrideInput},
    global_id::Id,
    rules::text::{self, TextKind},
    store::write::{change::Change, change_log::ChangeRecord, recorded::done, stop::ChangeError},
};

/// A new referral.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DraftReferralInput {
    pub case_id: Id<case::Entity>,
    /// The service to which the person is referred.
    pub service_id: Id<service::Entity>,
    /// How soon an answer is needed.
    pub urgency: Urgency,
    /// Purpose of sharing the data.
    pub purpose: Purpose,
    /// Classes of data to share on acceptance. You can name only classes that you may read.
    #[graphql(directive = holds::apply(D::Operational))]
    pub classes: Vec<D>,
    /// Reason for the referral, as a code that the receiver sees at once. Default: a reason that fits the urgency.
    pub reason_code: Option<ReferralReason>,
    /// Reason for the referral, as text that the receiver reads after acceptance.
    pub reason_text: Option<String>,
    /// Contact restrictions, for example 'call only after 18:00, never the husband's number'.
    pub contact_restrictions: Option<String>,
    /// The consent that allows the referral.
    #[graphql(directive = holds::apply(D::Operational))]
    pub consent_id: Option<Id<consent::Entity>>,
    /// A request to share without consent. The referral cannot be sent until another person approves it.
    #[graphql(directive = holds::apply(D::Legal))]
    pub legal_override: Option<LegalOverrideInput>,
}

impl Verb for DraftReferralInput {
    const ACTION: Action = Action::DraftReferral;
    const SHOWS: Shows = Shows::changed("Referral");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self {
            case_id,
            service_id,
            urgency,
            purpose,
            classes,
            reason_code,
            reason_text,
            contact_restrictions,
            consent_id,
            legal_override,
        } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let service = change.listed_service(service_id.0).await?;
        let about = (permit.held(), purpose, service.organisation_id);
        let packet = Packet {
            ground: ground(change, about, consent_id, legal_override).await?,
            service,
            urgency,
            purpose,
            classes: ClassSet::of(&classes),
            reason_code,
            reason_text: text::optional("reasonText", TextKind::Paragraph, reason_text.as_deref())?,
            contact_restrictions: text::optional(
                "contactRestrictions",
                TextKind::Paragraph,
                contact_restrictions.as_deref(),
            )?,
            redirected_from_id: None,
        };
        let written = draft(change, permit.held(), packet).await?;
        let owner = change.worked_on(written.row.case_id, written.row.inference_class).await?;
        Ok(done(&written.row, owner, written.changed))
    }
}

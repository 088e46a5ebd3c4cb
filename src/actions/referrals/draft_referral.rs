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
    actions::{Shows, Verb, overriding::LegalOverrideInput, recorded::done},
    global_id::Id,
    rules::text::{self, TextKind},
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Draft a referral of a case to a service of another organisation.
#[derive(Debug)]
pub(crate) struct DraftReferral;

/// A new referral.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DraftReferralInput {
    /// The case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case_id: Id<case::Entity>,
    /// The service to which the person is referred.
    #[graphql(directive = holds::apply(D::Operational))]
    pub service_id: Id<service::Entity>,
    /// How soon an answer is needed.
    #[graphql(directive = holds::apply(D::Operational))]
    pub urgency: Urgency,
    /// Purpose of sharing the data.
    #[graphql(directive = holds::apply(D::Operational))]
    pub purpose: Purpose,
    /// Classes of data to share on acceptance. You can name only classes that you may read.
    #[graphql(directive = holds::apply(D::Operational))]
    pub classes: Vec<D>,
    /// Reason for the referral, as a code that the receiver sees at once. Default: a reason that fits the urgency.
    #[graphql(directive = holds::apply(D::Operational))]
    pub reason_code: Option<ReferralReason>,
    /// Reason for the referral, as text that the receiver reads after acceptance.
    #[graphql(directive = holds::apply(D::Protection))]
    pub reason_text: Option<String>,
    /// Contact restrictions, for example 'call only after 18:00, never the husband's number'.
    #[graphql(directive = holds::apply(D::Operational))]
    pub contact_restrictions: Option<String>,
    /// The consent that allows the referral.
    #[graphql(directive = holds::apply(D::Operational))]
    pub consent_id: Option<Id<consent::Entity>>,
    /// A request to share without consent. The referral cannot be sent until another person approves it.
    #[graphql(directive = holds::apply(D::Legal))]
    pub legal_override: Option<LegalOverrideInput>,
}

impl Act for DraftReferral {
    const ACTION: Action = Action::DraftReferral;
    type Subject = case::Model;
}

impl Verb for DraftReferral {
    const DOC: &'static str = "Draft a referral of a case to a service of another organisation.";
    const SHOWS: Shows = Shows::changed("Referral");
    type Input = DraftReferralInput;

    async fn run(change: &Change, input: DraftReferralInput) -> Result<Done, Stop> {
        let DraftReferralInput {
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
        } = input;
        let permit = change.permit::<Self>(case_id.0).await?;
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

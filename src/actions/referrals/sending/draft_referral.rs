//! A case worker prepares a referral; nobody else knows of it until it is sent.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{DataClass as D, Purpose, ReferralReason, Urgency},
    consent, service,
};

use super::packet::{Packet, draft, ground};
use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{Verb, overriding::LegalOverrideInput, referrals::step::done},
    global_id::Id,
    rules::text::{self, TextKind},
    store::change::{Act, Change, Done, Stop},
};

/// Prepare a referral of a case to a service of another organisation.
#[derive(Debug)]
pub struct DraftReferral;

/// A referral to be.
#[derive(Clone, Debug, InputObject)]
pub struct DraftReferralInput {
    /// The case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case: Id<case::Entity>,
    /// The service that is asked.
    #[graphql(directive = holds::apply(D::Operational))]
    pub service: Id<service::Entity>,
    /// How soon an answer is needed.
    #[graphql(directive = holds::apply(D::Operational))]
    pub urgency: Urgency,
    /// What the data is shared for.
    #[graphql(directive = holds::apply(D::Operational))]
    pub purpose: Purpose,
    /// The classes of data to be shared on acceptance; only classes that you may read yourself.
    #[graphql(directive = holds::apply(D::Operational))]
    pub classes: Vec<D>,
    /// Why the person is referred, as a code that the receiver sees at once; the usual one if it is left out.
    #[graphql(directive = holds::apply(D::Operational))]
    pub reason_code: Option<ReferralReason>,
    /// Why the person is referred, in words that the receiver reads after acceptance.
    #[graphql(directive = holds::apply(D::Protection))]
    pub reason_text: Option<String>,
    /// How the person may safely be contacted; needed before it is sent, and "none" is an answer.
    #[graphql(directive = holds::apply(D::Operational))]
    pub contact_restrictions: Option<String>,
    /// The consent that the referral rests on.
    #[graphql(directive = holds::apply(D::Operational))]
    pub consent: Option<Id<consent::Entity>>,
    /// A request to share without consent; the referral is not sent until another person has approved it.
    #[graphql(directive = holds::apply(D::Legal))]
    pub legal_override: Option<LegalOverrideInput>,
}

impl Act for DraftReferral {
    const ACTION: Action = Action::DraftReferral;
    type Subject = case::Model;
}

impl Verb for DraftReferral {
    const DOC: &'static str = "Prepare a referral of a case to a service of another organisation.";
    type Input = DraftReferralInput;

    async fn run(change: &Change, input: DraftReferralInput) -> Result<Done, Stop> {
        let DraftReferralInput {
            case,
            service: asked,
            urgency,
            purpose,
            classes,
            reason_code,
            reason_text,
            contact_restrictions,
            consent,
            legal_override,
        } = input;
        let permit = change.permit::<Self>(case.0).await?;
        let packet = Packet {
            service: change.listed_service(asked.0).await?,
            urgency,
            purpose,
            classes: ClassSet::of(&classes),
            ground: ground(change, (permit.held(), purpose), consent, legal_override).await?,
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

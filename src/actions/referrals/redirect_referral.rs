//! Sends a referral that was declined or has expired to another organisation. That one is kept, and a new draft links to it. Sending
//! the draft checks the consent again for the new receiver.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consent, referral, service};

use super::packet::{Packet, draft, ground};
use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{
        Verb,
        overriding::LegalOverrideInput,
        steps::referral::{leads_to, take},
    },
    global_id::Id,
    rules::{
        referral::onward,
        refusal::{Refusal, RefusalCode},
        sending::another_receiver,
    },
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        recorded::{done, write},
        referral_step::Because,
        stop::ChangeError,
    },
};

/// The redirection of a referral that was declined or has expired.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RedirectReferralInput {
    /// The referral that was declined or has expired.
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// The new service to which the person is referred.
    pub service_id: Id<service::Entity>,
    /// Classes of data to share on acceptance. Default: the classes of that referral that you may read.
    #[graphql(directive = holds::apply(D::Operational))]
    pub classes: Option<Vec<D>>,
    /// The consent that allows the new referral. Default: the consent of the referral that was declined or has expired.
    #[graphql(directive = holds::apply(D::Operational))]
    pub consent_id: Option<Id<consent::Entity>>,
    /// A request to share without consent. An approval for one organisation does not count for another.
    #[graphql(directive = holds::apply(D::Legal))]
    pub legal_override: Option<LegalOverrideInput>,
}

impl Verb for RedirectReferralInput {
    const ACTION: Action = Action::RedirectReferral;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { referral_id, version, service_id, classes, consent_id, legal_override } = self;
        let permit = Self::permit(change, referral_id.0).await?;
        let (before, held) = (permit.row(), permit.held());
        let state = leads_to(change, &permit, version, onward(before.state))?;
        let message = "this referral was redirected already; follow the one that came after it";
        Refusal::new(RefusalCode::InvalidTransition, message).when(before.redirected_to_id.is_some())?;
        let service = change.listed_service(service_id.0).await?;
        another_receiver(before.to_organisation_id, service.organisation_id)?;
        let as_before = consent_id.is_none() && legal_override.is_none();
        let mut ground =
            ground(change, (held, before.purpose, service.organisation_id), consent_id, legal_override).await?;
        if as_before {
            ground.consent_id = before.consent_id;
        }
        let packet = Packet {
            service,
            urgency: before.urgency,
            purpose: before.purpose,
            // Medical content is not copied, because it needs a consent for each receiver. Medical staff add it again.
            classes: classes
                .map_or(ClassSet::from_bits(before.classes) & held.clearance.classes, |classes| ClassSet::of(&classes)),
            ground,
            reason_code: Some(before.reason_code),
            reason_text: before.reason_text.clone(),
            contact_restrictions: before.contact_restrictions.clone(),
            redirected_from_id: Some(before.id),
        };
        let draft = draft(change, permit.held(), packet).await?;
        let after = referral::Model { state, redirected_to_id: Some(draft.row.id), ..before.clone() };
        let redirected = if state == before.state {
            // The version stays, because the organisation that did not answer still reads it.
            let owner = change.worked_on(before.case_id, before.inference_class).await?;
            write(change, owner, before, &after).await?
        } else {
            take(change, before, after, Because::default()).await?
        };
        change.record(Self::ACTION.name(), &redirected).await?;
        Ok(done(&draft.row, redirected.organisation_id, draft.changed))
    }
}

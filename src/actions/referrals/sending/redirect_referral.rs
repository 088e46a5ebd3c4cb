//! A declined referral goes on to another organisation: the declined one stays, and a new draft follows it. The consent is
//! looked at anew when the draft is sent, for this receiver.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consent, referral, service};

use super::packet::{Packet, draft, ground};
use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{
        Verb,
        overriding::LegalOverrideInput,
        referrals::step::{done, leads_to, take},
    },
    global_id::Id,
    rules::{referral::Step, sending::another_receiver},
    store::{
        change::{Act, Change, Done, Stop},
        step::Because,
    },
};

/// Send a declined referral on to another organisation.
#[derive(Debug)]
pub struct RedirectReferral;

/// Where a declined referral goes.
#[derive(Clone, Debug, InputObject)]
pub struct RedirectReferralInput {
    /// The declined referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Its version as you read it.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// The service that is asked now.
    #[graphql(directive = holds::apply(D::Operational))]
    pub service: Id<service::Entity>,
    /// The classes of data to be shared on acceptance; those of the declined referral that you may read if none are given.
    #[graphql(directive = holds::apply(D::Operational))]
    pub classes: Option<Vec<D>>,
    /// The consent that the new referral rests on; that of the declined one where nothing else is given.
    #[graphql(directive = holds::apply(D::Operational))]
    pub consent: Option<Id<consent::Entity>>,
    /// A request to share without consent; an approval for one organisation is none for another.
    #[graphql(directive = holds::apply(D::Legal))]
    pub legal_override: Option<LegalOverrideInput>,
}

impl Act for RedirectReferral {
    const ACTION: Action = Action::RedirectReferral;
    type Subject = referral::Model;
}

impl Verb for RedirectReferral {
    const DOC: &'static str =
        "Draft the same referral to another organisation after one declined; shows the new draft.";
    type Input = RedirectReferralInput;

    async fn run(change: &Change, input: RedirectReferralInput) -> Result<Done, Stop> {
        let RedirectReferralInput { referral, version, service: asked, classes, consent, legal_override } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let (before, held) = (permit.row(), permit.held());
        let state = leads_to(change, &permit, version, Step::Redirect)?;
        let service = change.listed_service(asked.0).await?;
        another_receiver(before.to_organisation_id, service.organisation_id)?;
        let as_before = consent.is_none() && legal_override.is_none();
        let mut ground = ground(change, (permit.held(), before.purpose), consent, legal_override).await?;
        if as_before {
            ground.consent_id = before.consent_id;
        }
        let packet = Packet {
            service,
            urgency: before.urgency,
            purpose: before.purpose,
            // What medical staff added to the declined referral they add again: consent is asked for each receiver.
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
        let redirected = take(change, before, after, Because::default()).await?;
        change.record(Self::ACTION.name(), &redirected).await?;
        Ok(done(&draft.row, redirected.organisation_id, draft.changed))
    }
}

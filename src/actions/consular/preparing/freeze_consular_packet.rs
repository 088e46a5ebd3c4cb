//! A consular worker freezes the packet. This needs passed gates, no sign of a need for international protection, and a
//! consent that names this post.

use async_graphql::InputObject;
use entity::{
    codes::{ConsularState, DataClass as D},
    consent, consular_request,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        consular::freezing::{cleared_packet, freeze},
    },
    global_id::Id,
    rules::{
        consular::{gates::not_cleared, machine::Step},
        refusal::same_version,
    },
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The freezing of a packet.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct FreezeConsularPacketInput {
    pub consular_request_id: Id<consular_request::Entity>,
    pub version: i32,
    /// The consent that names this post. Default: the consent of the draft.
    #[graphql(directive = holds::apply(D::Operational))]
    pub consent_id: Option<Id<consent::Entity>>,
}

impl Verb for FreezeConsularPacketInput {
    const ACTION: Action = Action::FreezeConsularPacket;
    type Subject = consular_request::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consular_request_id, version, consent_id } = self;
        let permit = Self::permit(change, consular_request_id.0).await?;
        let before = permit.row();
        let after = match before.state {
            // It goes the way of a request in screening, and the failed gate refuses it there.
            ConsularState::BlockedProtection => {
                same_version(version, before.version)?;
                before.clone()
            }
            _ => super::leads_to(&permit, version, Step::MakeReady)?,
        };
        let consent_id = match consent_id {
            Some(named) => Some(change.consent_of(before.case_id, named.0).await?.id),
            None => before.consent_id,
        };
        let after = consular_request::Model { consent_id, ..after };
        let frozen = cleared_packet(change, &after, Vec::new()).await?;
        if before.state == ConsularState::BlockedProtection {
            return Err(not_cleared().into());
        }
        let packet_reference = Some(freeze(change, &after, frozen).await?);
        let after = consular_request::Model { packet_reference, ..after };
        super::take(change, before, after, None).await
    }
}

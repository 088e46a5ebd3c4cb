//! The consulate confirms that it received the packet.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consular_packet};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    rules::consular::machine::Step,
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Confirm receipt of a packet.
#[derive(Debug)]
pub struct AcknowledgeConsularPacket;

/// Confirmation of receipt of a packet.
#[derive(Clone, Debug, InputObject)]
pub struct AcknowledgeConsularPacketInput {
    /// The reference of the packet.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub packet: String,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for AcknowledgeConsularPacket {
    const ACTION: Action = Action::AcknowledgeConsularPacket;
    type Subject = consular_packet::Model;
}

impl Verb for AcknowledgeConsularPacket {
    const DOC: &'static str = "Confirm receipt of a packet.";
    type Input = AcknowledgeConsularPacketInput;

    async fn run(change: &Change, input: AcknowledgeConsularPacketInput) -> Result<Done, Stop> {
        let AcknowledgeConsularPacketInput { packet, version } = input;
        let permit = change.permit::<Self>(change.packet(&packet).await?).await?;
        let (before, after) = super::answered(change, &permit, version, Step::Acknowledge).await?;
        super::answer(change, permit.row(), &before, after, None).await
    }
}

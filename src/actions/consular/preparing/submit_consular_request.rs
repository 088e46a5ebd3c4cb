//! The consulate receives the packet. Gates, consent and content are checked again, because days may have passed and
//! another worker may submit than the one who made the packet ready.

use async_graphql::InputObject;
use entity::consular_request;

use crate::{
    access::action::Action,
    actions::{Verb, consular::freezing::cleared_packet},
    error::Error,
    global_id::Id,
    rules::consular::{fresh::up_to_date, machine::Step, posts::competent},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The submission of a consular request.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct SubmitConsularRequestInput {
    pub consular_request_id: Id<consular_request::Entity>,
    pub version: i32,
}

impl Verb for SubmitConsularRequestInput {
    const ACTION: Action = Action::SubmitConsularRequest;
    type Subject = consular_request::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consular_request_id, version } = self;
        let permit = Self::permit(change, consular_request_id.0).await?;
        let before = permit.row();
        let after = super::leads_to(&permit, version, Step::Submit)?;
        let (_, competence) = change.consular_post(before.consular_post_id).await?;
        // The country where the person is now decides, because a post can lose its competence when the person moves.
        let stay = &permit.held().case.country;
        competent(&competence, before.origin_admin1.as_deref(), stay)?;
        let now = cleared_packet(change, before, Vec::new()).await?;
        let packet = change.packet_of(before.id).await?.ok_or(Error::NotFound)?;
        let clearance = permit.held().clearance;
        up_to_date(&packet.payload.unwrap_or_default(), &now.payload, |class| clearance.holds(class))?;
        let after = consular_request::Model { submitted_at: Some(change.now()), ..after };
        super::take(change, before, after, None).await
    }
}

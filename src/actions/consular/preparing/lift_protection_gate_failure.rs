//! A protection officer lifts the block that failed gates put on later requests of the person to the same State. The
//! request itself stays blocked, and the person keeps the protection marker.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consular_request};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        consular::gates::may_lift,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::write_next, stop::ChangeError},
};

/// The lifting of the block of failed gates.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LiftProtectionGateFailureInput {
    /// The request with the failed gate.
    pub consular_request_id: Id<consular_request::Entity>,
    pub version: i32,
    /// Reason why a request to this State is safe again.
    #[graphql(directive = holds::apply(D::Protection))]
    pub reason: String,
}

impl Verb for LiftProtectionGateFailureInput {
    const ACTION: Action = Action::LiftProtectionGateFailure;
    type Subject = consular_request::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consular_request_id, version, reason } = self;
        let permit = Self::permit(change, consular_request_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let reason = text::required("reason", TextKind::Paragraph, &reason)?;
        may_lift(&change.me().await?, &change.gates(before.id).await?)?;
        change.lift_failures(before.id, reason).await?;
        let after = consular_request::Model { updated_at: change.now(), ..before.clone() };
        let done = write_next(change, before.organisation_id, before, after).await?;
        change.worked_on(before.case_id, entity::codes::DataClass::Protection).await?;
        Ok(ChangeRecord { changed: [done.changed, vec!["protection_gates"]].concat(), ..done })
    }
}

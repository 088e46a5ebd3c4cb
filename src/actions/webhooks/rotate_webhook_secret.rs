//! A program replaces the secret of a webhook. Both secrets sign for a day, so that no message is refused meanwhile.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, webhook};

use super::entry::{of_server, write};
use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::webhook as rules,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The webhook whose secret is replaced.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RotateWebhookSecretInput {
    pub webhook_id: Id<webhook::Entity>,
    /// True: the old secret ends at once, for example because it leaked.
    #[graphql(default, directive = holds::apply(D::OperationalCoarse))]
    pub end_old: bool,
}

impl Verb for RotateWebhookSecretInput {
    const ACTION: Action = Action::RotateWebhookSecret;
    type Subject = webhook::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { webhook_id, end_old } = self;
        let permit = Self::permit(change, webhook_id.0).await?;
        of_server(change)?;
        let before = permit.row();
        rules::rotate(before, end_old, change.now())?;
        let after = webhook::Model {
            secret_generation: before.secret_generation + 1,
            secret_rotated_at: (!end_old).then(|| change.now()),
            ..before.clone()
        };
        write(change, before, after).await
    }
}

//! Verbs on webhooks: a program of an organisation registers end points that are told which cases changed.

mod create_webhook;
mod delete_webhook;
mod entry;
mod pause_webhook;
mod replay_webhook_deliveries;
mod resume_webhook;
mod rotate_webhook_secret;
mod test_webhook;
mod update_webhook;

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<create_webhook::CreateWebhookInput>(),
        E::of::<update_webhook::UpdateWebhookInput>(),
        E::of::<rotate_webhook_secret::RotateWebhookSecretInput>(),
        E::of::<test_webhook::TestWebhookInput>(),
        E::of::<pause_webhook::PauseWebhookInput>(),
        E::of::<resume_webhook::ResumeWebhookInput>(),
        E::of::<delete_webhook::DeleteWebhookInput>(),
        E::of::<replay_webhook_deliveries::ReplayWebhookDeliveriesInput>(),
    ]
}

//! Consents, the referrals and transfers that are based on them, and the shares that they open.

use entity::codes::{ConsentStatus, DataClass, ReferralState, TransferState};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, boolean, date_null, integer, pk_uuid, string_len, string_len_null, string_len_uniq, text,
        text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

use crate::columns::{closed_code, closed_code_null, code, code_null, drop_tables, index, refers};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_consents(manager).await?;
        create_consent_recipients(manager).await?;
        create_referrals(manager).await?;
        create_referral_events(manager).await?;
        create_transfers(manager).await?;
        create_shares(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["shares", "transfers", "referral_events", "referrals", "consent_recipients", "consents"])
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_consents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("consents")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid("person_id"))
        .col(uuid("organisation_id"))
        .col(code("given_by"))
        .col(code("method"))
        .col(string_len("language", 8))
        .col(boolean("interpreter_used"))
        .col(code("purpose"))
        .col(big_integer("classes"))
        .col(text_null("contact_restrictions"))
        .col(timestamp_with_time_zone("valid_from"))
        .col(timestamp_with_time_zone_null("valid_until"))
        .col(closed_code::<ConsentStatus>("status"))
        .col(boolean("read_back_confirmed"))
        .col(boolean("not_tied_to_assistance"))
        .col(boolean("includes_successor"))
        .col(string_len_null("evidence_hash", 64))
        .col(uuid_null("worker_id"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .col(uuid_null("withdrawn_by"))
        .col(text_null("withdrawal_reason"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(&mut refers("consents", "case_id", "cases"))
        .foreign_key(&mut refers("consents", "person_id", "persons"))
        .foreign_key(&mut refers("consents", "organisation_id", "organisations"))
        .foreign_key(&mut refers("consents", "worker_id", "workers"))
        .foreign_key(&mut refers("consents", "withdrawn_by", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("consents", &["case_id", "created_at", "id"])).await?;
    manager.create_index(index("consents", &["purpose", "case_id"])).await?;
    manager.create_index(index("consents", &["person_id"])).await
}

async fn create_consent_recipients(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("consent_recipients")
        .col(pk_uuid("id"))
        .col(uuid("consent_id"))
        .col(uuid_null("organisation_id"))
        .col(code_null("organisation_type"))
        .col(code_null("service_type"))
        .foreign_key(&mut refers("consent_recipients", "consent_id", "consents"))
        .foreign_key(&mut refers("consent_recipients", "organisation_id", "organisations"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("consent_recipients", &["consent_id"])).await
}

async fn create_referrals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("referrals")
        .col(pk_uuid("id"))
        .col(string_len_uniq("reference", 40))
        .col(uuid("case_id"))
        .col(uuid_null("consent_id"))
        .col(code_null("legal_basis"))
        .col(uuid_null("second_approver_id"))
        .col(uuid("from_organisation_id"))
        .col(uuid_null("from_worker_id"))
        .col(uuid("to_organisation_id"))
        .col(uuid("service_id"))
        .col(code("service_type"))
        .col(code("urgency"))
        .col(code("purpose"))
        .col(big_integer("classes"))
        .col(closed_code::<DataClass>("inference_class"))
        .col(text_null("reason_text"))
        .col(text_null("contact_restrictions"))
        .col(closed_code::<ReferralState>("state"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(timestamp_with_time_zone_null("acknowledged_at"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(timestamp_with_time_zone_null("scheduled_for"))
        .col(timestamp_with_time_zone_null("completed_at"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(timestamp_with_time_zone_null("acknowledge_due_at"))
        .col(timestamp_with_time_zone_null("decide_due_at"))
        .col(timestamp_with_time_zone_null("service_due_at"))
        .col(timestamp_with_time_zone_null("next_due_at"))
        .col(timestamp_with_time_zone_null("paused_at"))
        .col(integer("pauses"))
        .col(text_null("question"))
        .col(text_null("answer"))
        .col(code_null("decline_reason"))
        .col(text_null("decline_text"))
        .col(code_null("outcome"))
        .col(text_null("outcome_text"))
        .col(code_null("not_completed_reason"))
        .col(code_null("end_reason"))
        .col(uuid_null("redirected_from_id"))
        .col(uuid_null("redirected_to_id"))
        .col(boolean("over_capacity"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(&mut refers("referrals", "case_id", "cases"))
        .foreign_key(&mut refers("referrals", "consent_id", "consents"))
        .foreign_key(&mut refers("referrals", "second_approver_id", "workers"))
        .foreign_key(&mut refers("referrals", "from_organisation_id", "organisations"))
        .foreign_key(&mut refers("referrals", "from_worker_id", "workers"))
        .foreign_key(&mut refers("referrals", "to_organisation_id", "organisations"))
        .foreign_key(&mut refers("referrals", "service_id", "services"))
        .foreign_key(&mut refers("referrals", "redirected_from_id", "referrals"))
        .foreign_key(&mut refers("referrals", "redirected_to_id", "referrals"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("referrals", &["to_organisation_id", "sent_at", "id"])).await?;
    manager.create_index(index("referrals", &["to_organisation_id", "state"])).await?;
    manager.create_index(index("referrals", &["from_organisation_id", "created_at", "id"])).await?;
    manager.create_index(index("referrals", &["case_id", "created_at", "id"])).await?;
    manager.create_index(index("referrals", &["next_due_at"])).await?;
    manager.create_index(index("referrals", &["consent_id"])).await?;
    manager.create_index(index("referrals", &["service_id"])).await
}

async fn create_referral_events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("referral_events")
        .col(pk_uuid("id"))
        .col(uuid("referral_id"))
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("worker_id"))
        .col(uuid_null("organisation_id"))
        .col(closed_code_null::<ReferralState>("from_state"))
        .col(closed_code::<ReferralState>("to_state"))
        .col(string_len_null("reason", 40))
        .col(text_null("text"))
        .foreign_key(&mut refers("referral_events", "referral_id", "referrals"))
        .foreign_key(&mut refers("referral_events", "worker_id", "workers"))
        .foreign_key(&mut refers("referral_events", "organisation_id", "organisations"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("referral_events", &["referral_id", "at", "id"])).await
}

async fn create_transfers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("transfers")
        .col(pk_uuid("id"))
        .col(string_len_uniq("reference", 40))
        .col(uuid("case_id"))
        .col(uuid("from_organisation_id"))
        .col(uuid("to_organisation_id"))
        .col(uuid("from_centre_id"))
        .col(uuid("to_centre_id"))
        .col(closed_code::<TransferState>("state"))
        .col(text("reason"))
        .col(uuid("proposed_by"))
        .col(uuid_null("approved_by"))
        .col(timestamp_with_time_zone_null("offered_at"))
        .col(uuid_null("decided_by"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(code_null("decline_reason"))
        .col(date_null("conference_on"))
        .col(timestamp_with_time_zone_null("sender_confirmed_at"))
        .col(timestamp_with_time_zone_null("receiver_confirmed_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(&mut refers("transfers", "case_id", "cases"))
        .foreign_key(&mut refers("transfers", "from_organisation_id", "organisations"))
        .foreign_key(&mut refers("transfers", "to_organisation_id", "organisations"))
        .foreign_key(&mut refers("transfers", "from_centre_id", "centres"))
        .foreign_key(&mut refers("transfers", "to_centre_id", "centres"))
        .foreign_key(&mut refers("transfers", "proposed_by", "workers"))
        .foreign_key(&mut refers("transfers", "approved_by", "workers"))
        .foreign_key(&mut refers("transfers", "decided_by", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("transfers", &["to_organisation_id", "created_at", "id"])).await?;
    manager.create_index(index("transfers", &["from_organisation_id", "created_at", "id"])).await?;
    manager.create_index(index("transfers", &["case_id", "created_at", "id"])).await
}

async fn create_shares(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("shares")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid("organisation_id"))
        .col(uuid_null("referral_id"))
        .col(uuid_null("transfer_id"))
        .col(uuid_null("consent_id"))
        .col(big_integer("classes"))
        .col(code("purpose"))
        .col(timestamp_with_time_zone("starts_at"))
        .col(timestamp_with_time_zone_null("ends_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(code_null("end_reason"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut refers("shares", "case_id", "cases"))
        .foreign_key(&mut refers("shares", "organisation_id", "organisations"))
        .foreign_key(&mut refers("shares", "referral_id", "referrals"))
        .foreign_key(&mut refers("shares", "transfer_id", "transfers"))
        .foreign_key(&mut refers("shares", "consent_id", "consents"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("shares", &["organisation_id", "case_id"])).await?;
    manager.create_index(index("shares", &["case_id"])).await?;
    manager.create_index(index("shares", &["referral_id"])).await?;
    manager.create_index(index("shares", &["transfer_id"])).await?;
    manager.create_index(index("shares", &["consent_id"])).await
}

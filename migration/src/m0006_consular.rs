//! Consular requests: posts, requests with their gates, the packets that consulates read, and travel documents. Also
//! the legal orders that open a case to an enforcement agency.

use entity::codes::{ConsularState, Gate, GateOutcome, LiaisonState};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, boolean, date, date_null, integer, json_binary, json_binary_null, pk_uuid, string_len,
        string_len_null, string_len_uniq, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
        uuid, uuid_null, uuid_uniq,
    },
};

use crate::columns::{closed_code, closed_code_null, code, code_null, drop_tables, index, refers, unique_index};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_consular_posts(manager).await?;
        create_consular_post_competences(manager).await?;
        create_consular_requests(manager).await?;
        create_protection_gates(manager).await?;
        create_consular_packets(manager).await?;
        create_consular_packet_versions(manager).await?;
        create_consular_events(manager).await?;
        create_travel_documents(manager).await?;
        create_travel_document_custody(manager).await?;
        create_legal_orders(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "legal_orders",
            "travel_document_custody",
            "travel_documents",
            "consular_events",
            "consular_packet_versions",
            "consular_packets",
            "protection_gates",
            "consular_requests",
            "consular_post_competences",
            "consular_posts",
        ];
        drop_tables(manager, &tables).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_consular_posts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("consular_posts")
        .col(pk_uuid("id"))
        .col(uuid_uniq("organisation_id"))
        .col(string_len("country", 3))
        .col(code("kind"))
        .col(text("name"))
        .col(string_len("host_country", 3))
        .col(boolean("active"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut refers("consular_posts", "organisation_id", "organisations"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("consular_posts", &["country", "host_country"])).await
}

async fn create_consular_post_competences(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("consular_post_competences")
        .col(pk_uuid("id"))
        .col(uuid("consular_post_id"))
        .col(text_null("origin_admin1"))
        .col(string_len_null("stay_country", 3))
        .foreign_key(&mut refers("consular_post_competences", "consular_post_id", "consular_posts"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("consular_post_competences", &["consular_post_id"])).await
}

async fn create_consular_requests(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("consular_requests")
        .col(pk_uuid("id"))
        .col(string_len_uniq("reference", 40))
        .col(uuid("case_id"))
        .col(uuid("organisation_id"))
        .col(uuid("drafted_by"))
        .col(uuid("consular_post_id"))
        .col(string_len("country", 3))
        .col(code("document_type"))
        .col(uuid_null("consent_id"))
        .col(text_null("origin_admin1"))
        .col(text_null("father_name"))
        .col(text_null("mother_name"))
        .col(json_binary("interview_preferences"))
        .col(closed_code::<ConsularState>("state"))
        .col(closed_code_null::<ConsularState>("held_state"))
        .col(json_binary_null("question_codes"))
        .col(json_binary_null("answers"))
        .col(code_null("interview_mode"))
        .col(timestamp_with_time_zone_null("interview_at"))
        .col(code_null("interview_outcome"))
        .col(code_null("refusal_code"))
        .col(code_null("withdrawn_reason"))
        .col(string_len_null("packet_reference", 40))
        .col(timestamp_with_time_zone_null("submitted_at"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(&mut refers("consular_requests", "case_id", "cases"))
        .foreign_key(&mut refers("consular_requests", "organisation_id", "organisations"))
        .foreign_key(&mut refers("consular_requests", "drafted_by", "workers"))
        .foreign_key(&mut refers("consular_requests", "consular_post_id", "consular_posts"))
        .foreign_key(&mut refers("consular_requests", "consent_id", "consents"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("consular_requests", &["case_id", "created_at"])).await?;
    manager.create_index(index("consular_requests", &["organisation_id", "created_at", "id"])).await?;
    manager.create_index(index("consular_requests", &["consent_id"])).await?;
    manager.create_index(index("consular_requests", &["consular_post_id"])).await
}

async fn create_protection_gates(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("protection_gates")
        .col(pk_uuid("id"))
        .col(uuid("consular_request_id"))
        .col(closed_code::<Gate>("gate"))
        .col(closed_code::<GateOutcome>("outcome"))
        .col(text_null("note"))
        .col(uuid("worker_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut refers("protection_gates", "consular_request_id", "consular_requests"))
        .foreign_key(&mut refers("protection_gates", "worker_id", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(unique_index("protection_gates", &["consular_request_id", "gate"])).await
}

async fn create_consular_packets(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("consular_packets")
        .col(pk_uuid("id"))
        .col(string_len_uniq("reference", 40))
        .col(uuid_uniq("consular_request_id"))
        .col(uuid("organisation_id"))
        .col(uuid("consular_post_id"))
        .col(string_len("country", 3))
        .col(uuid("consent_id"))
        .col(integer("version_number"))
        .col(json_binary_null("payload"))
        .col(string_len("payload_hash", 64))
        .col(closed_code_null::<LiaisonState>("liaison_state"))
        .col(integer("liaison_version"))
        .col(json_binary_null("question_codes"))
        .col(code_null("interview_mode"))
        .col(timestamp_with_time_zone_null("interview_at"))
        .col(code_null("refusal_code"))
        .col(timestamp_with_time_zone_null("submitted_at"))
        .col(timestamp_with_time_zone_null("readable_until"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .col(closed_code_null::<LiaisonState>("closing_state"))
        .col(timestamp_with_time_zone_null("close_after"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut refers("consular_packets", "consular_request_id", "consular_requests"))
        .foreign_key(&mut refers("consular_packets", "organisation_id", "organisations"))
        .foreign_key(&mut refers("consular_packets", "consular_post_id", "consular_posts"))
        .foreign_key(&mut refers("consular_packets", "consent_id", "consents"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("consular_packets", &["organisation_id", "submitted_at", "id"])).await?;
    manager.create_index(index("consular_packets", &["close_after"])).await?;
    manager.create_index(index("consular_packets", &["consent_id"])).await
}

async fn create_consular_packet_versions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("consular_packet_versions")
        .col(pk_uuid("id"))
        .col(uuid("consular_packet_id"))
        .col(integer("version_number"))
        .col(json_binary("payload"))
        .col(string_len("payload_hash", 64))
        .col(uuid("consent_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("replaced_at"))
        .foreign_key(&mut refers("consular_packet_versions", "consular_packet_id", "consular_packets"))
        .foreign_key(&mut refers("consular_packet_versions", "consent_id", "consents"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(unique_index("consular_packet_versions", &["consular_packet_id", "version_number"])).await
}

async fn create_consular_events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("consular_events")
        .col(pk_uuid("id"))
        .col(uuid("consular_request_id"))
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("worker_id"))
        .col(uuid_null("organisation_id"))
        .col(closed_code_null::<ConsularState>("from_state"))
        .col(closed_code::<ConsularState>("to_state"))
        .col(string_len_null("reason", 40))
        .foreign_key(&mut refers("consular_events", "consular_request_id", "consular_requests"))
        .foreign_key(&mut refers("consular_events", "worker_id", "workers"))
        .foreign_key(&mut refers("consular_events", "organisation_id", "organisations"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("consular_events", &["consular_request_id", "at"])).await
}

async fn create_travel_documents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("travel_documents")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid_null("consular_request_id"))
        .col(code("document_type"))
        .col(text("number"))
        .col(text("issuer"))
        .col(date("issued_on"))
        .col(date_null("expires_on"))
        .col(boolean("single_journey"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(&mut refers("travel_documents", "case_id", "cases"))
        .foreign_key(&mut refers("travel_documents", "consular_request_id", "consular_requests"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("travel_documents", &["case_id", "created_at"])).await?;
    manager.create_index(index("travel_documents", &["consular_request_id"])).await?;
    manager.create_index(index("travel_documents", &["expires_on"])).await
}

async fn create_travel_document_custody(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("travel_document_custody")
        .col(pk_uuid("id"))
        .col(uuid("travel_document_id"))
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("worker_id"))
        .col(code("event"))
        .foreign_key(&mut refers("travel_document_custody", "travel_document_id", "travel_documents"))
        .foreign_key(&mut refers("travel_document_custody", "worker_id", "workers"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("travel_document_custody", &["travel_document_id", "at"])).await
}

async fn create_legal_orders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("legal_orders")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid("organisation_id"))
        .col(text("reference"))
        .col(text("reason"))
        .col(big_integer("classes"))
        .col(uuid("requested_by"))
        .col(uuid_null("approved_by"))
        .col(timestamp_with_time_zone_null("approved_at"))
        .col(timestamp_with_time_zone_null("valid_until"))
        .col(uuid_null("share_id"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(uuid_null("ended_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(integer("version"))
        .foreign_key(&mut refers("legal_orders", "case_id", "cases"))
        .foreign_key(&mut refers("legal_orders", "organisation_id", "organisations"))
        .foreign_key(&mut refers("legal_orders", "requested_by", "workers"))
        .foreign_key(&mut refers("legal_orders", "approved_by", "workers"))
        .foreign_key(&mut refers("legal_orders", "share_id", "shares"))
        .foreign_key(&mut refers("legal_orders", "ended_by", "workers"))
        .take();
    manager.create_table(table).await?;
    // An order opens exactly one share. Access checks look up the order by its share.
    manager.create_index(unique_index("legal_orders", &["share_id"])).await?;
    manager.create_index(index("legal_orders", &["organisation_id", "case_id"])).await?;
    manager.create_index(index("legal_orders", &["case_id"])).await
}

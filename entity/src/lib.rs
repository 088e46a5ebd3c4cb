//! The tables of Waystation, one file each, and their code lists.

#![forbid(unsafe_code)]

use sea_orm::{DbBackend, Schema, sea_query::TableCreateStatement};

macro_rules! no_relations {
    () => {
        /// No relations, because the store writes its own joins.
        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}
    };
}

/// The rest of an entity with whose rows nothing else happens when they are written.
macro_rules! plain_entity {
    () => {
        no_relations!();

        impl ActiveModelBehavior for ActiveModel {}
    };
}

pub mod best_interest_determination;
pub mod birth;
pub mod capacity_assessment;
pub mod case;
pub mod case_change;
pub mod case_change_position;
pub mod case_note;
pub mod case_reading;
pub mod centre;
pub mod change_log;
pub mod codes;
pub mod consent;
pub mod consent_recipient;
pub mod consular_event;
pub mod consular_packet;
pub mod consular_packet_version;
pub mod consular_post;
pub mod consular_post_competence;
pub mod consular_request;
pub mod contact;
pub mod correction;
pub mod family_link;
pub mod former_person_facts;
pub mod household;
pub mod idempotency_key;
pub mod identifier;
pub mod immigration_status;
pub mod legal_order;
pub mod legal_override;
pub mod matching_entry;
pub mod medical_note;
pub mod nationality;
pub mod organisation;
pub mod outbox;
pub mod person;
pub mod person_language;
pub mod person_match;
pub mod person_merge;
pub mod person_merge_row;
pub mod person_name;
pub mod person_name_word;
pub mod protection_gate;
pub mod protection_marker;
pub mod read_log;
pub mod read_log_checkpoint;
pub mod read_log_fold;
pub mod referral;
pub mod referral_event;
pub mod revocation;
pub mod search_key_version;
pub mod service;
pub mod service_language;
pub mod share;
pub mod share_facts;
pub mod standing;
pub mod statistics_cell;
pub mod statistics_memory;
pub mod statistics_refresh;
pub mod statistics_told;
pub mod stay;
pub mod transfer;
pub mod travel_document;
pub mod travel_document_custody;
pub mod vulnerability;
pub mod webhook;
pub mod webhook_delivery;
pub mod worker;
pub mod worker_centre;

macro_rules! entities {
    ($($entity:ident)*) => {
        /// Every table, as its entity defines it.
        pub fn tables(backend: DbBackend) -> Vec<TableCreateStatement> {
            let schema = Schema::new(backend);
            vec![$(schema.create_table_from_entity($entity::Entity)),*]
        }
    };
}

entities! {
    best_interest_determination capacity_assessment case case_change case_change_position case_note case_reading centre change_log
    consent consent_recipient
    consular_event consular_packet consular_packet_version consular_post consular_post_competence consular_request
    contact correction family_link former_person_facts household idempotency_key identifier immigration_status legal_order legal_override matching_entry
    medical_note nationality
    organisation outbox person person_language person_match person_merge person_merge_row person_name person_name_word protection_gate protection_marker
    read_log read_log_checkpoint read_log_fold referral referral_event revocation search_key_version service service_language share share_facts
    standing statistics_cell statistics_memory statistics_refresh statistics_told stay transfer travel_document
    travel_document_custody vulnerability webhook webhook_delivery worker worker_centre
}

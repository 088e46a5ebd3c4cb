//! The migrations of the database in their order. A migration that has run in any deployment is never edited.

#![forbid(unsafe_code)]

mod columns;
mod m0001_directory;
mod m0002_people;
mod m0003_cases;
mod m0004_consent_and_referral;
mod m0005_records;
mod m0006_consular;
mod m0007_stays;
mod m0008_statistics;
mod m0009_consular_languages;
mod m0010_boxes_by_state;
mod m0011_statistics_versions;
mod m0012_read_log_compression;
mod m0013_second_person;
mod m0015_every_end;
mod m0016_capacity;
mod m0017_protection;
mod m0019_statistics_of_the_readable;
mod m0020_medical_siblings;
mod m0021_growth;
mod m0023_workers_of_organisations;
mod m0026_words_of_a_person;
mod m0027_search_key_versions;
mod m0028_as_of_acceptance;
mod m0029_override_of_transfers;
mod m0030_as_of_statement;
mod m0031_overrides_of_an_organisation;
mod m0032_told_by_age;
mod m0033_class_of_transfers;
mod m0034_offer_of_transfers;
mod m0035_medical_content_version;
mod m0036_receiver_of_determinations;
mod m0037_case_protected_version;
mod m0038_centre_of_shares;
mod m0039_orders_of_lists;

pub use sea_orm_migration::{Migration, MigrationStatus, MigratorTrait};
use sea_orm_migration::{MigrationTrait, async_trait};

/// All migrations.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_directory::Migration),
            Box::new(m0002_people::Migration),
            Box::new(m0003_cases::Migration),
            Box::new(m0004_consent_and_referral::Migration),
            Box::new(m0005_records::Migration),
            Box::new(m0006_consular::Migration),
            Box::new(m0007_stays::Migration),
            Box::new(m0008_statistics::Migration),
            Box::new(m0009_consular_languages::Migration),
            Box::new(m0010_boxes_by_state::Migration),
            Box::new(m0011_statistics_versions::Migration),
            Box::new(m0012_read_log_compression::Migration),
            Box::new(m0017_protection::Migration),
            Box::new(m0013_second_person::Migration),
            Box::new(m0015_every_end::Migration),
            Box::new(m0016_capacity::Migration),
            Box::new(m0019_statistics_of_the_readable::Migration),
            Box::new(m0021_growth::Migration),
            Box::new(m0023_workers_of_organisations::Migration),
            Box::new(m0020_medical_siblings::Migration),
            Box::new(m0026_words_of_a_person::Migration),
            Box::new(m0028_as_of_acceptance::Migration),
            Box::new(m0027_search_key_versions::Migration),
            Box::new(m0029_override_of_transfers::Migration),
            Box::new(m0030_as_of_statement::Migration),
            Box::new(m0031_overrides_of_an_organisation::Migration),
            Box::new(m0032_told_by_age::Migration),
            Box::new(m0033_class_of_transfers::Migration),
            Box::new(m0034_offer_of_transfers::Migration),
            Box::new(m0035_medical_content_version::Migration),
            Box::new(m0036_receiver_of_determinations::Migration),
            Box::new(m0037_case_protected_version::Migration),
            Box::new(m0038_centre_of_shares::Migration),
            Box::new(m0039_orders_of_lists::Migration),
        ]
    }
}

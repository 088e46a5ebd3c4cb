//! The schema of `PostGraphile` with row-level security: roles, policies, views and the log, with the classes of the policy
//! filled in. The other contenders connect as a superuser, to whom row-level security does not apply.

use entity::codes::DataClass;
use sea_orm::DbErr;

use crate::{
    database::Watch,
    handlers::masks::{Masks, bit, of_data_protection_officers},
};

const SQL: &str = include_str!("../peers/postgraphile/rls.sql");

/// Creates it, or replaces what an earlier run left.
pub async fn apply(watch: &Watch) -> Result<(), DbErr> {
    watch.run(&filled_in()).await
}

/// The URL of the database for the role of this contender.
pub fn url(of_owner: &str) -> String {
    of_owner.replacen("://bench@", "://app_server@", 1)
}

fn filled_in() -> String {
    let masks = Masks::of_focal_points();
    let sets = [
        ("pending", masks.pending),
        ("active", masks.active),
        ("closed", masks.closed),
        ("overseen", of_data_protection_officers()),
        ("operational_coarse", bit(DataClass::OperationalCoarse)),
        ("operational", bit(DataClass::Operational)),
        ("identity_coarse", bit(DataClass::IdentityCoarse)),
        ("identity", bit(DataClass::Identity)),
    ];
    sets.iter().fold(SQL.to_owned(), |sql, (name, bits)| sql.replace(&format!("{{{name}}}"), &bits.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{filled_in, url};

    #[test]
    fn every_set_of_classes_is_filled_in() {
        assert!(!filled_in().contains('{'));
        assert!(url("postgres://bench@127.0.0.1:1/people").contains("//app_server@"));
    }
}

//! The codes of the directory, held against their standards: countries against ISO 3166-1 alpha-3, languages against BCP 47.
//! Operators write the directory without mutations, so that no rule has looked at its rows before. A wrong code would match
//! nobody: a search would find nothing there, and a liaison officer of that State could not sign in.

use entity::{centre, consular_post, consular_post_competence, organisation, service, service_language};
use sea_orm::{
    DbErr,
    sea_query::{Asterisk, DynIden, Expr, ExprTrait, Func, IntoIden, Query},
};

use crate::{
    rules::{country::is_country, language::language},
    store::database::Database,
};

/// A column of the directory that holds codes.
struct Coded {
    table: DynIden,
    column: DynIden,
    standard: Standard,
}

#[derive(Clone, Copy)]
enum Standard {
    Country,
    Language,
}

impl Standard {
    fn holds(self, code: &str) -> bool {
        match self {
            Self::Country => is_country(code),
            // In the usual form only: the filter of the directory looks for that.
            Self::Language => language("language", code).is_ok_and(|usual| usual == code),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Country => "three capital letters of ISO 3166-1, such as NER",
            Self::Language => "a language of BCP 47 in its usual form, such as fr or ar-TN",
        }
    }
}

/// The columns. People, cases and requests have their codes through mutations, each under its rule, or from these.
fn coded() -> Vec<Coded> {
    let of = |table: DynIden, column: DynIden, standard| Coded { table, column, standard };
    let country = |table, column| of(table, column, Standard::Country);
    vec![
        country(organisation::Entity.into_iden(), organisation::Column::Country.into_iden()),
        country(centre::Entity.into_iden(), centre::Column::Country.into_iden()),
        country(service::Entity.into_iden(), service::Column::Country.into_iden()),
        country(consular_post::Entity.into_iden(), consular_post::Column::Country.into_iden()),
        country(consular_post::Entity.into_iden(), consular_post::Column::HostCountry.into_iden()),
        country(
            consular_post_competence::Entity.into_iden(),
            consular_post_competence::Column::StayCountry.into_iden(),
        ),
        of(service_language::Entity.into_iden(), service_language::Column::Language.into_iden(), Standard::Language),
    ]
}

/// The names of the columns, `table.column`.
pub fn checked() -> impl Iterator<Item = String> {
    coded().into_iter().map(|it| format!("{}.{}", it.table.inner(), it.column.inner()))
}

/// Every wrong code, one sentence each.
/// Errors: when the database does not answer.
pub(crate) async fn wrong(database: &Database) -> Result<Vec<String>, DbErr> {
    let mut wrong = Vec::new();
    for Coded { table, column, standard } in coded() {
        let codes = Query::select()
            .column(column.clone())
            .expr(Func::count(Expr::col(Asterisk)))
            .from(table.clone())
            .and_where(Expr::col(column.clone()).is_not_null())
            .group_by_col(column.clone())
            .order_by(column.clone(), sea_orm::Order::Asc)
            .take();
        for row in database.read(&codes).await? {
            let (code, rows): (String, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            if !standard.holds(&code) {
                let (place, standard) = (format!("{}.{}", table.inner(), column.inner()), standard.name());
                wrong.push(format!("{place}: \"{code}\" in {rows} rows is not {standard}"));
            }
        }
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use entity::codes::OrganisationType;
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};
    use uuid::Uuid;

    use super::*;
    use crate::store::database::fresh::{self, Fresh};

    #[tokio::test]
    async fn a_country_that_is_none_is_told_with_its_column() {
        Fresh::each(async |database| {
            let id = Uuid::from_u128(1);
            fresh::organisation(&database, id, OrganisationType::GovOriginConsular).await;
            assert_eq!(wrong(&database).await.expect("read"), Vec::<String>::new());
            for code in ["ner", "ZZZ", "XXA"] {
                let other = organisation::ActiveModel {
                    id: Set(id),
                    country: Set(Some(code.to_owned())),
                    ..Default::default()
                };
                other.update(&database.writer).await.expect("written");
                let told = format!("organisations.country: \"{code}\" in 1 rows is not three capital letters");
                let [wrong] = &wrong(&database).await.expect("read")[..] else { panic!("{code}") };
                assert!(wrong.starts_with(&told), "{wrong}");
            }
        })
        .await;
    }

    #[test]
    fn a_language_is_stored_in_its_usual_form() {
        for (tag, holds) in [("fr", true), ("ar-TN", true), ("FR", false), ("french", false), ("", false)] {
            assert_eq!(Standard::Language.holds(tag), holds, "{tag}");
        }
    }
}

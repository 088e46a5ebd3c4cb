//! Unique values for the columns of the whole file, so that each field shows a value of its own.

use std::{collections::HashSet, sync::LazyLock};

use sea_orm::{
    ColumnTrait, EntityTrait, IdenStatic, Iterable, ModelTrait, Value,
    prelude::{Date, DateTimeUtc},
    sea_query::{ColumnType, StringLen},
};

use super::rows;

/// The codes of all lists, as the schema has them.
const SCHEMA: &str = include_str!("../../../schema.graphql");

/// The different words of the schema, in its order. The codes are among them.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut seen = HashSet::new();
    SCHEMA.split_whitespace().filter(|word| seen.insert(*word)).collect()
});

/// Public holidays as their column has them.
const HOLIDAYS: &str = r#"[{"date":"2026-12-18","name":"Republic Day"}]"#;

/// Schedules, which are no text of their own.
const SCHEDULES: &str =
    r#"[{"days":["MO","SU"],"opensAt":"07:11","closesAt":"16:43","validFrom":"1969-01-01","validTo":"1969-12-30"}]"#;

/// Makes unique values.
#[derive(Default)]
pub struct Once(pub u32);

impl Once {
    /// Gives every column that is null a value of its own, by the type of the column. A reference to a row stays null, and
    /// so does each column that is named here. A code is the first one of its list.
    pub fn fill<M: ModelTrait>(&mut self, mut row: M, empty: &[&str]) -> M {
        for column in <M::Entity as EntityTrait>::Column::iter() {
            let (name, value) = (column.as_str(), row.get(column));
            if value != value.as_null() || empty.contains(&name) {
                continue;
            }
            let value: Value = match column.def().get_column_type() {
                _ if name.ends_with("_translations") => {
                    self.text(name).map(|text| format!(r#"{{"fr":"{text}"}}"#)).into()
                }
                _ if name == "holidays" => Some(HOLIDAYS.to_owned()).into(),
                _ if name == "schedules" => Some(SCHEDULES.to_owned()).into(),
                ColumnType::String(StringLen::None) | ColumnType::Text => self.text(name).into(),
                ColumnType::String(_) => {
                    let mut codes = WORDS.iter().map(|word| Some((*word).to_owned()).into());
                    assert!(codes.any(|code| row.try_set(column, code).is_ok()), "{name}: no code fits");
                    continue;
                }
                ColumnType::Date => self.day().into(),
                ColumnType::TimestampWithTimeZone => self.past().into(),
                ColumnType::Boolean => Some(true).into(),
                ColumnType::Integer => Some(7).into(),
                _ => continue,
            };
            assert!(row.try_set(column, value).is_ok(), "{name}: the value does not fit");
        }
        row
    }

    /// A text that nothing else has.
    #[expect(clippy::unnecessary_wraps, reason = "the column is nullable")]
    pub fn text(&mut self, of: &str) -> Option<String> {
        self.0 += 1;
        Some(format!("{of}-{:04}", self.0))
    }

    /// A date long ago, so that its text differs from the date of every moment.
    pub fn day(&mut self) -> Option<Date> {
        self.0 += 1;
        Date::from_ymd_opt(1970, 1, 1)?.checked_add_days(chrono::Days::new(u64::from(self.0)))
    }

    /// A moment about two months ago.
    #[expect(clippy::unnecessary_wraps, reason = "the column is nullable")]
    pub fn past(&mut self) -> Option<DateTimeUtc> {
        self.0 += 1;
        Some(rows::now() - chrono::Duration::days(60) + chrono::Duration::minutes(self.0.into()))
    }

    /// A moment about two months from now.
    #[expect(clippy::unnecessary_wraps, reason = "the column is nullable")]
    pub fn future(&mut self) -> Option<DateTimeUtc> {
        self.0 += 1;
        Some(rows::now() + chrono::Duration::days(60) + chrono::Duration::minutes(self.0.into()))
    }
}

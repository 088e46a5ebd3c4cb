//! A column of a record of the directory: what it holds, whether it is needed, and how it is described.

use entity::codes::{CentreStatus, CentreType, OrganisationType, Oversight, PostKind, ServiceStatus, ServiceType};
use sea_orm::{ActiveEnum, Iterable};

use super::record::Record;
use crate::rules::{
    calendar::{HOLIDAYS, WEEK},
    schedule::FORM,
    text::TextKind,
};

/// A column of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// Its name in files.
    pub name: &'static str,
    /// The column of the table. `None` for the languages of a service, which are rows of their own.
    pub stored: Option<&'static str>,
    /// What it holds.
    pub holds: Holds,
    /// Whether a new record needs it.
    pub need: Need,
    /// Whether it identifies the record, together with the other columns of the key.
    pub key: bool,
    /// Whether it stays as it is once the work with cases rests on it.
    pub fixed: bool,
    /// What it means, for people.
    pub meaning: &'static str,
}

/// Whether a new record needs a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Need {
    /// It may be empty.
    Optional,
    /// It may not be empty.
    Required,
    /// A new record has this value if none is given.
    Default(&'static str),
}

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holds {
    /// The identifier of the row.
    Id,
    /// Text of a kind.
    Text(TextKind),
    /// Translations of the text in another column. A file has a column for each language.
    Translations {
        /// The column with the main text.
        of: &'static str,
        /// The kind of text.
        kind: TextKind,
    },
    /// When a service is open.
    Schedules,
    /// A telephone number with its country code.
    Telephone,
    /// An e-mail address.
    Email,
    /// A short code of the operator's own.
    Short,
    /// A code of a list.
    Code(fn() -> Vec<String>),
    /// A country, ISO 3166-1 alpha-3.
    Country,
    /// A time zone, as in the IANA database.
    TimeZone,
    /// The days of the week on which people work.
    WorkingDays,
    /// Public holidays.
    Holidays,
    /// Languages, BCP 47, with spaces between them.
    Languages,
    /// Yes or no.
    YesNo,
    /// A number of things.
    Count,
    /// Degrees, from minus this number to this number.
    Degrees(f64),
    /// A day.
    Day,
    /// A moment.
    Moment,
    /// Another record.
    Reference(Record),
}

/// Maximum length of [`Holds::Short`]: the width of the column.
pub(super) const SHORT: usize = 40;

impl Column {
    const fn new(name: &'static str, holds: Holds, meaning: &'static str) -> Self {
        Self { name, stored: Some(name), holds, need: Need::Optional, key: false, fixed: false, meaning }
    }

    pub(super) const fn text(name: &'static str, meaning: &'static str) -> Self {
        Self::new(name, Holds::Text(TextKind::LongLine), meaning)
    }

    pub(super) const fn paragraph(name: &'static str, meaning: &'static str) -> Self {
        Self::new(name, Holds::Text(TextKind::Paragraph), meaning)
    }

    pub(super) const fn of(name: &'static str, holds: Holds, meaning: &'static str) -> Self {
        Self::new(name, holds, meaning)
    }

    /// The translations of the text in the column `of`.
    pub(super) const fn translations(
        name: &'static str,
        of: &'static str,
        kind: TextKind,
        meaning: &'static str,
    ) -> Self {
        Self::new(name, Holds::Translations { of, kind }, meaning)
    }

    /// Whether it has a cell for each language.
    pub(crate) const fn has_translations(&self) -> bool {
        matches!(self.holds, Holds::Translations { .. })
    }

    pub(super) const fn reference(name: &'static str, stored: &'static str, to: Record, meaning: &'static str) -> Self {
        Self { stored: Some(stored), ..Self::new(name, Holds::Reference(to), meaning) }
    }

    pub(super) const fn in_rows_of_its_own(self) -> Self {
        Self { stored: None, ..self }
    }

    pub(super) const fn required(self) -> Self {
        Self { need: Need::Required, ..self }
    }

    pub(super) const fn otherwise(self, value: &'static str) -> Self {
        Self { need: Need::Default(value), ..self }
    }

    /// Part of the key.
    pub(super) const fn key(self) -> Self {
        Self { key: true, ..self }
    }

    pub(super) const fn fixed(self) -> Self {
        Self { fixed: true, ..self }
    }

    /// What a person has to know before filling it in.
    pub(crate) fn description(&self) -> String {
        let need = match self.need {
            Need::Optional => String::new(),
            Need::Required => "Required. ".to_owned(),
            Need::Default(value) => format!("Default: {value}. "),
        };
        format!("{need}{} {}.", self.meaning, self.holds.allowed())
    }
}

impl Holds {
    /// What is allowed, as the end of a sentence.
    pub(crate) fn allowed(self) -> String {
        match self {
            Self::Id => "Leave it empty for a new record; an export fills it, so that a key can be changed".to_owned(),
            Self::Text(kind) => format!("Text of at most {} characters", kind.most()),
            Self::Translations { of, kind } => {
                let most = kind.most();
                format!(
                    "One column for each language, such as {of}_fr or {of}_ar-TN: text of at most {most} characters"
                )
            }
            Self::Schedules => format!("Days and hours, such as {FORM}"),
            Self::Telephone => "A number with + and the country code, such as +227 20 00 00 00".to_owned(),
            Self::Email => "An address as desk@example.org".to_owned(),
            Self::Short => format!("Text of at most {SHORT} characters"),
            Self::Code(codes) => format!("One of {}", codes().join(", ")),
            Self::Country => "Three capital letters of ISO 3166, such as NER".to_owned(),
            Self::TimeZone => "A name of the IANA time zone database, such as Africa/Niamey".to_owned(),
            Self::WorkingDays => format!("Days such as {WEEK} or SA,SU"),
            Self::Holidays => format!("Days with their names, such as {HOLIDAYS}"),
            Self::Languages => "Codes of BCP 47 with spaces between them, such as fr ha ar-TN".to_owned(),
            Self::YesNo => "yes or no".to_owned(),
            Self::Count => "A whole number from 0".to_owned(),
            Self::Degrees(most) => format!("A number from -{most} to {most}"),
            Self::Day => "A day, as 2026-03-31".to_owned(),
            Self::Moment => "A moment, as 2026-03-31T08:30:00Z".to_owned(),
            Self::Reference(record) => format!("{} of a row of {}", record.called(), record.name()),
        }
    }
}

fn codes<C: ActiveEnum<Value = String> + Iterable>() -> Vec<String> {
    C::iter().map(|code| code.to_value()).collect()
}

pub(super) const ORGANISATION_TYPES: Holds = Holds::Code(codes::<OrganisationType>);
pub(super) const OVERSIGHTS: Holds = Holds::Code(codes::<Oversight>);
pub(super) const CENTRE_STATES: Holds = Holds::Code(codes::<CentreStatus>);
pub(super) const CENTRE_TYPES: Holds = Holds::Code(codes::<CentreType>);
pub(super) const SERVICE_TYPES: Holds = Holds::Code(codes::<ServiceType>);
pub(super) const SERVICE_STATES: Holds = Holds::Code(codes::<ServiceStatus>);
pub(super) const POST_KINDS: Holds = Holds::Code(codes::<PostKind>);

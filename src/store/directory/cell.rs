//! A cell of a file, and the value that a column makes of it. Reading a value that was written gives the same value.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, SubsecRound as _, Utc};
use sea_orm::{
    Value,
    prelude::{Date, DateTimeUtc},
};
use serde_json::json;
use uuid::Uuid;

use super::column::{Column, Holds, SHORT};
use crate::{
    access::findings::nearest,
    rules::{
        calendar,
        country::is_country,
        language::language,
        phone, schedule,
        text::{TextKind, optional},
        time_zone::time_zone,
        weekdays,
    },
};

/// A cell, as the format of its file has it. A spreadsheet has numbers and days where a text file has text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    YesNo(bool),
    Day(NaiveDate),
    Moment(DateTime<Utc>),
    /// The translations of a text, by language tag.
    Texts(Vec<(String, String)>),
    /// A cell that its format cannot read, and why.
    Unreadable(String),
}

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Read {
    /// The value of the column.
    Value(Value),
    /// The name of another record.
    Named(String),
}

impl Column {
    /// The value of the cell. A cell that is empty, or only spaces, is a value that is null.
    /// Errors: what is wrong with it.
    pub(super) fn read(&self, cell: &Cell) -> Result<Read, String> {
        let text = match cell {
            Cell::Unreadable(why) => return Err(why.clone()),
            Cell::Texts(texts) => return self.changes(texts),
            Cell::Empty => return Ok(Read::Value(self.null())),
            Cell::Text(text) if text.trim().is_empty() => return Ok(Read::Value(self.null())),
            cell => cell.text(),
        };
        let value = match self.holds {
            Holds::Text(kind) => Value::from(self.line(kind, &text)?),
            Holds::Translations { .. } => return Err(self.refused(&text)),
            Holds::Schedules => {
                let read = schedule::read(&text)?;
                Value::from(schedule::column(self.name, &read).map_err(|refusal| refusal.message.into_owned())?)
            }
            Holds::Telephone => {
                let number = phone::of_desk(self.name, &text).map_err(|_| self.refused(&text))?;
                Value::from(Some(number))
            }
            Holds::Email => {
                let line = self.line(TextKind::Line, &text)?;
                phone::email(self.name, line.as_deref().unwrap_or_default()).map_err(|_| self.refused(&text))?;
                Value::from(line)
            }
            Holds::Short => {
                let text = self.line(TextKind::Line, &text)?.filter(|text| text.chars().count() <= SHORT);
                Value::from(Some(text.ok_or_else(|| self.refused(&cell.text()))?))
            }
            Holds::Reference(_) => return self.line(TextKind::LongLine, &text).map(|it| self.named(it)),
            Holds::Id => Value::from(Some(Uuid::parse_str(text.trim()).map_err(|_| self.refused(&text))?)),
            Holds::Code(codes) => Value::from(Some(self.code(text.trim(), &codes())?)),
            Holds::Country if is_country(text.trim()) => Value::from(Some(text.trim().to_owned())),
            Holds::Country => return Err(self.refused(&text)),
            Holds::TimeZone => Value::from(Some(time_zone("", text.trim()).map_err(|_| self.refused(&text))?)),
            Holds::WorkingDays => {
                let days = weekdays::read(text.trim()).ok_or_else(|| self.refused(&text))?;
                Value::from(Some(calendar::week(self.name, &days).map_err(|refusal| refusal.message.into_owned())?))
            }
            Holds::Holidays => {
                let read = calendar::read_holidays(&text)?;
                let column = calendar::holidays_column(self.name, &read);
                Value::from(column.map_err(|refusal| refusal.message.into_owned())?)
            }
            Holds::Languages => Value::from(Some(self.languages(&text)?)),
            Holds::YesNo => Value::from(Some(yes_no(cell).ok_or_else(|| self.refused(&text))?)),
            Holds::Count => Value::from(Some(count(cell).ok_or_else(|| self.refused(&text))?)),
            Holds::Degrees(most) => {
                let degrees = number(cell).filter(|degrees| degrees.abs() <= most);
                Value::from(Some(degrees.ok_or_else(|| self.refused(&text))?))
            }
            Holds::Day => Value::from(Some(day(cell).ok_or_else(|| self.refused(&text))?)),
            Holds::Moment => Value::from(Some(moment(cell).ok_or_else(|| self.refused(&text))?)),
        };
        Ok(Read::Value(value))
    }

    /// No value.
    pub(super) fn null(&self) -> Value {
        match self.holds {
            Holds::Id | Holds::Reference(_) => Value::from(None::<Uuid>),
            Holds::Text(_)
            | Holds::Translations { .. }
            | Holds::Schedules
            | Holds::Telephone
            | Holds::Email
            | Holds::Short
            | Holds::Code(_)
            | Holds::Country
            | Holds::TimeZone
            | Holds::WorkingDays
            | Holds::Holidays
            | Holds::Languages => Value::from(None::<String>),
            Holds::YesNo => Value::from(None::<bool>),
            Holds::Count => Value::from(None::<i32>),
            Holds::Degrees(_) => Value::from(None::<f64>),
            Holds::Day => Value::from(None::<Date>),
            Holds::Moment => Value::from(None::<DateTimeUtc>),
        }
    }

    /// What a row changes in the translations: an object with the text of each language, or null if it removes that one.
    fn changes(&self, texts: &[(String, String)]) -> Result<Read, String> {
        let Holds::Translations { kind, .. } = self.holds else { return Err(self.refused("")) };
        let mut changes = BTreeMap::new();
        for (tag, text) in texts {
            let text = self.line(kind, text).map_err(|wrong| format!("in the language {tag}: {wrong}"))?;
            changes.insert(tag, text);
        }
        Ok(Read::Value(json!(changes).to_string().into()))
    }

    fn named(&self, name: Option<String>) -> Read {
        name.map_or_else(|| Read::Value(self.null()), Read::Named)
    }

    fn line(&self, kind: TextKind, text: &str) -> Result<Option<String>, String> {
        optional(self.name, kind, Some(text)).map_err(|refusal| refusal.message.into_owned())
    }

    fn code(&self, text: &str, codes: &[String]) -> Result<String, String> {
        match codes.iter().find(|code| code.as_str() == text) {
            Some(code) => Ok(code.clone()),
            None => Err(format!("{}{}", self.refused(text), nearest(text, codes))),
        }
    }

    /// In their usual form and order, so that the same languages are the same text.
    fn languages(&self, text: &str) -> Result<String, String> {
        let tags = text.split([' ', ',', ';']).filter(|tag| !tag.is_empty());
        let tags = tags.map(|tag| language(self.name, tag).map_err(|_| self.refused(tag)));
        Ok(tags.collect::<Result<BTreeSet<_>, _>>()?.into_iter().collect::<Vec<_>>().join(" "))
    }

    fn refused(&self, text: &str) -> String {
        format!("\"{}\" is not allowed: {}", shortened(text), self.holds.allowed())
    }
}

impl Cell {
    /// The cell of a value. A reference is named instead.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::String(Some(text)) => Self::Text(text.clone()),
            Value::Uuid(Some(id)) => Self::Text(id.to_string()),
            Value::Bool(Some(yes)) => Self::YesNo(*yes),
            Value::Int(Some(number)) => Self::Number(f64::from(*number)),
            Value::Double(Some(number)) => Self::Number(*number),
            Value::ChronoDate(Some(day)) => Self::Day(*day),
            Value::ChronoDateTimeUtc(Some(at)) => Self::Moment(*at),
            _ => Self::Empty,
        }
    }

    /// The translations, by language tag.
    pub(crate) fn texts(&self) -> &[(String, String)] {
        if let Self::Texts(texts) = self { texts } else { &[] }
    }

    /// The cell as text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Texts(texts) => texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" "),
            Self::Text(text) | Self::Unreadable(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::Day(day) => day.to_string(),
            Self::Moment(at) => at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
        }
    }
}

/// The beginning of a text, for a report.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let begins: String = text.chars().take(MOST).map(|it| if it.is_control() { ' ' } else { it }).collect();
    if text.chars().count() > MOST { format!("{begins}…") } else { begins }
}

fn yes_no(cell: &Cell) -> Option<bool> {
    match cell {
        Cell::YesNo(yes) => Some(*yes),
        Cell::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
            "yes" | "true" => Some(true),
            "no" | "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        // A spreadsheet in French writes a comma.
        Cell::Text(text) => text.trim().replacen(',', ".", 1).parse().ok(),
        _ => None,
    }
    .filter(|number: &f64| number.is_finite())
}

fn count(cell: &Cell) -> Option<i32> {
    let counted = match cell {
        Cell::Text(text) => text.trim().parse::<i32>().ok(),
        Cell::Number(number) if number.fract() == 0.0 => {
            // As text, because a cast would change a number that does not fit.
            number.to_string().parse::<i32>().ok()
        }
        _ => None,
    };
    counted.filter(|count| *count >= 0)
}

fn day(cell: &Cell) -> Option<NaiveDate> {
    match cell {
        Cell::Day(day) => Some(*day),
        Cell::Moment(at) if at.time() == chrono::NaiveTime::MIN => Some(at.date_naive()),
        Cell::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The databases keep microseconds.
fn moment(cell: &Cell) -> Option<DateTimeUtc> {
    match cell {
        Cell::Moment(at) => Some(*at),
        Cell::Day(day) => Some(day.and_time(chrono::NaiveTime::MIN).and_utc()),
        Cell::Text(text) => DateTime::parse_from_rfc3339(text.trim()).ok().map(|at| at.to_utc()),
        _ => None,
    }
    .map(|at| at.trunc_subsecs(6))
}

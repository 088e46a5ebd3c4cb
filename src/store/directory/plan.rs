//! Compares the lines of files with the rows of the directory: which row each line is about, and what it changes. It
//! asks no database.

use std::collections::{BTreeMap, HashMap};

use sea_orm::Value;
use uuid::Uuid;

use super::{
    cell::{Cell, Read},
    column::{Column, Need},
    known::{Known, Values, is_null},
    reading::{Before, Line, lines, needed},
    record::Record,
    rules::broken,
    sheet::{Finding, Sheet},
};
use crate::rules::translation::Translations;

/// What an import does.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The rows that are written, each after those that it refers to.
    pub changes: Vec<Planned>,
    /// How many lines of each record do what.
    pub counts: BTreeMap<Record, Counts>,
    /// The mistakes. If there is one, nothing is written.
    pub findings: Vec<Finding>,
}

/// How many rows are new, changed and the same.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Counts {
    /// New rows.
    pub new: usize,
    /// Rows that differ.
    pub changed: usize,
    /// Rows that are as the file says.
    pub same: usize,
}

/// A row that is written.
#[derive(Debug)]
pub(super) struct Planned {
    /// The record.
    pub record: Record,
    /// The row.
    pub id: Uuid,
    /// Whether it is new.
    pub new: bool,
    /// The values that are written: all of a new row, of another one those that differ.
    pub set: Values,
    /// The row as it will be.
    pub after: Values,
    /// The line that says so.
    pub place: (String, usize),
}

/// Plans an import. `known` becomes what the directory will be.
pub(super) fn plan(sheets: &[Sheet], known: &mut Known, new_id: impl Fn() -> Uuid) -> Plan {
    let (mut plan, mut before) = (Plan::default(), Before::default());
    for record in Record::ALL {
        let mut lines = lines(record, sheets, &before, &mut plan.findings);
        let ids = identify(record, &mut lines, known, &new_id, &mut plan.findings);
        let stored = known.clone();
        // Names first: a line may refer to a later one of the same record.
        put(record, &lines, &ids, known, &stored);
        before.names.insert(record, known.names(record));
        doubt(record, &lines, &mut before);
        for line in &mut lines {
            for (column, name) in std::mem::take(&mut line.to_own) {
                before.refer(line, column, record, &name, &mut plan.findings);
            }
        }
        put(record, &lines, &ids, known, &stored);
        keys_are_unique(record, &mut lines, &ids, known, &stored, &mut plan.findings);
        for (line, id) in lines.iter_mut().zip(ids) {
            let Some(id) = id.filter(|_| line.sound) else { continue };
            take(record, line, id, known, &stored, &mut plan);
        }
    }
    // A protected centre names an ordinary one, which has to be written first.
    plan.changes.sort_by_key(|it| (it.record, it.after.get("fronting_centre").and_then(super::known::uuid).is_some()));
    plan.findings.sort();
    plan
}

/// The row that each line is about.
fn identify(
    record: Record,
    lines: &mut [Line<'_>],
    known: &Known,
    new_id: &impl Fn() -> Uuid,
    findings: &mut Vec<Finding>,
) -> Vec<Option<Uuid>> {
    let mut by_key: HashMap<Vec<String>, Vec<Uuid>> = HashMap::new();
    for (id, values) in known.rows(record) {
        by_key.entry(key(record, values)).or_default().push(id);
    }
    let mut seen: HashMap<Uuid, usize> = HashMap::new();
    let mut ids = Vec::with_capacity(lines.len());
    for line in lines {
        let given = line.given.get("id").and_then(super::known::uuid);
        let found = given.or_else(|| {
            if !line.sound {
                return None;
            }
            let missing = |it: &&Column| it.key && it.need == Need::Required && !line.given.contains_key(it.name);
            if let Some(column) = record.columns().iter().find(missing) {
                line.wrong(column.name, needed(column), findings);
                return None;
            }
            let with_key = by_key.entry(key(record, &line.given)).or_default();
            match with_key[..] {
                [] => {
                    let id = new_id();
                    with_key.push(id);
                    Some(id)
                }
                [id] => Some(id),
                _ => {
                    let wrong =
                        format!("several {} have this {}; write the id of one of them", record.name(), keys(record));
                    line.wrong("id", wrong, findings);
                    None
                }
            }
        });
        if let Some(first) = found.and_then(|id| seen.insert(id, line.number)) {
            let wrong = format!("line {first} is about the same record, with the same id or {}", keys(record));
            line.wrong(first_key(record), wrong, findings);
        }
        ids.push(found);
    }
    ids
}

/// The values of the key, as text.
fn key(record: Record, values: &Values) -> Vec<String> {
    let of_key = record.columns().iter().filter(|column| column.key);
    of_key.map(|column| values.get(column.name).map_or_else(String::new, |value| Cell::of(value).text())).collect()
}

/// The names of the columns of the key.
fn keys(record: Record) -> String {
    let names: Vec<_> = record.columns().iter().filter(|column| column.key).map(|column| column.name).collect();
    names.join(", ")
}

fn first_key(record: Record) -> &'static str {
    record.columns().iter().find(|column| column.key).map_or("id", |column| column.name)
}

/// Puts the rows as they will be.
fn put(record: Record, lines: &[Line<'_>], ids: &[Option<Uuid>], known: &mut Known, stored: &Known) {
    for (line, id) in lines.iter().zip(ids) {
        let Some(id) = id.filter(|_| line.sound) else { continue };
        known.put(record, id, merged(record, id, &line.given, stored.row(record, id)));
    }
}

/// The row with the values that a line gives. A new row has its defaults.
fn merged(record: Record, id: Uuid, given: &Values, stored: Option<&Values>) -> Values {
    let mut row =
        stored.cloned().unwrap_or_else(|| record.columns().iter().map(|it| (it.name, at_first(it))).collect());
    for (name, value) in given {
        let translated = record.columns().iter().any(|column| column.name == *name && column.has_translations());
        let value = if translated { retranslated(row.get(name), value) } else { value.clone() };
        row.insert(name, value);
    }
    row.insert("id", id.into());
    row
}

/// Translations after the changes of a line. A language for which the file has no column stays.
fn retranslated(stored: Option<&Value>, changes: &Value) -> Value {
    let stored = Translations::stored(stored.and_then(super::known::text).as_deref());
    let changes = super::known::text(changes).and_then(|it| serde_json::from_str(&it).ok());
    let changes: BTreeMap<String, Option<String>> = changes.unwrap_or_default();
    stored.changed(changes).column().into()
}

fn at_first(column: &Column) -> Value {
    match column.need {
        Need::Default(text) => match column.read(&Cell::Text(text.to_owned())) {
            Ok(Read::Value(value)) => value,
            _ => column.null(),
        },
        Need::Optional | Need::Required => column.null(),
    }
}

/// Notes what the lines with a mistake are called.
fn doubt(record: Record, lines: &[Line<'_>], before: &mut Before) {
    for line in lines.iter().filter(|line| !line.sound) {
        let named = record.columns().iter().filter(|column| column.key).filter_map(|it| line.given.get(it.name));
        before.doubtful.extend(named.filter_map(super::known::text).map(|name| (record, name)));
    }
}

/// No new key is also that of another row.
fn keys_are_unique(
    record: Record,
    lines: &mut [Line<'_>],
    ids: &[Option<Uuid>],
    known: &Known,
    stored: &Known,
    findings: &mut Vec<Finding>,
) {
    if !record.has_unique_key() {
        return;
    }
    let mut with_key: HashMap<Vec<String>, usize> = HashMap::new();
    for (_, values) in known.rows(record) {
        *with_key.entry(key(record, values)).or_default() += 1;
    }
    for (line, id) in lines.iter_mut().zip(ids) {
        let Some(row) = id.filter(|_| line.sound).and_then(|id| known.row(record, id)) else { continue };
        let kept =
            id.and_then(|id| stored.row(record, id)).is_some_and(|before| key(record, before) == key(record, row));
        if !kept && with_key.get(&key(record, row)).is_some_and(|rows| *rows > 1) {
            line.wrong(
                first_key(record),
                format!("another row of {} has this {}", record.name(), keys(record)),
                findings,
            );
        }
    }
}

/// Adds what a line changes to the plan.
fn take(record: Record, line: &mut Line<'_>, id: Uuid, known: &Known, stored: &Known, plan: &mut Plan) {
    let Some(after) = known.row(record, id) else { return };
    let before = stored.row(record, id);
    for column in record.columns().iter().filter(|column| column.need == Need::Required) {
        if after.get(column.name).is_none_or(|value| is_null(value, column)) {
            line.wrong(column.name, needed(column), &mut plan.findings);
        }
    }
    for (column, wrong) in broken(record, id, after, known) {
        line.wrong(column, wrong, &mut plan.findings);
    }
    let differs = |name: &str, value: &Value| before.and_then(|row| row.get(name)) != Some(value);
    let set: Values =
        after.iter().filter(|(name, value)| differs(name, value)).map(|(name, value)| (*name, value.clone())).collect();
    let counts = plan.counts.entry(record).or_default();
    match (before.is_none(), set.is_empty()) {
        (true, _) => counts.new += 1,
        (false, false) => counts.changed += 1,
        (false, true) => {
            counts.same += 1;
            return;
        }
    }
    let place = (line.place.to_owned(), line.number);
    plan.changes.push(Planned { record, id, new: before.is_none(), set, after: after.clone(), place });
}

//! Walks a TOML document and collects what is wrong with it, each finding with file and line, instead of stopping at the
//! first as a derived reader does. Knows nothing of issuers.

use std::ops::Range;

use async_graphql::resolver_utils::EnumType;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::http::identity::claims::code;

/// A table of the document and where it stands.
pub struct Table<'t> {
    span: Range<usize>,
    entries: &'t DeTable<'t>,
}

impl<'t> Table<'t> {
    /// A table at a place.
    pub fn new(span: Range<usize>, entries: &'t DeTable<'t>) -> Self {
        Self { span, entries }
    }

    /// Where it stands.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// A value of it.
    pub fn get(&self, name: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.entries.get(name)
    }
}

/// The findings so far.
pub struct Reading<'t> {
    file: &'t str,
    text: &'t str,
    findings: Vec<(usize, String)>,
}

impl<'t> Reading<'t> {
    /// Begins.
    pub fn new(file: &'t str, text: &'t str) -> Self {
        Self { file, text, findings: Vec::new() }
    }

    /// Notes a finding.
    pub fn find(&mut self, span: Range<usize>, sentence: &str) {
        let before = &self.text.as_bytes()[..span.start.min(self.text.len())];
        let line = before.split(|byte| *byte == b'\n').count();
        self.findings.push((line, format!("{}:{line}: {sentence}", self.file)));
    }

    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// Ends: the findings from top to bottom, if any.
    pub fn end(mut self) -> Result<(), Vec<String>> {
        self.findings.sort_by_key(|(line, _)| *line);
        if self.is_sound() { Ok(()) } else { Err(self.findings.into_iter().map(|(_, sentence)| sentence).collect()) }
    }

    /// Finds every name that is not known here.
    pub fn only(&mut self, table: &Table<'_>, known: &[&str]) {
        for name in table.entries.keys().filter(|name| !known.contains(&name.get_ref().as_ref())) {
            let sentence = format!("unknown setting \"{0}\"{1}", name.get_ref(), nearest(name.get_ref(), known));
            self.find(name.span(), &sentence);
        }
    }

    /// A member of a code list.
    pub fn name<T: EnumType>(&mut self, span: Range<usize>, name: &str, what: &str) -> Option<T> {
        let member = code(name);
        if member.is_none() {
            let known: Vec<&str> = T::items().iter().map(|item| item.name).collect();
            self.find(span, &format!("unknown {what} \"{name}\"{}", nearest(name, &known)));
        }
        member
    }

    /// Members of a code list; at least one.
    pub fn needed_names<T: EnumType>(&mut self, table: &Table<'_>, name: &str, what: &str) -> Vec<T> {
        let texts = self.needed_texts(table, name);
        texts.into_iter().filter_map(|(span, text)| self.name(span, &text, what)).collect()
    }

    /// A text that is not empty.
    pub fn needed_text(&mut self, table: &Table<'_>, name: &str) -> Option<String> {
        let value = self.needed(table, name)?;
        let text = value.get_ref().as_str().filter(|text| !text.is_empty());
        if text.is_none() {
            self.find(value.span(), &format!("`{name}` is a text"));
        }
        text.map(str::to_owned)
    }

    /// A list of texts, each with its place; at least one.
    pub fn needed_texts(&mut self, table: &Table<'_>, name: &str) -> Vec<(Range<usize>, String)> {
        let Some(value) = self.needed(table, name) else { return Vec::new() };
        let texts: Option<Vec<_>> = value.get_ref().as_array().and_then(|items| {
            items.iter().map(|item| item.get_ref().as_str().map(|text| (item.span(), text.to_owned()))).collect()
        });
        let texts = texts.unwrap_or_default();
        if texts.is_empty() {
            self.find(value.span(), &format!("`{name}` is a list of texts, with at least one"));
        }
        texts
    }

    /// A table.
    pub fn needed_table<'a>(&mut self, table: &Table<'a>, name: &str) -> Option<Table<'a>> {
        self.needed(table, name)?;
        self.table(table, name)
    }

    /// A table, if it is there.
    pub fn table<'a>(&mut self, table: &Table<'a>, name: &str) -> Option<Table<'a>> {
        let value = table.get(name)?;
        let entries = value.get_ref().as_table();
        if entries.is_none() {
            self.find(value.span(), &format!("`{name}` is a table"));
        }
        entries.map(|entries| Table::new(value.span(), entries))
    }

    /// The tables in a table, by name.
    pub fn tables<'a>(&mut self, table: &Table<'a>, name: &str) -> Vec<(String, Table<'a>)> {
        let Some(outer) = self.table(table, name) else { return Vec::new() };
        let names = outer.entries.keys().map(|name| name.get_ref().to_string());
        names.filter_map(|name| self.table(&outer, &name).map(|inner| (name, inner))).collect()
    }

    /// The texts in a table: name, place, text.
    pub fn entries(&mut self, table: &Table<'_>) -> Vec<(String, Range<usize>, String)> {
        let mut entries = Vec::new();
        for (name, value) in table.entries {
            match value.get_ref().as_str() {
                Some(text) => entries.push((name.get_ref().to_string(), value.span(), text.to_owned())),
                None => self.find(value.span(), &format!("`{}` is a text", name.get_ref())),
            }
        }
        entries
    }

    /// A whole number, if it is there.
    pub fn number(&mut self, table: &Table<'_>, name: &str) -> Option<i64> {
        let value = table.get(name)?;
        let number =
            value.get_ref().as_integer().and_then(|digits| i64::from_str_radix(digits.as_str(), digits.radix()).ok());
        if number.is_none() {
            self.find(value.span(), &format!("`{name}` is a whole number"));
        }
        number
    }

    /// True or false, if it is there.
    pub fn truth(&mut self, table: &Table<'_>, name: &str) -> Option<bool> {
        let value = table.get(name)?;
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            self.find(value.span(), &format!("`{name}` is true or false"));
        }
        truth
    }

    fn needed<'a>(&mut self, table: &Table<'a>, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = table.get(name);
        if value.is_none() {
            self.find(table.span(), &format!("`{name}` is missing"));
        }
        value
    }
}

/// The nearest known name, as the end of a sentence; nothing if none is near.
fn nearest(name: &str, known: &[&str]) -> String {
    let likeness = |candidate: &str| strsim::jaro(&candidate.to_lowercase(), &name.to_lowercase());
    let best = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    best.filter(|best| likeness(best) > 0.7).map_or(String::new(), |best| format!("; did you mean \"{best}\"?"))
}

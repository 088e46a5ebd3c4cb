//! Walks through a TOML document and finds every mistake. A derived deserializer would stop at the first one. It knows
//! nothing about issuers.

use std::ops::Range;

use async_graphql::resolver_utils::EnumType;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    access::findings::{Findings, nearest},
    http::identity::claims::code,
};

/// A table of the document, with its position.
pub(crate) struct Table<'t> {
    span: Range<usize>,
    entries: &'t DeTable<'t>,
}

impl<'t> Table<'t> {
    /// A table at this position.
    pub(crate) fn new(span: Range<usize>, entries: &'t DeTable<'t>) -> Self {
        Self { span, entries }
    }

    /// The position of the table.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The value with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.entries.get(name)
    }
}

impl Findings<'_> {
    /// Adds a finding for every unknown name in the table.
    pub(crate) fn only(&mut self, table: &Table<'_>, known: &[&str]) {
        for name in table.entries.keys().filter(|name| !known.contains(&name.get_ref().as_ref())) {
            let sentence = format!("unknown setting \"{0}\"{1}", name.get_ref(), nearest(name.get_ref(), known));
            self.find(name.span(), &sentence);
        }
    }

    /// Parses a member of a code list.
    pub(crate) fn name<T: EnumType>(&mut self, span: Range<usize>, name: &str, what: &str) -> Option<T> {
        let member = code(name);
        if member.is_none() {
            let known = T::items().iter().map(|item| item.name);
            self.find(span, &format!("unknown {what} \"{name}\"{}", nearest(name, known)));
        }
        member
    }

    /// Parses a list with at least one member of a code list.
    pub(crate) fn needed_names<T: EnumType>(&mut self, table: &Table<'_>, name: &str, what: &str) -> Vec<T> {
        let texts = self.needed_texts(table, name);
        texts.into_iter().filter_map(|(span, text)| self.name(span, &text, what)).collect()
    }

    /// Reads a required text that is not empty.
    pub(crate) fn needed_text(&mut self, table: &Table<'_>, name: &str) -> Option<String> {
        let value = self.needed(table, name)?;
        let text = value.get_ref().as_str().filter(|text| !text.is_empty());
        if text.is_none() {
            self.find(value.span(), &format!("`{name}` must be a text"));
        }
        text.map(str::to_owned)
    }

    /// Reads a required list with at least one text, each with its position.
    pub(crate) fn needed_texts(&mut self, table: &Table<'_>, name: &str) -> Vec<(Range<usize>, String)> {
        let Some(value) = self.needed(table, name) else { return Vec::new() };
        let texts: Option<Vec<_>> = value.get_ref().as_array().and_then(|items| {
            items.iter().map(|item| item.get_ref().as_str().map(|text| (item.span(), text.to_owned()))).collect()
        });
        let texts = texts.unwrap_or_default();
        if texts.is_empty() {
            self.find(value.span(), &format!("`{name}` must be a list with at least one text"));
        }
        texts
    }

    /// Reads a required table.
    pub(crate) fn needed_table<'a>(&mut self, table: &Table<'a>, name: &str) -> Option<Table<'a>> {
        self.needed(table, name)?;
        self.table(table, name)
    }

    /// Reads an optional table.
    pub(crate) fn table<'a>(&mut self, table: &Table<'a>, name: &str) -> Option<Table<'a>> {
        let value = table.get(name)?;
        let entries = value.get_ref().as_table();
        if entries.is_none() {
            self.find(value.span(), &format!("`{name}` must be a table"));
        }
        entries.map(|entries| Table::new(value.span(), entries))
    }

    /// Reads the tables inside a table, with their names.
    pub(crate) fn tables<'a>(&mut self, table: &Table<'a>, name: &str) -> Vec<(String, Table<'a>)> {
        let Some(outer) = self.table(table, name) else { return Vec::new() };
        let names = outer.entries.keys().map(|name| name.get_ref().to_string());
        names.filter_map(|name| self.table(&outer, &name).map(|inner| (name, inner))).collect()
    }

    /// Reads the texts in a table: name, position, text.
    pub(crate) fn entries(&mut self, table: &Table<'_>) -> Vec<(String, Range<usize>, String)> {
        let mut entries = Vec::new();
        for (name, value) in table.entries {
            match value.get_ref().as_str() {
                Some(text) => entries.push((name.get_ref().to_string(), value.span(), text.to_owned())),
                None => self.find(value.span(), &format!("`{}` must be a text", name.get_ref())),
            }
        }
        entries
    }

    /// Reads an optional whole number.
    pub(crate) fn number(&mut self, table: &Table<'_>, name: &str) -> Option<i64> {
        let value = table.get(name)?;
        let number =
            value.get_ref().as_integer().and_then(|digits| i64::from_str_radix(digits.as_str(), digits.radix()).ok());
        if number.is_none() {
            self.find(value.span(), &format!("`{name}` must be a whole number"));
        }
        number
    }

    /// Reads an optional boolean.
    pub(crate) fn truth(&mut self, table: &Table<'_>, name: &str) -> Option<bool> {
        let value = table.get(name)?;
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            self.find(value.span(), &format!("`{name}` must be true or false"));
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

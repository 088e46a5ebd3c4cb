//! A text of the directory in several languages: its translations as they are checked and stored, and which of the texts a
//! reader gets. The main text of a record is taken to be in English, and is what a reader gets without a better one.

use std::collections::BTreeMap;

use language_tags::LanguageTag;

use super::{
    language::language,
    refusal::{Refusal, RefusalCode},
    text::{self, TextKind},
};

/// The most translations of one text.
const MOST: usize = 20;

/// The most languages of a reader that are compared. A header can list hundreds.
const MOST_LANGUAGES: usize = 20;

/// The longest tag of a reader. RFC 5646, section 4.4.1, asks for at least 35 characters.
const LONGEST: usize = 35;

/// The language of a main text.
const MAIN: &str = "en";

/// The translations of a text, by language tag.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Translations(BTreeMap<String, String>);

impl Translations {
    /// Reads a column. A text that an operator wrote by hand and that has another form is no translation.
    pub(crate) fn stored(column: Option<&str>) -> Self {
        Self(column.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default())
    }

    /// The text of the column. Equal translations have equal texts.
    pub(crate) fn column(&self) -> Option<String> {
        (!self.0.is_empty()).then(|| serde_json::Value::from_iter(self.0.clone()).to_string())
    }

    /// Checks translations that somebody writes.
    /// Errors: a tag that is no language or comes twice, a text that is not allowed or missing, or too many of them.
    pub(crate) fn checked<'t>(
        field: &'static str,
        kind: TextKind,
        given: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, Refusal> {
        let mut translations = Self::default();
        for (tag, text) in given {
            let tag = language(field, tag)?;
            let text = text::required(field, kind, text)?;
            let message = format!("there are two texts in the language {tag}");
            let twice = translations.0.insert(tag, text).is_some();
            Refusal::of(field, RefusalCode::ValueNotAllowed, message).when(twice)?;
            let message = format!("a text has at most {MOST} translations");
            Refusal::of(field, RefusalCode::LimitReached, message).when(translations.0.len() > MOST)?;
        }
        Ok(translations)
    }

    /// The translations after these changes. A language without a text is removed.
    pub(crate) fn changed(mut self, changes: impl IntoIterator<Item = (String, Option<String>)>) -> Self {
        for (tag, text) in changes {
            match text {
                Some(text) => _ = self.0.insert(tag, text),
                None => _ = self.0.remove(&tag),
            }
        }
        self
    }

    /// The tags and texts, in the order of the tags.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// The text in the language of this range: of the same tag, else of the tag without its last parts (RFC 4647, section
    /// 3.4), else of any region or script of the language.
    fn of_range(&self, range: &str) -> Option<&str> {
        let mut shorter = Some(range);
        while let Some(tag) = shorter {
            if let Some((_, text)) = self.each().find(|(known, _)| known.eq_ignore_ascii_case(tag)) {
                return Some(text);
            }
            shorter = tag.rsplit_once('-').map(|(before, _)| before);
        }
        let of_language = |tag: &str| primary(tag).eq_ignore_ascii_case(primary(range));
        self.each().find(|(tag, _)| of_language(tag)).map(|(_, text)| text)
    }
}

/// The languages of a reader, the preferred one first.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Languages(Vec<String>);

impl Languages {
    /// No language is preferred: the reader gets the main text.
    pub(crate) const NONE: &'static Self = &Self(Vec::new());

    /// The languages with these tags. What is no tag, such as `*`, is left out.
    pub fn of<'t>(tags: impl IntoIterator<Item = &'t str>) -> Self {
        let tags = tags.into_iter().filter(|tag| tag.len() <= LONGEST && LanguageTag::parse(tag).is_ok());
        Self(tags.take(MOST_LANGUAGES).map(str::to_owned).collect())
    }

    /// The tags, the preferred one first.
    pub(crate) fn tags(&self) -> &[String] {
        &self.0
    }

    /// The text for this reader, of a main text and the column with its translations.
    pub(crate) fn choose(&self, main: &str, translations: Option<&str>) -> String {
        if translations.is_none() || self.0.is_empty() {
            return main.to_owned();
        }
        let translations = Translations::stored(translations);
        let in_range = |range: &String| {
            let main = primary(range).eq_ignore_ascii_case(MAIN).then_some(main);
            translations.of_range(range).or(main)
        };
        self.0.iter().find_map(in_range).unwrap_or(main).to_owned()
    }
}

/// The language of a tag, without script and region.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

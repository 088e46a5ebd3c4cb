//! Labels of codes in English, French and Arabic: the terms of docs/terms.md. There is one Fluent file for each language, with
//! one message for each code, for example `ReferralState-SENT`. A test compares the files with the schema.

use std::sync::LazyLock;

use fluent_bundle::{FluentResource, concurrent::FluentBundle};
use language_tags::LanguageTag;

/// A language that has labels.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Language {
    /// English.
    English,
    /// French.
    French,
    /// Arabic.
    Arabic,
}

impl Language {
    const ALL: [Self; 3] = [Self::English, Self::French, Self::Arabic];

    /// Its tag, BCP 47.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Arabic => "ar",
        }
    }

    /// Whether it is written from right to left.
    pub(crate) const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Arabic)
    }

    /// The language of a tag with any script and region: `fr` and `fr-BF` are French. `None` if it has no labels, or if
    /// the tag is malformed.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        let tag = LanguageTag::parse(tag).ok()?;
        Self::ALL.into_iter().find(|it| tag.primary_language().eq_ignore_ascii_case(it.tag()))
    }

    const fn file(self) -> &'static str {
        match self {
            Self::English => include_str!("en.ftl"),
            Self::French => include_str!("fr.ftl"),
            Self::Arabic => include_str!("ar.ftl"),
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

/// The labels of each language, in the order of [`Language::ALL`].
static LABELS: LazyLock<[Bundle; 3]> =
    LazyLock::new(|| Language::ALL.map(|language| bundle(language.file()).expect("a test reads every file")));

/// Reads the files, so that no request waits for it.
pub(crate) fn read() {
    LazyLock::force(&LABELS);
}

/// The label of a code. `None` if the list has no labels.
pub(crate) fn label(language: Language, list: &str, code: &str) -> Option<String> {
    let bundle = &LABELS[language as usize];
    let text = bundle.get_message(&format!("{list}-{code}"))?.value()?;
    Some(bundle.format_pattern(text, None, &mut Vec::new()).into_owned())
}

/// The messages of a file.
/// Errors: what is wrong with it.
fn bundle(file: &str) -> Result<Bundle, String> {
    let messages = FluentResource::try_new(file.to_owned()).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut bundle = Bundle::new_concurrent(Vec::new());
    bundle.add_resource(messages).map_err(|errors| format!("{errors:?}"))?;
    Ok(bundle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read() {
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(place, language as usize);
            assert_eq!(bundle(language.file()).err(), None, "{language:?}");
            assert!(label(language, "ReferralState", "SENT").is_some(), "{language:?}");
        }
    }

    #[test]
    fn a_broken_file_is_found_broken() {
        assert!(bundle("Sex-MALE Male\n").is_err(), "a line without =");
        assert!(bundle("Sex-MALE = Male\nSex-MALE = Man\n").is_err(), "a message that comes twice");
    }

    #[test]
    fn a_label_is_in_the_language_of_any_region() {
        let language = |tag| Language::of(tag).map(Language::tag);
        for (tag, expected) in [("fr-BF", "fr"), ("FR", "fr"), ("ar-Arab-TN", "ar"), ("en-GB", "en")] {
            assert_eq!(language(tag), Some(expected), "{tag}");
        }
        for tag in ["ha", "fra", "", "f", "français", "*"] {
            assert_eq!(language(tag), None, "{tag}");
        }
    }
}

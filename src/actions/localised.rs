//! The input of texts of the directory in several languages.

use async_graphql::{InputObject, MaybeUndefined};

use crate::{
    rules::{refusal::Refusal, text::TextKind, translation::Translations},
    scalars::LanguageTag,
};

/// A text in one language.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LocalisedTextInput {
    /// Language, BCP 47.
    language: LanguageTag,
    /// The text.
    text: String,
}

/// The column with these translations.
/// Errors: when one of them is not allowed.
pub(super) fn translated(
    field: &'static str,
    kind: TextKind,
    given: &[LocalisedTextInput],
) -> Result<Option<String>, Refusal> {
    let given = given.iter().map(|LocalisedTextInput { language, text }| (&**language, text.as_str()));
    Ok(Translations::checked(field, kind, given)?.column())
}

/// Writes translations that can be left out, or emptied by null or an empty list.
/// Errors: when one of them is not allowed.
pub(super) fn retranslate(
    column: &mut Option<String>,
    field: &'static str,
    kind: TextKind,
    given: MaybeUndefined<Vec<LocalisedTextInput>>,
) -> Result<(), Refusal> {
    match given {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *column = None,
        MaybeUndefined::Value(given) => *column = translated(field, kind, &given)?,
    }
    Ok(())
}

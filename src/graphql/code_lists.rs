//! The root field `codeLists`: the lists of codes of the schema, with labels in the language of the caller. A list is in the
//! answer if introspection shows its enum to the viewer, with the values that the viewer's schema has.

use async_graphql::{
    Context, Enum, Object, SimpleObject,
    registry::{MetaEnumValue, MetaType},
};
use entity::codes::DataClass as D;

use super::{lists::values::checked, record::Maybe, request::Request};
use crate::{
    access::directive::holds,
    error::Error,
    labels::{self, Language},
    rules,
    scalars::LanguageTag,
};

/// The `codeLists` root field.
#[derive(Debug, Default)]
pub(crate) struct CodeListRoot;

/// Lists of codes with labels in one language.
#[derive(Debug, SimpleObject)]
pub(crate) struct CodeLists {
    /// The language of the labels.
    language: LanguageTag,
    /// The direction in which the language is written.
    direction: TextDirection,
    /// The lists, ordered by name.
    lists: Vec<CodeList>,
}

/// A list of codes: an enum of the schema.
#[derive(Debug, SimpleObject)]
pub(crate) struct CodeList {
    /// The name of the enum.
    name: String,
    /// The description of the enum, in English.
    description: String,
    /// The codes, in the order of the enum.
    codes: Vec<Code>,
}

/// A code with its label.
#[derive(Debug, SimpleObject)]
pub(crate) struct Code {
    /// The value of the enum.
    #[graphql(name = "code")]
    value: String,
    /// A short name for people, in the language of the answer.
    label: String,
    /// The description of the value, in English.
    description: String,
}

/// The direction in which a language is written.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum TextDirection {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// The `codeLists` root field.
#[Object]
impl CodeListRoot {
    /// The lists of codes that you can meet in this schema, with labels for people. The language is the first of these
    /// that has labels: `language`, the languages of the header `Accept-Language`, `Viewer.language`, English. There are
    /// labels in English, French and Arabic.
    async fn code_lists(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The language of the labels, with or without a region. Without it, the header `Accept-Language` decides.",
            directive = holds::apply(D::Public)
        )]
        language: Option<LanguageTag>,
        #[graphql(
            desc = "Only the lists with these names. A name that you cannot meet is left out.",
            directive = holds::apply(D::Public)
        )]
        names: Option<Vec<String>>,
    ) -> Maybe<CodeLists> {
        Maybe::of(async { lists(ctx, language.as_deref(), names.as_deref()) }).await
    }
}

fn lists(context: &Context<'_>, language: Option<&str>, names: Option<&[String]>) -> Result<CodeLists, Error> {
    let language = language.map(|tag| checked(rules::language::language("language", tag))).transpose()?;
    let languages = Request::of(context).languages(context).tags();
    let accepted = || languages.iter().find_map(|tag| Language::of(tag));
    let language = language.as_deref().and_then(Language::of).or_else(accepted).unwrap_or(Language::English);
    let registry = &context.schema_env.registry;
    let visible = registry.find_visible_types(context);
    let wanted =
        |name: &str| visible.contains(name) && names.is_none_or(|names| names.iter().any(|wanted| wanted == name));
    // The registry is ordered by name. An enum without labels, such as ErrorCode, is not a list of codes.
    let lists = registry.types.values().filter_map(|of| match of {
        MetaType::Enum { name, description, enum_values, .. } if wanted(name) => {
            let codes: Vec<_> = enum_values.values().filter_map(|value| code(language, name, value)).collect();
            let description = description.clone().unwrap_or_default();
            (!codes.is_empty()).then(|| CodeList { name: name.clone(), description, codes })
        }
        _ => None,
    });
    Ok(CodeLists {
        language: LanguageTag(language.tag().to_owned()),
        direction: if language.is_right_to_left() { TextDirection::Rtl } else { TextDirection::Ltr },
        lists: lists.collect(),
    })
}

fn code(language: Language, list: &str, value: &MetaEnumValue) -> Option<Code> {
    Some(Code {
        value: value.name.clone(),
        label: labels::label(language, list, &value.name)?,
        description: value.description.clone().unwrap_or_default(),
    })
}

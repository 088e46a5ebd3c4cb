//! Texts of the directory that have translations: the text in the language of the reader, and all translations.

use async_graphql::Value;
use entity::codes::DataClass;
use sea_orm::sea_query::IntoIden;

use super::{
    fields::{computed, link, named_like},
    parts::parts,
    table::{Field, Holds, Part, ReadParts, Record},
    types::RecordAnswer,
};
use crate::rules::translation::Translations;

/// A column with a text, shown in the language of the reader.
pub(crate) fn translated(column: impl IntoIden, translations: impl IntoIden, doc: &'static str) -> Field {
    let column = column.into_iden();
    let name = named_like(&column);
    computed::<String>(name, DataClass::Public, vec![column, translations.into_iden()], doc, |cells| {
        let (main, translations) = (cells.get::<Option<String>>(0)?, cells.get::<Option<String>>(1)?);
        Ok(main.map_or(Value::Null, |main| cells.languages.choose(&main, translations.as_deref()).into()))
    })
}

/// The translations in a column.
pub(crate) fn translations<R: Record>(column: impl IntoIden, doc: &'static str) -> Field {
    let column = column.into_iden();
    let name = named_like(&column);
    parts::<R>(name, DataClass::Public, vec![column], doc, |cells| {
        Ok(Some(objects(cells.get::<Option<String>>(0)?.as_deref())))
    })
}

/// The description of every name that has translations.
pub(crate) const NAME: &str = "Name, in the first language of `Accept-Language` that it has, else the main text.";

/// The description of the translations of a name.
pub(crate) const NAMES: &str = "Translations of the name. The main text is not among them.";

/// The translations of the name of an entry of the directory in memory.
pub(crate) fn name_translations<R: Record>(read: ReadParts) -> Field {
    entry_parts::<R>("nameTranslations", NAMES, read)
}

/// A list of objects inside a column of an entry of the directory in memory.
pub(crate) fn entry_parts<R: Record>(name: &'static str, doc: &'static str, read: ReadParts) -> Field {
    let holds = Holds::Parts { columns: Vec::new(), to: R::table, read };
    link::<R, Option<Vec<RecordAnswer<R>>>>(name, DataClass::Public, doc, holds)
}

/// The objects of a column with translations.
pub(crate) fn objects(column: Option<&str>) -> Vec<Part> {
    let object = |(language, text): (&str, &str)| {
        Part::from_iter([("language".to_owned(), language.into()), ("text".to_owned(), text.into())])
    };
    Translations::stored(column).each().map(object).collect()
}

//! The parts of a person: names, nationalities, languages, documents and contacts.

use std::sync::LazyLock;

use async_graphql::Value;
use entity::{
    codes::{ContactType, DataClass as D, DocumentSeen, IdentifierType, LanguageLevel, NameType, NationalityBasis},
    contact, identifier, nationality, person_language, person_name,
};
use sea_orm::{prelude::Date, sea_query::IntoIden};

use super::{Contact, Identifier, Nationality, PersonLanguage, PersonName};
use crate::{
    graphql::record::{
        fields::{code, computed, part_id, plain},
        table::{Field, Record, Table},
    },
    rules::phone,
    scalars::{CountryCode, LanguageTag, ScriptCode},
    store::access::row_access::Access,
};

impl Record for PersonName {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "PersonName",
            doc: "A name of a person, as written in one script.",
            from: person_name::Entity.into_iden(),
            key: person_name::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<PersonName>(D::Identity, person_name::Column::Id),
                filled("given", person_name::Column::Given, "Given names. Null if the person has only a family name."),
                filled("family", person_name::Column::Family, "Family name. Null if the person has only given names."),
                plain::<String>("other", D::Identity, person_name::Column::Other, "Other parts of the name."),
                plain::<ScriptCode>(
                    "script",
                    D::Identity,
                    person_name::Column::Script,
                    "Script, ISO 15924, for example Latn, Arab or Nkoo.",
                ),
                plain::<LanguageTag>(
                    "language",
                    D::Identity,
                    person_name::Column::Language,
                    "Language of the spelling, BCP 47.",
                ),
                code::<NameType>("type", D::Identity, person_name::Column::NameType, "The source of the name."),
            ],
        });
        &TABLE
    }
}

/// A part of a name. Null if the person has no such part.
fn filled(name: &'static str, column: person_name::Column, doc: &'static str) -> Field {
    computed::<String>(name, D::Identity, vec![column.into_iden()], doc, |cells| {
        let part = cells.get::<Option<String>>(0)?.filter(|part| !part.is_empty());
        Ok(part.map_or(Value::Null, Value::String))
    })
}

impl Record for Nationality {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Nationality",
            doc: "A nationality of a person.",
            from: nationality::Entity.into_iden(),
            key: nationality::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<Nationality>(D::Identity, nationality::Column::Id),
                plain::<CountryCode>(
                    "country",
                    D::Identity,
                    nationality::Column::Country,
                    "Country, ISO 3166-1 alpha-3.",
                ),
                code::<NationalityBasis>(
                    "basis",
                    D::Identity,
                    nationality::Column::Basis,
                    "Whether it is claimed, documented or confirmed.",
                ),
            ],
        });
        &TABLE
    }
}

impl Record for PersonLanguage {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "PersonLanguage",
            doc: "A language that a person speaks.",
            from: person_language::Entity.into_iden(),
            key: person_language::Column::PersonId.into_iden(),
            access: Access::Inherited,
            fields: vec![
                plain::<LanguageTag>(
                    "language",
                    D::Operational,
                    person_language::Column::Language,
                    "Language, BCP 47.",
                ),
                code::<LanguageLevel>(
                    "level",
                    D::Operational,
                    person_language::Column::Level,
                    "How well the person speaks it.",
                ),
                plain::<bool>(
                    "interpreterNeeded",
                    D::Operational,
                    person_language::Column::InterpreterNeeded,
                    "Whether an interpreter is needed.",
                ),
            ],
        });
        &TABLE
    }
}

impl Record for Identifier {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Identifier",
            doc: "An identity document of a person.",
            from: identifier::Entity.into_iden(),
            key: identifier::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<Identifier>(D::Identity, identifier::Column::Id),
                code::<IdentifierType>("type", D::Identity, identifier::Column::IdentifierType, "Type of document."),
                plain::<String>("number", D::Identity, identifier::Column::Number, "Number of the document."),
                plain::<String>("issuer", D::Identity, identifier::Column::Issuer, "The authority that issued it."),
                plain::<Date>("issuedOn", D::Identity, identifier::Column::IssuedOn, "The day of issue."),
                plain::<Date>(
                    "expiresOn",
                    D::Identity,
                    identifier::Column::ExpiresOn,
                    "The last day on which it is valid.",
                ),
                code::<DocumentSeen>(
                    "seen",
                    D::Identity,
                    identifier::Column::Seen,
                    "What staff saw: the original, a copy, or only the person's statement.",
                ),
            ],
        });
        &TABLE
    }
}

impl Record for Contact {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Contact",
            doc: "A way to reach the person or the next of kin.",
            from: contact::Entity.into_iden(),
            key: contact::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<Contact>(D::Contact, contact::Column::Id),
                code::<ContactType>("type", D::Contact, contact::Column::ContactType, "Type of contact."),
                plain::<String>("value", D::Contact, contact::Column::Value, "Number, address or handle."),
                computed::<String>(
                    "e164",
                    D::Contact,
                    vec![contact::Column::Value.into_iden()],
                    "The telephone number in E.164 form. Null if it is written without a country code.",
                    |cells| Ok(phone::e164(&cells.get::<String>(0)?).map_or(Value::Null, Value::String)),
                ),
                plain::<String>(
                    "name",
                    D::Contact,
                    contact::Column::Name,
                    "The name of the person who answers, if it is somebody else.",
                ),
                plain::<String>(
                    "relation",
                    D::Contact,
                    contact::Column::Relation,
                    "How that person is related to the person of the case.",
                ),
                plain::<bool>(
                    "mayContact",
                    D::Contact,
                    contact::Column::MayContact,
                    "Whether the person agreed that this contact may be used.",
                ),
            ],
        });
        &TABLE
    }
}

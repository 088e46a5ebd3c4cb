//! The parts of a person: names, nationalities, languages, documents and contacts.

use async_graphql::Value;
use entity::{
    codes::{ContactType, DataClass as D, DocumentSeen, IdentifierType, LanguageLevel, NameType, NationalityBasis},
    contact, identifier, nationality, person_language, person_name,
};
use sea_orm::{prelude::Date, sea_query::IntoIden};

use super::{Contact, Identifier, Nationality, PersonLanguage, PersonName, correction::closed_by};
use crate::{
    graphql::record::{
        fields::{code, computed, part_id, plain},
        table::{Field, Table, record},
    },
    rules::phone,
    scalars::{CountryCode, LanguageTag, ScriptCode},
    store::access::row_access::Access,
};

record!(PersonName, person_name);

fn person_name() -> Table {
    use entity::person_name::Column as C;

    Table {
        name: "PersonName",
        doc: "A name of a person, as written in one script.",
        from: person_name::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<PersonName>(D::Identity, C::Id),
            filled("given", C::Given, "Given names. Null if the person has only a family name."),
            filled("family", C::Family, "Family name. Null if the person has only given names."),
            plain::<String>(D::Identity, C::Other, "Other parts of the name."),
            plain::<ScriptCode>(D::Identity, C::Script, "Script, ISO 15924, for example Latn, Arab or Nkoo."),
            plain::<LanguageTag>(D::Identity, C::Language, "Language of the spelling, BCP 47."),
            code::<NameType>(D::Identity, C::NameType, "The source of the name.").named("type"),
            closed_by(D::Identity),
        ],
    }
}

/// A part of a name. Null if the person has no such part.
fn filled(name: &'static str, column: person_name::Column, doc: &'static str) -> Field {
    computed::<String>(name, D::Identity, vec![column.into_iden()], doc, |cells| {
        let part = cells.get::<Option<String>>(0)?.filter(|part| !part.is_empty());
        Ok(part.map_or(Value::Null, Value::String))
    })
}

record!(Nationality, nationality);

fn nationality() -> Table {
    use entity::nationality::Column as C;

    Table {
        name: "Nationality",
        doc: "A nationality of a person.",
        from: nationality::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<Nationality>(D::Identity, C::Id),
            plain::<CountryCode>(D::Identity, C::Country, "Country, ISO 3166-1 alpha-3."),
            code::<NationalityBasis>(D::Identity, C::Basis, "Whether it is claimed, documented or confirmed."),
            closed_by(D::Identity),
        ],
    }
}

record!(PersonLanguage, person_language);

fn person_language() -> Table {
    use entity::person_language::Column as C;

    Table {
        name: "PersonLanguage",
        doc: "A language that a person speaks.",
        from: person_language::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<PersonLanguage>(D::Operational, C::Id),
            plain::<LanguageTag>(D::Operational, C::Language, "Language, BCP 47."),
            code::<LanguageLevel>(D::Operational, C::Level, "How well the person speaks it."),
            plain::<bool>(D::Operational, C::InterpreterNeeded, "Whether an interpreter is needed."),
            closed_by(D::Operational),
        ],
    }
}

record!(Identifier, identifier);

fn identifier() -> Table {
    use entity::identifier::Column as C;

    Table {
        name: "Identifier",
        doc: "An identity document of a person.",
        from: identifier::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<Identifier>(D::Identity, C::Id),
            code::<IdentifierType>(D::Identity, C::IdentifierType, "Type of document.").named("type"),
            plain::<String>(D::Identity, C::Number, "Number of the document."),
            plain::<String>(D::Identity, C::Issuer, "The authority that issued it."),
            plain::<Date>(D::Identity, C::IssuedOn, "The day of issue."),
            plain::<Date>(D::Identity, C::ExpiresOn, "The last day on which it is valid."),
            code::<DocumentSeen>(
                D::Identity,
                C::Seen,
                "What staff saw: the original, a copy, or only the person's statement.",
            ),
            closed_by(D::Identity),
        ],
    }
}

record!(Contact, contact);

fn contact() -> Table {
    use entity::contact::Column as C;

    Table {
        name: "Contact",
        doc: "A way to reach the person or the next of kin.",
        from: contact::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<Contact>(D::Contact, C::Id),
            code::<ContactType>(D::Contact, C::ContactType, "Type of contact.").named("type"),
            plain::<String>(D::Contact, C::Value, "Number, address or handle."),
            computed::<String>(
                "e164",
                D::Contact,
                vec![C::Value.into_iden()],
                "The telephone number in E.164 form. Null if it is written without a country code.",
                |cells| Ok(phone::e164(&cells.get::<String>(0)?).map_or(Value::Null, Value::String)),
            ),
            plain::<String>(D::Contact, C::Name, "The name of the person who answers, if it is somebody else."),
            plain::<String>(D::Contact, C::Relation, "How that person is related to the person of the case."),
            plain::<bool>(D::Contact, C::MayContact, "Whether the person agreed that this contact may be used."),
            closed_by(D::Contact),
        ],
    }
}

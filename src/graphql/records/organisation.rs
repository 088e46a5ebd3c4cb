//! `Organisation`: an entry of the public directory.

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{codes::OrganisationType, organisation};
use sea_orm::sea_query::IntoIden;

use super::{LocalisedText, Organisation};
use crate::{
    graphql::record::{
        fields::{self, public_id},
        table::{ReadParts, Table, record},
        translated::{NAME, name_translations, objects},
    },
    scalars::CountryCode,
    store::access::row_access::Access,
};

record!(Organisation, table);

fn table() -> Table {
    Table {
        name: "Organisation",
        doc: "An organisation in the directory: an agency, an NGO or a government office.",
        from: organisation::Entity.into_iden(),
        key: organisation::Column::Id.into_iden(),
        access: Access::Public,
        fields: vec![
            public_id("Global identifier."),
            fields::organisation::<String>("name", NAME, |it, languages| {
                languages.choose(&it.name, it.name_translations.as_deref()).into()
            }),
            name_translations::<LocalisedText>(ReadParts::Organisation(|it| objects(it.name_translations.as_deref()))),
            fields::organisation::<i32>("version", "Version of the entry, raised by each change of it.", |it, _| {
                it.version.into()
            }),
            fields::organisation::<String>("acronym", "Short name.", |it, _| it.acronym.clone().into()),
            fields::organisation::<OrganisationType>("type", "Type of organisation.", |it, _| {
                enum_value(it.organisation_type)
            }),
            fields::organisation::<Option<CountryCode>>(
                "country",
                "Country, ISO 3166-1 alpha-3. Null if it works in many countries.",
                |it, _| it.country.clone().map_or(Value::Null, Value::from),
            ),
            fields::organisation::<Option<String>>(
                "contactDesk",
                "A mailbox or telephone of its focal point. It is never that of a person.",
                |it, _| it.contact_desk.clone().map_or(Value::Null, Value::from),
            ),
        ],
    }
}

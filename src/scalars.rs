//! Codes of published standards, as scalars of the schema. The rules check the values, so that a wrong one is refused with a
//! code and the name of the field.

use std::ops::Deref;

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use sea_orm::{QueryResult, TryGetError, TryGetable};

macro_rules! code {
    ($(#[doc = $doc:literal])+ $name:ident, $url:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub(crate) struct $name(pub String);

        $(#[doc = $doc])+
        #[Scalar(specified_by_url = $url)]
        impl ScalarType for $name {
            fn parse(value: Value) -> InputValueResult<Self> {
                match value {
                    Value::String(code) => Ok(Self(code)),
                    other => Err(InputValueError::expected_type(other)),
                }
            }

            fn to_value(&self) -> Value {
                Value::String(self.0.clone())
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl TryGetable for $name {
            fn try_get_by<I: sea_orm::ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
                String::try_get_by(row, index).map(Self)
            }
        }
    };
}

code!(
    /// A country, ISO 3166-1 alpha-3, for example NER. A nationality can also be XXA for a stateless person, XXB or XXC for
    /// a refugee (ICAO Doc 9303).
    CountryCode,
    "https://www.iso.org/iso-3166-country-codes.html"
);

code!(
    /// A language, BCP 47, for example fr, ha or ar-TN.
    LanguageTag,
    "https://www.rfc-editor.org/info/bcp47"
);

code!(
    /// A script, ISO 15924, for example Latn, Arab or Nkoo.
    ScriptCode,
    "https://www.unicode.org/iso15924/"
);

code!(
    /// A time zone, named as in the IANA time zone database, for example Africa/Niamey.
    TimeZone,
    "https://www.iana.org/time-zones"
);

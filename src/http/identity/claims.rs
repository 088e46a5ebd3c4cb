//! Reads the claims of a token: their place, which differs between issuers, and their form. A malformed claim that
//! narrows access (`centres`, `oversight`, `purpose`) is an error, because ignoring it would widen the access.

use async_graphql::resolver_utils::EnumType;
use sea_orm::prelude::DateTimeUtc;
use serde_json::{Map, Value};

use super::refusal::Reason;

macro_rules! places {
    ($($(#[doc = $doc:literal])+ $name:ident: $usual:literal,)+) => {
        /// The places of our claims in the tokens of an issuer, as JSON pointers (RFC 6901). The default is our own layout.
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub struct Places {
            $($(#[doc = $doc])+ pub $name: String,)+
        }

        impl Default for Places {
            fn default() -> Self {
                Self { $($name: $usual.to_owned(),)+ }
            }
        }

        impl Places {
            /// Every place with its name in the settings.
            pub(crate) fn named(&self) -> impl Iterator<Item = (&'static str, &str)> {
                [$((stringify!($name), self.$name.as_str()),)+].into_iter()
            }

            /// Like `named`, but mutable.
            pub(crate) fn named_mut(&mut self) -> impl Iterator<Item = (&'static str, &mut String)> {
                [$((stringify!($name), &mut self.$name),)+].into_iter()
            }
        }
    };
}

places! {
    /// The organisation's id.
    organisation: "/org",
    /// The kind of organisation.
    organisation_type: "/orgType",
    /// The roles.
    roles: "/roles",
    /// Codes or ids of the centres that count as the viewer's own.
    centres: "/centres",
    /// How far the organisation's oversight goes.
    oversight: "/oversight",
    /// The purpose of the session.
    purpose: "/purpose",
    /// The country of a liaison officer's organisation.
    country: "/country",
    /// The post of a liaison officer.
    post: "/post",
    /// The id of the token, which a revocation names.
    token_id: "/jti",
    /// The name shown to colleagues.
    name: "/name",
    /// The language of the person, BCP 47 (OpenID Connect Core, section 5.1).
    locale: "/locale",
    /// The time zone of the person, as in the IANA database (OpenID Connect Core, section 5.1).
    zoneinfo: "/zoneinfo",
}

impl Places {
    /// The place of the claim that an error names.
    pub(crate) fn of(&self, name: &str) -> Option<&str> {
        let name = if name == "jti" { "token_id" } else { name };
        self.named().find_map(|(known, place)| (known == name).then_some(place))
    }
}

/// The claims of one token. Errors name a claim, never its value.
pub(crate) struct Claims(Value);

impl Claims {
    /// Takes the claims of a token.
    pub(crate) fn new(claims: Map<String, Value>) -> Self {
        Self(Value::Object(claims))
    }

    /// A text that must be present, at most 255 bytes and without control characters, which a database would refuse.
    /// Errors: when it is missing or malformed.
    pub(crate) fn text(&self, place: &str, name: &'static str) -> Result<String, Reason> {
        self.text_if_any(place, name)?.ok_or(Reason::MissingClaim(name))
    }

    /// Like `text`, for an optional claim.
    /// Errors: when it is present and malformed.
    pub(crate) fn text_if_any(&self, place: &str, name: &'static str) -> Result<Option<String>, Reason> {
        self.0.pointer(place).map(|value| text(value).ok_or(Reason::MalformedClaim(name))).transpose()
    }

    /// Like `text_if_any`, but also accepts a list with one text, because some providers write every attribute as a
    /// list.
    /// Errors: when it is present and neither one text nor a list with one text.
    pub(crate) fn one_if_any(&self, place: &str, name: &'static str) -> Result<Option<String>, Reason> {
        let one = |value: &Value| match value {
            Value::Array(items) if items.len() == 1 => text(&items[0]),
            value => text(value),
        };
        self.0.pointer(place).map(|value| one(value).ok_or(Reason::MalformedClaim(name))).transpose()
    }

    /// A text for people to read. `None` if it is missing or malformed.
    pub(crate) fn shown(&self, place: &str) -> Option<String> {
        self.0.pointer(place).and_then(text).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// A member of one of our code lists, if the claim is present.
    /// Errors: when it is present and not in the list.
    pub(crate) fn code_if_any<T: EnumType>(&self, place: &str, name: &'static str) -> Result<Option<T>, Reason> {
        self.one_if_any(place, name)?.map(|text| code(&text).ok_or(Reason::MalformedClaim(name))).transpose()
    }

    /// A list of texts, if the claim is present. A single text is split at white space, as some providers write lists.
    /// Errors: when it is present and malformed.
    pub(crate) fn texts_if_any(&self, place: &str, name: &'static str) -> Result<Option<Vec<String>>, Reason> {
        let texts = match self.0.pointer(place) {
            None => return Ok(None),
            Some(Value::Array(items)) => items.iter().map(text).collect(),
            Some(value) => text(value).map(|text| text.split_whitespace().map(str::to_owned).collect()),
        };
        texts.map(Some).ok_or(Reason::MalformedClaim(name))
    }

    /// The names in a list, if the claim is present. A single text counts as one whole name and as a list of words,
    /// because some providers write a list as words and the name of a group may contain spaces. Items that cannot be
    /// names are ignored, because a provider also writes names for its other programs.
    /// Errors: when it is present and neither a text nor a list.
    pub(crate) fn names_if_any(&self, place: &str, name: &'static str) -> Result<Option<Vec<String>>, Reason> {
        match self.0.pointer(place) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items.iter().filter_map(text).collect())),
            Some(Value::String(names)) => {
                let words = names.split_whitespace().filter(|word| *word != names);
                Ok(Some([names.as_str()].into_iter().chain(words).map(str::to_owned).collect()))
            }
            Some(_) => Err(Reason::MalformedClaim(name)),
        }
    }

    /// Whether the claim is present, with any value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    /// A claim as text for the log, so that an operator can compare it with the settings.
    pub(crate) fn for_the_log(&self, place: &str) -> String {
        match self.0.pointer(place) {
            None => "nothing".to_owned(),
            Some(value) => value.to_string(),
        }
    }

    /// A required time in seconds since 1970. Fractions are dropped.
    /// Errors: when it is missing or not a time.
    pub(crate) fn time(&self, name: &'static str) -> Result<DateTimeUtc, Reason> {
        self.time_if_any(name)?.ok_or(Reason::MissingClaim(name))
    }

    /// Like `time`, for an optional claim.
    /// Errors: when it is present and not a time.
    pub(crate) fn time_if_any(&self, name: &'static str) -> Result<Option<DateTimeUtc>, Reason> {
        self.0.get(name).map(|value| time(value).ok_or(Reason::MalformedClaim(name))).transpose()
    }

    /// Checks that `aud` contains this audience.
    /// Errors: when it does not, or when `aud` is missing or malformed.
    pub(crate) fn made_for(&self, audience: &str) -> Result<(), Reason> {
        let ours = match self.0.get("aud") {
            None => return Err(Reason::MissingClaim("aud")),
            Some(Value::String(one)) => one == audience,
            Some(Value::Array(several)) => several.iter().any(|one| one == audience),
            Some(_) => return Err(Reason::MalformedClaim("aud")),
        };
        if ours { Ok(()) } else { Err(Reason::WrongAudience) }
    }
}

/// The member of a code list with this name.
pub(crate) fn code<T: EnumType>(name: &str) -> Option<T> {
    T::items().iter().find(|item| item.name == name).map(|item| item.value)
}

fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let acceptable = !text.is_empty() && text.len() <= 255 && !text.chars().any(char::is_control);
    acceptable.then(|| text.to_owned())
}

fn time(value: &Value) -> Option<DateTimeUtc> {
    #[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and no time is that far away")]
    let seconds = value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds as i64))?;
    // Until the end of the year 9999. A later time could overflow the arithmetic with it.
    (0..253_402_300_800).contains(&seconds).then(|| DateTimeUtc::from_timestamp(seconds, 0)).flatten()
}

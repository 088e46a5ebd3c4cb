//! Reads the claims of a token: where each stands (issuers differ) and what form it must have.
//! A claim that narrows (`centres`, `purpose`) and cannot be understood is an error, since to pass over it would widen.

use async_graphql::resolver_utils::EnumType;
use sea_orm::prelude::DateTimeUtc;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::refusal::Reason;

/// Where an issuer puts what we need, as JSON pointers (RFC 6901). The default is our own layout.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Places {
    /// The organisation's id.
    pub organisation: String,
    /// The kind of organisation.
    pub organisation_type: String,
    /// The roles.
    pub roles: String,
    /// Codes of centres that narrow.
    pub centres: String,
    /// The purpose of the session.
    pub purpose: String,
    /// The country of a liaison officer's organisation.
    pub country: String,
    /// The post of a liaison officer.
    pub post: String,
}

impl Default for Places {
    fn default() -> Self {
        let place = str::to_owned;
        Self {
            organisation: place("/org"),
            organisation_type: place("/orgType"),
            roles: place("/roles"),
            centres: place("/centres"),
            purpose: place("/purpose"),
            country: place("/country"),
            post: place("/post"),
        }
    }
}

/// The claims of one token. The names in its errors are the claims', never their values.
pub struct Claims(Value);

impl Claims {
    /// Takes the claims of a token.
    #[must_use]
    pub fn new(claims: Map<String, Value>) -> Self {
        Self(Value::Object(claims))
    }

    /// A text that must be there: short, without control characters, which a database would refuse.
    ///
    /// # Errors
    /// When it is missing or of another form.
    pub fn text(&self, place: &str, name: &'static str) -> Result<String, Reason> {
        self.text_if_any(place, name)?.ok_or(Reason::MissingClaim(name))
    }

    /// As `text`, for a claim that may be absent.
    ///
    /// # Errors
    /// When it is there and of another form.
    pub fn text_if_any(&self, place: &str, name: &'static str) -> Result<Option<String>, Reason> {
        self.0.pointer(place).map(|value| text(value).ok_or(Reason::MalformedClaim(name))).transpose()
    }

    /// An id that must be there.
    ///
    /// # Errors
    /// When it is missing or no UUID.
    pub fn id(&self, place: &str, name: &'static str) -> Result<Uuid, Reason> {
        Uuid::parse_str(&self.text(place, name)?).map_err(|_| Reason::MalformedClaim(name))
    }

    /// A member of one of our code lists, if it is there.
    ///
    /// # Errors
    /// When it is there and not in the list.
    pub fn code_if_any<T: EnumType>(&self, place: &str, name: &'static str) -> Result<Option<T>, Reason> {
        self.text_if_any(place, name)?.map(|text| code(&text).ok_or(Reason::MalformedClaim(name))).transpose()
    }

    /// A list of texts, if it is there; a single text is read as a list of words, as some providers write it.
    ///
    /// # Errors
    /// When it is there and of another form.
    pub fn texts_if_any(&self, place: &str, name: &'static str) -> Result<Option<Vec<String>>, Reason> {
        let texts = match self.0.pointer(place) {
            None => return Ok(None),
            Some(Value::Array(items)) => items.iter().map(text).collect(),
            Some(value) => text(value).map(|text| text.split_whitespace().map(str::to_owned).collect()),
        };
        texts.map(Some).ok_or(Reason::MalformedClaim(name))
    }

    /// A time in seconds that must be there; parts of a second are dropped.
    ///
    /// # Errors
    /// When it is missing or no time.
    pub fn time(&self, name: &'static str) -> Result<DateTimeUtc, Reason> {
        self.time_if_any(name)?.ok_or(Reason::MissingClaim(name))
    }

    /// As `time`, for a claim that may be absent.
    ///
    /// # Errors
    /// When it is there and no time.
    pub fn time_if_any(&self, name: &'static str) -> Result<Option<DateTimeUtc>, Reason> {
        self.0.get(name).map(|value| time(value).ok_or(Reason::MalformedClaim(name))).transpose()
    }

    /// Whether the token was made for this audience, alone or among others.
    ///
    /// # Errors
    /// When it was not, or does not say.
    pub fn made_for(&self, audience: &str) -> Result<(), Reason> {
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
#[must_use]
pub fn code<T: EnumType>(name: &str) -> Option<T> {
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
    // To the end of the year 9999: later is no time but an attack on arithmetic.
    (0..253_402_300_800).contains(&seconds).then(|| DateTimeUtc::from_timestamp(seconds, 0)).flatten()
}

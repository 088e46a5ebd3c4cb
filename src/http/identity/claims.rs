//! Reads the claims of a token: where each stands (issuers differ) and what form it must have.
//! A claim that bounds (`centres`, `oversight`, `purpose`) and cannot be understood is an error, since to pass over it would widen.

use async_graphql::resolver_utils::EnumType;
use sea_orm::prelude::DateTimeUtc;
use serde_json::{Map, Value};

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
    /// Codes or ids of the centres that count as own.
    pub centres: String,
    /// How far the organisation's oversight goes.
    pub oversight: String,
    /// The purpose of the session.
    pub purpose: String,
    /// The country of a liaison officer's organisation.
    pub country: String,
    /// The post of a liaison officer.
    pub post: String,
    /// The token's own number, by which it can be revoked.
    pub token_id: String,
    /// The name for colleagues.
    pub name: String,
}

impl Default for Places {
    fn default() -> Self {
        let place = str::to_owned;
        Self {
            organisation: place("/org"),
            organisation_type: place("/orgType"),
            roles: place("/roles"),
            centres: place("/centres"),
            oversight: place("/oversight"),
            purpose: place("/purpose"),
            country: place("/country"),
            post: place("/post"),
            token_id: place("/jti"),
            name: place("/name"),
        }
    }
}

impl Places {
    /// Every place with its name in the settings.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("organisation", self.organisation.as_str()),
            ("organisation_type", self.organisation_type.as_str()),
            ("roles", self.roles.as_str()),
            ("centres", self.centres.as_str()),
            ("oversight", self.oversight.as_str()),
            ("purpose", self.purpose.as_str()),
            ("country", self.country.as_str()),
            ("post", self.post.as_str()),
            ("token_id", self.token_id.as_str()),
            ("name", self.name.as_str()),
        ]
        .into_iter()
    }

    /// As `named`, to be changed.
    pub fn named_mut(&mut self) -> impl Iterator<Item = (&'static str, &mut String)> {
        [
            ("organisation", &mut self.organisation),
            ("organisation_type", &mut self.organisation_type),
            ("roles", &mut self.roles),
            ("centres", &mut self.centres),
            ("oversight", &mut self.oversight),
            ("purpose", &mut self.purpose),
            ("country", &mut self.country),
            ("post", &mut self.post),
            ("token_id", &mut self.token_id),
            ("name", &mut self.name),
        ]
        .into_iter()
    }

    /// The place of a claim that an error names.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&str> {
        let name = if name == "jti" { "token_id" } else { name };
        self.named().find_map(|(known, place)| (known == name).then_some(place))
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

    /// As `text_if_any`, also where a provider writes a list of one, as for an attribute that could have several values.
    ///
    /// # Errors
    /// When it is there and neither one text nor a list of one text.
    pub fn one_if_any(&self, place: &str, name: &'static str) -> Result<Option<String>, Reason> {
        let one = |value: &Value| match value {
            Value::Array(items) if items.len() == 1 => text(&items[0]),
            value => text(value),
        };
        self.0.pointer(place).map(|value| one(value).ok_or(Reason::MalformedClaim(name))).transpose()
    }

    /// A text for people to read, if it is there and has the form of one.
    #[must_use]
    pub fn shown(&self, place: &str) -> Option<String> {
        self.0.pointer(place).and_then(text).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// A member of one of our code lists, if it is there.
    ///
    /// # Errors
    /// When it is there and not in the list.
    pub fn code_if_any<T: EnumType>(&self, place: &str, name: &'static str) -> Result<Option<T>, Reason> {
        self.one_if_any(place, name)?.map(|text| code(&text).ok_or(Reason::MalformedClaim(name))).transpose()
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

    /// The names in a list, if it is there, whole and as words where it is one text: some providers write a list as words, and
    /// the name of a group may have blanks. What cannot be a name is passed over, because a provider also writes names for
    /// its other programs.
    ///
    /// # Errors
    /// When it is there and neither a text nor a list.
    pub fn names_if_any(&self, place: &str, name: &'static str) -> Result<Option<Vec<String>>, Reason> {
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

    /// Whether there is such a claim, whatever it says.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    /// A claim of the provider's own, as text for the log: an operator compares it with what the settings say.
    #[must_use]
    pub fn for_the_log(&self, place: &str) -> String {
        match self.0.pointer(place) {
            None => "nothing".to_owned(),
            Some(value) => value.to_string(),
        }
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

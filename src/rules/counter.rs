//! The check of a person at the counter: what they have to say of themselves, so that their file can be looked for.

use chrono::NaiveDate;

use super::{
    dates, document_number, fold,
    phone::PhoneSearch,
    refusal::{Refusal, RefusalCode},
    search::NameSearch,
    text::{self, TextKind},
};

/// The fewest facts that a person has to say. One fact is a search among people, and not the check of one person.
const FEWEST_FACTS: usize = 2;

/// The most cases that are answered.
pub(crate) const MOST_CASES: usize = 10;

/// The most searches of one worker in [`HOURS`].
const MOST_SEARCHES: u64 = 60;

/// The hours in which searches are counted.
pub(crate) const HOURS: i64 = 24;

/// What a person says, as the worker writes it down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    /// The name, in full.
    pub name: Option<String>,
    /// The date of birth.
    pub birth_date: Option<NaiveDate>,
    /// A telephone number.
    pub phone: Option<String>,
    /// The number of an identity document.
    pub identifier_number: Option<String>,
    /// The reference of the case or of the person, for example from a letter.
    pub reference: Option<String>,
}

/// What a person at the counter says of themselves. A case is theirs only if all of it fits.
#[derive(Clone, Debug, Default)]
pub(crate) struct AtCounter {
    /// The name: each of its words is a part of the name on file.
    pub name: Option<NameSearch>,
    /// The date of birth.
    pub birth_date: Option<NaiveDate>,
    /// A telephone number.
    pub phone: Option<PhoneSearch>,
    /// The search key of the number of an identity document.
    pub identifier_number: Option<String>,
    /// The reference of the case or of the person.
    pub reference: Option<String>,
    /// Each fact by its argument, as the read log takes it.
    facts: Vec<(&'static str, String)>,
}

impl AtCounter {
    /// Reads what the person said.
    /// Errors: when a value is malformed.
    pub(crate) fn read(said: &Said, today: NaiveDate) -> Result<Self, Refusal> {
        let Said { name, birth_date, phone, identifier_number, reference } = said;
        if let Some(date) = birth_date {
            dates::birth("birthDate", *date, today)?;
        }
        let number = identifier_number.as_deref();
        let read = Self {
            name: name.as_deref().map(|it| NameSearch::whole("name", it)).transpose()?,
            birth_date: *birth_date,
            phone: phone.as_deref().map(|it| PhoneSearch::of("phone", it)).transpose()?,
            identifier_number: number.map(|it| document_number::searched("identifierNumber", it)).transpose()?,
            reference: reference.as_deref().map(|it| text::required("reference", TextKind::Line, it)).transpose()?,
            facts: Vec::new(),
        };
        let facts = [
            ("name", name.as_deref().map(fold::search_key)),
            ("birthDate", birth_date.map(|it| it.to_string())),
            ("phone", read.phone.as_ref().map(|it| it.key().to_owned())),
            ("identifierNumber", read.identifier_number.clone()),
            ("reference", read.reference.clone()),
        ];
        let facts = facts.into_iter().filter_map(|(by, value)| Some((by, value?))).collect();
        Ok(Self { facts, ..read })
    }

    /// Each fact by its argument, as the read log takes it.
    pub(crate) fn facts(&self) -> &[(&'static str, String)] {
        &self.facts
    }

    /// At least two facts are needed.
    pub(crate) fn enough(&self) -> Result<(), Refusal> {
        let message = "ask the person for at least two of name, birth date, telephone, document number and reference";
        Refusal::new(RefusalCode::ValueRequired, message).unless(self.facts.len() >= FEWEST_FACTS)
    }
}

/// A worker makes a limited number of searches, after this number of them in the last [`HOURS`], and one in each request.
pub(crate) fn may_search(before: u64, first_of_request: bool) -> Result<(), Refusal> {
    let refused = |message| Refusal::new(RefusalCode::LimitReached, message);
    refused("search for one person in each request").unless(first_of_request)?;
    refused("you have made all searches at the counter that are allowed within 24 hours").unless(before < MOST_SEARCHES)
}

/// The answer is about one person, and not a list of people.
pub(crate) fn about_one(found: usize) -> Result<(), Refusal> {
    let message = "more than ten cases fit; ask the person for more details";
    Refusal::new(RefusalCode::TooManyMatches, message).when(found > MOST_CASES)
}

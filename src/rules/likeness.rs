//! What two records have in common if they may be about the same person.

use std::ops::RangeInclusive;

use async_graphql::Enum;
use chrono::Datelike as _;
use entity::{
    birth::Birth,
    codes::{BirthDatePrecision, Sex},
};

use super::{phone::PhoneSearch, search::NameSearch};

/// What a case has in common with a person, in order of strength.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum)]
pub(crate) enum DuplicateSign {
    /// The number of an identity document.
    IdentifierNumber,
    /// A telephone number, of the person or of somebody close.
    Phone,
    /// A name, with a year of birth at most five years apart or unknown.
    Name,
    /// The initials, the sex and about the year of birth. For those who may not read the name.
    Initials,
}

/// The most names, documents and telephone numbers that are compared, so that a long input costs only a few statements.
pub(crate) const MOST_OF_A_KIND: usize = 5;

/// What is known of a person for whom a case may exist already.
#[derive(Clone, Debug)]
pub(crate) struct Likeness {
    /// The names.
    pub names: Vec<NameSearch>,
    /// The initials of the name in use.
    pub initials: Option<String>,
    /// Sex as stated.
    pub sex: Sex,
    /// The birth.
    pub birth: Birth,
    /// Search keys of the numbers of documents.
    pub identifier_numbers: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<PhoneSearch>,
}

/// How many years apart two births of the same person can be recorded, if one of them may be an estimate.
const ESTIMATED: i32 = 5;

/// The same, if both are stated.
const STATED: i32 = 1;

impl Likeness {
    /// The years of birth that somebody of the same name can have. `None` if the birth is unknown.
    pub(crate) fn born_about(&self) -> Option<RangeInclusive<i32>> {
        self.years(ESTIMATED)
    }

    /// The years of birth that are close enough where only the initials are the same. `None` if the birth is unknown.
    pub(crate) fn born_near(&self) -> Option<RangeInclusive<i32>> {
        let estimated = self.birth.precision == BirthDatePrecision::Estimated;
        self.years(if estimated { ESTIMATED } else { STATED })
    }

    fn years(&self, apart: i32) -> Option<RangeInclusive<i32>> {
        self.birth.date.map(|date| date.year() - apart..=date.year() + apart)
    }
}

//! What is compared of two people in the blind match across organisations, and how much has to be equal. The texts made here live
//! only while a round compares them.

use std::collections::BTreeSet;

use chrono::Datelike as _;
use entity::{birth::Birth, codes::Sex};

use super::{fold::letters, name};

/// The most words of one name that are compared.
const MOST_WORDS: usize = 8;

/// The most names, documents and telephones of a person that are compared. An officer who invents a person can guess with each of them.
const MOST_OF_A_KIND: usize = 5;

/// The shortest number of a document that is compared. Many documents share a shorter one.
pub(crate) const SHORTEST_NUMBER: usize = 5;

/// Folded words that join the words around them instead of being a name: Abd al Rahman, Mohamed ag Ali.
const PARTICLES: [&str; 7] = ["al", "il", "ag", "bin", "bint", "di", "ibn"];

/// Texts of a person that are compared.
pub(crate) type Texts = BTreeSet<(Kind, String)>;

/// What a text was made of.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) enum Kind {
    /// The number of an identity document.
    Identifier,
    /// A telephone number.
    Phone,
    /// A given and a family part of a name, a year of birth and the sex.
    Person,
    /// A given and a family part of a name.
    GivenAndFamily,
    /// One part of a name.
    Name,
}

/// What is recorded of a person and compared.
#[derive(Clone, Debug)]
pub(crate) struct Compared {
    /// The names.
    pub names: Vec<Name>,
    /// Sex as stated.
    pub sex: Sex,
    /// The birth.
    pub birth: Birth,
    /// Documents: their type, and the search key of their number.
    pub documents: Vec<String>,
    /// Telephone numbers in E.164 form.
    pub phones: Vec<String>,
}

/// A name as it is compared.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// Given names and other parts.
    pub given: String,
    /// Family names.
    pub family: String,
}

/// Whether two officers should talk: the same document and a part of the name, the same telephone with a given and a family part of the
/// name, because relatives share a telephone, or both parts with the sex and about the year of birth.
pub(crate) fn is_worth_a_talk(one: &Texts, other: &Texts) -> bool {
    let share = |kind| one.intersection(other).any(|(of, _)| *of == kind);
    (share(Kind::Identifier) && share(Kind::Name))
        || (share(Kind::Phone) && share(Kind::GivenAndFamily))
        || share(Kind::Person)
}

/// Whether people who have only a text of this kind in common are worth a comparison.
pub(crate) const fn finds(kind: Kind) -> bool {
    matches!(kind, Kind::Identifier | Kind::Phone | Kind::Person)
}

/// What is compared of a person, each text once.
pub(crate) fn texts(of: &Compared) -> Texts {
    let mut texts = BTreeSet::new();
    texts.extend(of.documents.iter().take(MOST_OF_A_KIND).map(|number| (Kind::Identifier, number.clone())));
    texts.extend(of.phones.iter().take(MOST_OF_A_KIND).map(|phone| (Kind::Phone, phone.clone())));
    for Name { given, family } in of.names.iter().take(MOST_OF_A_KIND) {
        let (given, family) = (parts(given), parts(family));
        texts.extend(given.union(&family).map(|part| (Kind::Name, part.clone())));
        // Two given names are no person: half of the people have Abdoul and Aziz, or Mohamed and Ali.
        for (one, other) in given.iter().flat_map(|one| family.iter().map(move |other| (one, other))) {
            let (first, second) = if one < other { (one, other) } else { (other, one) };
            if first != second {
                texts.insert((Kind::GivenAndFamily, format!("{first} {second}")));
                texts.extend(persons(of, first, second).into_iter().map(|text| (Kind::Person, text)));
            }
        }
    }
    texts
}

/// The keys of the parts of a name. Neighbours are a part also where other texts write them as one word.
fn parts(name: &str) -> BTreeSet<String> {
    let letters = letters(name);
    let written: Vec<&str> = letters.split_whitespace().take(MOST_WORDS).collect();
    let words = (0..written.len()).flat_map(|place| {
        std::iter::once(written[place].to_owned()).chain(name::joined_from(&written, place)).collect::<Vec<_>>()
    });
    // The last key is the one that all spellings of the name share, if there is one.
    let keys = words.filter_map(|word| name::keys(&word).pop());
    keys.filter(|key| !key.is_empty() && !PARTICLES.contains(&key.as_str())).collect()
}

/// Two parts in alphabetical order, because the family name comes first in some registers, with the sex and the year. A year
/// is written with its next one, so that two people share a text if they were born at most a year apart.
fn persons(of: &Compared, first: &str, second: &str) -> Vec<String> {
    let Some(year) = of.birth.date.map(|date| date.year()) else { return Vec::new() };
    // A sex that is not stated contradicts none.
    let sexes: &[&str] = match of.sex {
        Sex::Female => &["f"],
        Sex::Male => &["m"],
        Sex::Other | Sex::NotStated | Sex::Unknown => &["f", "m"],
    };
    let text = |year: i32, sex: &str| format!("{first} {second} {year} {sex}");
    [year, year + 1].into_iter().flat_map(|year| sexes.iter().map(move |sex| text(year, sex))).collect()
}

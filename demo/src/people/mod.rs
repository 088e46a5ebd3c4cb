//! The people of the caseload and the rows that describe them, apart from any case.

mod countries;
mod names;
mod profile;

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use entity::{
    birth::Birth,
    codes::{
        AgeBand, BirthDatePrecision, ContactType, DocumentSeen, IdentifierType, LanguageLevel, MaritalStatus, NameType,
        NationalityBasis, Sex,
    },
    contact, identifier, nationality, person, person_language, person_name,
};
use uuid::Uuid;
use waystation::{
    rules::{fold::search_key, name},
    store::background::search_keys,
};

pub use countries::{Country, country};
pub use names::{Area, Name};
pub use profile::{Profile, Wanted};

use super::{
    draw::{Draw, years_before},
    references::References,
    rows::Rows,
};

/// Adds the person and all rows of the person, and returns the id.
pub fn add(
    rows: &mut Rows,
    draw: &mut Draw,
    references: &mut References,
    profile: &Profile,
    organisation_id: Uuid,
    at: DateTime<Utc>,
) -> Uuid {
    let id = draw.id(at);
    let area = *draw.pick(profile.country.areas);
    let name = Name::draw(draw, area, profile.sex == Sex::Female);
    let born_at_home = draw.chance(0.93);
    rows.persons.push(person::Model {
        id,
        organisation_id,
        reference: references.person(draw),
        sex: profile.sex,
        birth_date: profile.birth.date,
        birth_date_precision: profile.birth.precision,
        birth_country: born_at_home.then(|| profile.country.code.to_owned()),
        birth_place: (born_at_home && draw.chance(0.7)).then(|| (*draw.pick(profile.country.towns)).to_owned()),
        marital_status: marital_status(draw, profile, at.date_naive()),
        gender_identity: None,
        deceased: false,
        initials: Some(name.initials()),
        created_at: at,
        updated_at: at,
        version: 1,
    });
    names(rows, draw, id, profile, area, &name);
    languages(rows, draw, id, profile.country);
    nationalities(rows, draw, id, profile);
    identifiers(rows, draw, id, profile, at.date_naive());
    contacts(rows, draw, id, profile, &name, area);
    id
}

fn names(rows: &mut Rows, draw: &mut Draw, person_id: Uuid, profile: &Profile, area: Area, name: &Name) {
    let mut position = 0;
    let mut add = |draw: &mut Draw, name: Name, script: &str, language: &str, name_type| {
        let Name { given, family } = name;
        rows.person_names.push(person_name::Model {
            id: draw.id(DateTime::UNIX_EPOCH + Duration::days(20_000)),
            person_id,
            search_key: name::key(&[&given, &family]),
            given,
            family,
            other: None,
            script: script.to_owned(),
            language: Some(language.to_owned()),
            name_type,
            position,
            correction_id: None,
        });
        position += 1;
    };
    let official = if matches!(profile.country.official, "fr" | "en" | "pt") { profile.country.official } else { "en" };
    add(draw, name.clone(), "Latn", official, NameType::Claimed);
    let writes_arabic = match area {
        Area::Arabic => 0.8,
        Area::Hausa | Area::Fula | Area::Somali => 0.3,
        Area::Mande | Area::Wolof => 0.15,
        _ => 0.0,
    };
    if draw.chance(writes_arabic) {
        add(draw, name.in_arabic(), "Arab", "ar", NameType::Transliteration);
    }
    if profile.documented
        && draw.chance(0.4)
        && let Some(other) = name.respelled()
    {
        add(draw, other, "Latn", official, NameType::Document);
    }
    if draw.chance(0.03) {
        let alias = Name::draw(draw, area, profile.sex == Sex::Female);
        add(draw, alias, "Latn", official, NameType::Alias);
    }
}

fn languages(rows: &mut Rows, draw: &mut Draw, person_id: Uuid, country: &Country) {
    let native = *draw.pick(country.languages);
    let mut number = 0;
    let mut add = |language: &str, level, interpreter_needed| {
        number += 1;
        rows.person_languages.push(person_language::Model {
            // Not drawn, because a draw would change every value after it.
            id: Uuid::from_u128(person_id.as_u128() ^ number),
            person_id,
            language: language.to_owned(),
            level,
            interpreter_needed,
            correction_id: None,
        });
    };
    let speaks_official = draw.chance(0.65);
    add(native, LanguageLevel::Native, !speaks_official);
    if speaks_official && country.official != native {
        let level = draw.weighted(&[
            (LanguageLevel::Basic, 0.3),
            (LanguageLevel::Conversational, 0.4),
            (LanguageLevel::Fluent, 0.3),
        ]);
        add(country.official, level, level == LanguageLevel::Basic);
    }
}

fn nationalities(rows: &mut Rows, draw: &mut Draw, person_id: Uuid, profile: &Profile) {
    let basis = if profile.documented { NationalityBasis::Documented } else { NationalityBasis::Claimed };
    let id = draw.id(DateTime::UNIX_EPOCH + Duration::days(20_000));
    let country = profile.country.code.to_owned();
    rows.nationalities.push(nationality::Model { id, person_id, country, basis, correction_id: None });
}

fn identifiers(rows: &mut Rows, draw: &mut Draw, person_id: Uuid, profile: &Profile, today: NaiveDate) {
    let identifier_type = if profile.documented {
        draw.weighted(&[
            (IdentifierType::Passport, 0.35),
            (IdentifierType::EcowasTravelCertificate, 0.45),
            (IdentifierType::LaissezPasserNational, 0.1),
            (IdentifierType::SaufConduit, 0.1),
        ])
    } else if draw.chance(0.12) {
        // No travel document, but another document that proves the identity.
        draw.weighted(&[(IdentifierType::BirthCertificateExtract, 0.6), (IdentifierType::ConsularCard, 0.4)])
    } else {
        return;
    };
    let age = profile.birth.date.and_then(|birth| today.years_since(birth)).unwrap_or(20);
    let oldest = i64::from(age.min(4)) * 365;
    let issued_on = today - Duration::days(draw.number(0, oldest));
    let expires = identifier_type != IdentifierType::BirthCertificateExtract;
    let id = draw.id(DateTime::UNIX_EPOCH + Duration::days(20_000));
    let number = format!("{}{}", profile.country.code, draw.digits(7, 10));
    rows.identifiers.push(identifier::Model {
        id,
        person_id,
        identifier_type,
        number: number.clone(),
        issuer: Some(profile.country.code.to_owned()),
        issued_on: Some(issued_on),
        expires_on: expires.then(|| years_before(issued_on, -5)),
        seen: draw.weighted(&[
            (DocumentSeen::Original, 0.6),
            (DocumentSeen::Copy, 0.25),
            (DocumentSeen::Declared, 0.15),
        ]),
        search_key: search_keys::of_document(&number),
        correction_id: None,
    });
}

fn contacts(rows: &mut Rows, draw: &mut Draw, person_id: Uuid, profile: &Profile, name: &Name, area: Area) {
    // After the country prefix follows 000, which no real number has, so no telephone will ring.
    let phone = |draw: &mut Draw| format!("+{} 000 {}", profile.country.prefix, draw.digits(6, 10));
    let mut add = |draw: &mut Draw, contact_type, value: String, relative: Option<(String, &str)>, may_contact| {
        let (name, relation) =
            relative.map_or((None, None), |(name, relation)| (Some(name), Some(relation.to_owned())));
        let id = draw.id(DateTime::UNIX_EPOCH + Duration::days(20_000));
        rows.contacts.push(contact::Model {
            id,
            person_id,
            contact_type,
            search_key: search_keys::of_contact(&value),
            value,
            name,
            relation,
            may_contact,
            correction_id: None,
        });
    };
    if !profile.child && draw.chance(0.6) {
        let (value, may) = (phone(draw), draw.chance(0.9));
        add(draw, ContactType::Phone, value, None, may);
    }
    if !profile.child && draw.chance(0.05) {
        let value = format!("{}.{}@example.org", search_key(&name.given), draw.digits(3, 10));
        add(draw, ContactType::Email, value, None, true);
    }
    if draw.chance(0.5) {
        let value = format!("{}, quarter {}", draw.pick(profile.country.towns), draw.number(1, 24));
        add(draw, ContactType::AddressInOrigin, value, None, false);
    }
    if draw.chance(0.45) {
        let relation = *draw.pick(&["mother", "father", "brother", "sister", "uncle", "aunt"]);
        let woman = matches!(relation, "mother" | "sister" | "aunt");
        let relative = Name::draw(draw, area, woman).with_family(&name.family);
        let (value, may) = (phone(draw), draw.chance(0.7));
        add(
            draw,
            ContactType::NextOfKin,
            value,
            Some((format!("{} {}", relative.given, relative.family), relation)),
            may,
        );
    }
}

fn marital_status(draw: &mut Draw, profile: &Profile, today: NaiveDate) -> Option<MaritalStatus> {
    if profile.child || draw.chance(0.2) {
        return None;
    }
    let young = matches!(profile.birth.band(today), AgeBand::From18To24);
    Some(draw.weighted(&[
        (MaritalStatus::Single, if young { 0.8 } else { 0.35 }),
        (MaritalStatus::Married, if young { 0.15 } else { 0.5 }),
        (MaritalStatus::Union, 0.05),
        (MaritalStatus::Separated, 0.02),
        (MaritalStatus::Divorced, 0.02),
        (MaritalStatus::Widowed, 0.02),
        (MaritalStatus::Unknown, 0.02),
    ]))
}

/// A recorded date of birth: exact to the month or the year for some people, unless that would change the age band.
fn written(draw: &mut Draw, born: NaiveDate, today: NaiveDate) -> Birth {
    let precision = draw.weighted(&[
        (BirthDatePrecision::Exact, 0.3),
        (BirthDatePrecision::Month, 0.1),
        (BirthDatePrecision::Year, 0.45),
        (BirthDatePrecision::Estimated, 0.15),
    ]);
    let month = if precision == BirthDatePrecision::Month { born.month() } else { 1 };
    let exact = Birth { date: Some(born), precision: BirthDatePrecision::Exact };
    let rounded = Birth { date: NaiveDate::from_ymd_opt(born.year(), month, 1), precision };
    if rounded.band(today) == exact.band(today) { rounded } else { exact }
}

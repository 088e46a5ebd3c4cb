//! The blind match: who is alike, how often strangers are, who can be entered, and what a side can do.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    birth::Birth,
    codes::{BirthDatePrecision, PersonMatchState as S, Sex},
};

use super::register::{Draws, Named};
use crate::rules::{
    matching::{answered, open_to_an_answer, state_at, talk_reference},
    matching_tokens::{Compared, Kind, Name, is_worth_a_talk, texts},
    refusal::RefusalCode,
};

fn born(year: i32) -> Birth {
    let date = format!("{year}-03-01").parse().expect("a day");
    Birth { date: Some(date), precision: BirthDatePrecision::Year }
}

fn person(names: &[&str], sex: Sex, year: i32) -> Compared {
    // The last word is the family name.
    let name = |name: &&str| {
        let (given, family) = name.rsplit_once(' ').unwrap_or((name, ""));
        Name { given: given.to_owned(), family: family.to_owned() }
    };
    let names = names.iter().map(name).collect();
    Compared { names, sex, birth: born(year), documents: Vec::new(), phones: Vec::new() }
}

fn alike(one: &Compared, other: &Compared) -> bool {
    is_worth_a_talk(&texts(one), &texts(other))
}

#[test]
fn two_parts_of_the_name_the_sex_and_about_the_year_of_birth_are_enough() {
    let one = person(&["Mamadou Alpha Diallo"], Sex::Male, 1998);
    for (name, sex, year, expected) in [
        ("Mamadou Diallo", Sex::Male, 1998, true),
        ("Jallow Mamadu", Sex::Male, 1997, true),
        ("Mamadou Diallo", Sex::NotStated, 1999, true),
        ("Mamadou Diallo", Sex::Male, 2000, false),
        ("Mamadou Diallo", Sex::Female, 1998, false),
        ("Mamadou Bah", Sex::Male, 1998, false),
        ("Diallo", Sex::Male, 1998, false),
    ] {
        let other = person(&[name], sex, year);
        assert_eq!((alike(&one, &other), alike(&other, &one)), (expected, expected), "{name} {sex:?} {year}");
    }
    let joined = person(&["Abdoulaziz Sow"], Sex::Male, 1990);
    assert!(alike(&joined, &person(&["Abdoul Aziz Sow"], Sex::Male, 1990)), "one word and two are one name");
    assert!(alike(&joined, &person(&["Issa Ba", "Abdul Aziz So"], Sex::Male, 1990)), "any of the names");
    assert!(!alike(&joined, &person(&["Abdoul Aziz Bah"], Sex::Male, 1990)), "two given names are no person");
    let particle = person(&["Mohamed ag Ali"], Sex::Male, 1990);
    assert!(!alike(&particle, &person(&["Mohamed ag Issa"], Sex::Male, 1990)), "a particle is no name");
}

#[test]
fn a_document_needs_a_part_of_the_name_and_a_telephone_two_of_them() {
    let with = |name: &str, number: &str, phone: &str| Compared {
        documents: vec![number.to_owned()],
        phones: vec![phone.to_owned()],
        ..person(&[name], Sex::Male, 1990)
    };
    let one = with("Moussa Keita", "o0123456", "+22790123456");
    for (name, number, phone, expected) in [
        ("Moussa Traoré", "o0123456", "+22790000000", true),
        ("Issa Traoré", "o0123456", "+22790123456", false),
        ("Keita Moussa", "x9999999", "+22790123456", true),
        // A brother has the same telephone and the same family name.
        ("Issa Keita", "x9999999", "+22790123456", false),
    ] {
        let other = Compared { birth: born(1970), ..with(name, number, phone) };
        assert_eq!(alike(&one, &other), expected, "{name} {number} {phone}");
    }
}

#[test]
fn brothers_with_a_family_name_of_two_words_share_no_person() {
    let name = |given: &str| vec![Name { given: given.to_owned(), family: "Ould Ahmed".to_owned() }];
    let with = |given| Compared {
        names: name(given),
        phones: vec!["+22790123456".to_owned()],
        ..person(&[], Sex::Male, 1990)
    };
    assert!(!alike(&with("Issa"), &Compared { birth: born(1980), ..with("Moussa") }));
    assert!(alike(&with("Issa"), &Compared { birth: born(1980), ..with("Issa") }));
}

#[test]
fn nothing_is_alike_without_what_is_recorded() {
    let unknown = Birth { date: None, precision: BirthDatePrecision::Estimated };
    let one = Compared { birth: unknown, ..person(&["Awa Cissé"], Sex::Female, 1990) };
    assert!(!alike(&one, &one), "a name alone is no person");
    let nobody = Compared { names: Vec::new(), ..person(&[], Sex::Female, 1990) };
    assert!(texts(&nobody).is_empty());
    // A long name costs a limited number of tokens.
    let long = person(&[&"Aaa Bbb Ccc Ddd Eee Fff Ggg Hhh Iii Jjj Kkk".repeat(20)], Sex::Unknown, 1990);
    assert!(texts(&long).len() < 2_000, "{}", texts(&long).len());
}

/// People of 3,000 names, seven of eight of them men, and two of three between 18 and 29 years old.
#[test]
fn strangers_are_seldom_alike_and_one_person_under_two_spellings_is() {
    const PEOPLE: usize = 2_000;
    let mut draws = Draws(2026);
    let mut people = Vec::new();
    for _ in 0..PEOPLE {
        let Named { name, given, family } = draws.person();
        let sex = if draws.below(8) == 0 { Sex::Female } else { Sex::Male };
        let age = if draws.below(3) < 2 { 18 + draws.below(12) } else { 30 + draws.below(25) };
        let year = 2026 - i32::try_from(age).expect("an age");
        let names = vec![Name { given: given.to_owned(), family: family.to_owned() }];
        people.push((name, texts(&Compared { names, ..person(&[], sex, year) }), (sex, year)));
    }
    let (mut pairs, mut strangers, mut same, mut missed) = (0_u64, 0_u64, 0_u64, 0_u64);
    for (place, (name, one, (sex, year))) in people.iter().enumerate() {
        for (other_name, other, (other_sex, other_year)) in &people[place + 1..] {
            let found = one.intersection(other).any(|(kind, _)| *kind == Kind::Person);
            if name == other_name && sex == other_sex && (year - other_year).abs() <= 1 {
                (same, missed) = (same + 1, missed + u64::from(!found));
            } else {
                (pairs, strangers) = (pairs + 1, strangers + u64::from(found));
            }
        }
    }
    // Namesakes of one age are the same person as far as anybody can tell from a name. There are 34 for each million pairs.
    assert!(same > 0 && missed == 0, "{missed} of {same} namesakes of one age are missed");
    assert!(strangers * 1_000_000 / pairs <= 5, "{strangers} of {pairs} pairs of other people are alike");
}

fn at(day: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(day)
}

#[test]
fn a_side_is_over_when_its_time_is() {
    for (stored, before, after) in [
        (S::Proposed, S::Proposed, S::Expired),
        (S::Waiting, S::Waiting, S::Expired),
        (S::Agreed, S::Agreed, S::Ended),
        (S::Declined, S::Declined, S::Declined),
        (S::Ended, S::Ended, S::Ended),
        (S::Expired, S::Expired, S::Expired),
    ] {
        assert_eq!(state_at(stored, at(30), at(29)), before, "{stored:?}");
        assert_eq!(state_at(stored, at(30), at(30)), after, "{stored:?}");
    }
}

#[test]
fn a_reference_of_a_talk_has_letters_that_nobody_mixes_up() {
    let reference = talk_reference(u128::MAX);
    assert_eq!(reference, "T-ZZZZZ-ZZZZZ");
    assert_ne!(talk_reference(1), talk_reference(2));
}

#[test]
fn a_side_is_answered_once_and_can_still_be_declined_until_both_agreed() {
    let refused = Err(RefusalCode::InvalidTransition);
    for (state, agreed, declined) in [
        (S::Proposed, Ok(S::Waiting), Ok(S::Declined)),
        (S::Waiting, refused, Ok(S::Declined)),
        (S::Agreed, refused, refused),
        (S::Declined, refused, refused),
        (S::Expired, refused, refused),
        (S::Ended, refused, refused),
    ] {
        let answer = |agree| answered(state, agree).map_err(|refusal| refusal.code);
        assert_eq!((answer(true), answer(false)), (agreed, declined), "{state:?}");
        assert_eq!(open_to_an_answer(state), declined.is_ok(), "{state:?}");
    }
}

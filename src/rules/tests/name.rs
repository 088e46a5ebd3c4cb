//! Which parts of a name are accepted, and which spellings a search brings together.

use proptest::prelude::*;

use crate::rules::{
    name::{MOST_WORDS, key, part},
    refusal::RefusalCode,
    search::NameSearch,
};

/// Whether the search finds the name, with the same comparison as the database.
fn finds(search: &str, name: &str) -> bool {
    let key = key(&[name]);
    let words: Vec<&str> = key.split(' ').collect();
    let search = NameSearch::of("name", search).expect("it is a search");
    let begins = |beginning: &String| words.iter().any(|word| word.starts_with(beginning.as_str()));
    search.words().iter().all(|word| word.beginnings.iter().any(begins))
}

/// Spellings of one name in registers of the corridor.
pub(super) const ONE_NAME: &[&[&str]] = &[
    &["Mohamed", "Muhammad", "Mouhamed", "Mohammed", "Muhammed", "Mahamat", "Mouhamadou", "محمد"],
    &["Omar", "Oumar", "Umar", "عمر"],
    &["Osman", "Ousmane", "Usman", "Othman", "عثمان"],
    &["Ibrahim", "Ebrahim", "Ibrahima", "إبراهيم"],
    &["Ismaila", "Ismael", "Ismail", "إسماعيل"],
    &["Boubacar", "Aboubacar", "Abubakar", "Abou Bakr", "Abu Bakar", "أبو بكر"],
    &["Souleymane", "Sulaiman", "Suleiman", "Soulemane", "سليمان"],
    &["Hussein", "Hussain", "Houssein", "Ousseini", "حسين"],
    &["Abdoulaye", "Abdullahi", "Abdallah", "Abdullah", "Abdulai", "عبد الله"],
    &["Fatoumata", "Fatimata", "Fatimatou"],
    &["Zeinabou", "Zaynab", "Zainab", "Zeinab", "Djeneba", "زينب"],
    &["Ndiaye", "Njie", "N'Diaye", "N Diaye"],
    &["Abdoul Aziz", "Abdoulaziz", "Abdelaziz", "Abdul-Aziz", "Abd al Aziz", "Abd El Aziz"],
    &["Abdourahamane", "Abdul Rahman", "Abd al-Rahman", "Abderrahmane", "Abdou Rahamane", "عبد الرحمن"],
    &["El Hadj", "Elhadj", "Alhaji", "El-Hadji", "Alhagie", "Al Haji", "الحاج"],
    &["عبد الرحمن", "عبدالرحمن"],
    &["أبو بكر", "ابوبكر"],
    &["Youssouf", "Yusuf", "Youssef", "يوسف"],
    &["Idrissa", "Idris", "Driss", "إدريس"],
    &["Ahmed", "Ahmad", "Ahmat", "أحمد"],
    &["Khadija", "Khadidja", "Kadidja", "Hadiza", "خديجة"],
    &["Aïssata", "Aïssatou", "Aisatu"],
    &["Diop", "Jobe"],
    &["Mariam", "Maryam", "Meriem", "مريم"],
    &["Djibril", "Jibril", "Gibril", "Jibrin", "جبريل"],
    &["Yacouba", "Yaqub", "Yakubu", "يعقوب"],
    &["Moussa", "Musa", "موسى"],
    &["Issa", "Eissa", "عيسى"],
    &["Ali", "علي"],
    &["Aliou", "Aliyu", "Alieu"],
    &["Amadou", "Hamadou", "Ahmadou"],
    &["Hassan", "Assane", "حسن"],
    &["Moustapha", "Mustafa", "مُصطفى"],
    &["Khalid", "Khaled", "خالد"],
    &["Bachir", "Bashiru", "بشير"],
    &["Moctar", "Mukhtar", "المختار"],
    &["Seydou", "Saidu", "سعيد"],
    &["Aïcha", "Aisha", "عائشة"],
    &["Rokia", "Ruqayya", "رقية"],
    &["Halima", "Haleema", "حليمة"],
    &["Fatima Zahra", "Fatma Zahra", "Fatima Zahraa"],
    &["Djamila", "Jamila", "جميلة"],
    &["محمد علي", "Mohamed Ali", "Mouhamed Ali"],
    &["يوسف أحمد", "Youssouf Ahmad"],
    &["Mamadou Diallo", "Diallo Mamadou", "Mamadu Jallow", "JALLOH, Mamadou"],
    &["Ba\u{200B}ld\u{AD}é", "Baldé"],
];

/// Different names, some of them used for brothers and sisters.
const DIFFERENT: &[(&str, &str)] = &[
    ("Hassan", "Hussein"),
    ("Issa", "Aïcha"),
    ("Mariama", "Mariam"),
    ("Mohamed", "Mahmoud"),
    ("Mohamed", "Mamadou"),
    ("Amadou", "Mamadou"),
    ("Oumar", "Amar"),
    ("Diop", "Diouf"),
    ("Diallo", "Diarra"),
    ("Traoré", "Touré"),
    ("Bah", "Sow"),
    ("Konaté", "Koné"),
    ("Fatou", "Fanta"),
    ("Salif", "Salim"),
    ("Abdoulaye", "Abdoulaziz"),
    ("Abdoulaziz", "Abdoulrahman"),
    ("Awa", "Hawa"),
    ("Moussa", "Mousso"),
    ("Aminata", "Amina"),
    ("Camara", "Kanté"),
];

#[test]
fn the_spellings_of_one_name_meet_whichever_is_stored() {
    let mut missed = Vec::new();
    for spellings in ONE_NAME {
        for stored in *spellings {
            missed.extend(spellings.iter().filter(|asked| !finds(asked, stored)).map(|asked| (*asked, *stored)));
        }
    }
    assert!(missed.is_empty(), "searched, stored: {missed:?}");
}

#[test]
fn different_names_stay_apart() {
    let confused: Vec<_> = DIFFERENT.iter().filter(|(asked, stored)| finds(asked, stored)).collect();
    assert!(confused.is_empty(), "searched, stored: {confused:?}");
}

#[test]
fn a_word_of_a_joined_name_is_found_as_well() {
    assert!(finds("Aziz", "Abdoul Aziz Diallo"));
    assert!(finds("Abdoulaziz", "Diallo Abdoul Aziz"));
    assert!(finds("Moham", "Mohamed") && finds("Muham", "Muhammad"), "a name that is not typed to its end");
    assert!(!finds("Mohamed Sow", "Mohamed Bah"), "each word has to be there");
}

#[test]
fn a_part_of_a_name_has_letters_and_a_few_words() {
    assert_eq!(part("given", Some(" Abdoul  Aziz ")), Ok(Some("Abdoul  Aziz".to_owned())));
    for nothing in [" ", "", "\u{200B}", "\u{AD}\u{2060}\u{180E}", "\u{3164}"] {
        assert_eq!(part("given", Some(nothing)), Ok(None), "{nothing:?}");
    }
    assert_eq!(part("given", None), Ok(None));
    for sign in ["-", "...", "?", "' '", "\u{301}"] {
        let refusal = part("given", Some(sign)).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (RefusalCode::TextNotAllowed, Some("given")), "{sign}");
    }
    assert!(part("given", Some(&"a ".repeat(MOST_WORDS))).is_ok());
    for many in ["a ".repeat(MOST_WORDS + 1), "a-".repeat(MOST_WORDS + 1)] {
        let refusal = part("given", Some(&many)).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (RefusalCode::TextTooLong, Some("given")));
    }
}

proptest! {
    #[test]
    fn what_is_kept_is_found_by_itself(text in "[\\p{L}' -]{1,30}") {
        if let Ok(Some(kept)) = part("given", Some(&text))
            && NameSearch::of("name", &kept).is_ok()
        {
            prop_assert!(finds(&kept, &kept), "{kept:?}: {}", key(&[&kept]));
        }
    }

    #[test]
    fn any_text_is_a_name_or_refused(text in any::<String>()) {
        if let Ok(Some(kept)) = part("given", Some(&text)) {
            prop_assert!(!key(&[&kept]).contains("  "));
            prop_assert_eq!(part("given", Some(&kept)), Ok(Some(kept.clone())));
        }
    }
}

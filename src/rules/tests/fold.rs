//! Search keys: names that should share one, names that should not, and properties of the folding.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::rules::fold::{initials, search_key};

#[test]
fn spellings_of_one_name_share_a_key() {
    let names: &[&[&str]] = &[
        &["Diallo", "Jallow", "Jalloh", "Djallo", "DIALLO", "Dìallo"],
        &["Khadidja", "Khadija", "Kadija", "Khadijah", "Kadidia", "Kadeeja"],
        &["Ouattara", "Wattara", "Ouatara"],
        &["Ouédraogo", "Wedraogo", "Ouedraogo"],
        &["Camara", "Kamara"],
        &["Cissé", "Sissé", "Cisse", "Sise"],
        &["Mohammed", "Mohamed", "MOHAMMED"],
        &["Aïssatou", "Aissatou", "Aisatu", "Ai\u{308}ssatou"],
        &["Fatimah", "Fatima"],
        &["Fatoumata", "Fatumata"],
        &["N'Diaye", "Ndiaye", "N’Diaye"],
        &["Diouf", "Joof"],
        &["Diarra", "Jarra"],
        &["Cheikh", "Sheikh", "Cheick"],
        &["Yaya", "Yaïa"],
        &["Abdoulaye", "Abdullaye"],
        &["Philippe", "Filipe"],
        &["Bah", "Ba", "Bâ"],
        &["Sow", "So"],
        &["Souleymane", "Sulaiman", "Suleiman", "Soulemane", "Sulayman"],
        &["Hussein", "Hussain", "Houssein", "Husayn"],
        &["Oumar", "Omar", "Umar"],
        &["Ousmane", "Osman", "Usman", "Ousman"],
        &["Ibrahim", "Ebrahim", "Ibraheem"],
        &["Ndiaye", "Njie", "N'Diaye", "Njai"],
        &["Abdelaziz", "Abdoulaziz", "Abdulaziz", "Abdalaziz"],
        &["Abderrahmane", "Abdulrahman", "Abdramane", "Abdourrahman"],
        &["Ceesay", "Cissé"],
        &["Touray", "Touré"],
        &["Thiam", "Cham"],
        &["Thierno", "Cherno"],
        &["Guèye", "Gaye"],
        &["Coulibaly", "Kulibali"],
        &["Keïta", "Keita", "Kaita"],
        &["Lamine", "Lamin"],
        &["Mama\u{200B}dou", "Mamadou", "Ma\u{AD}madou", "Mamadou\u{200F}", "Mama\u{2060}dou", "Mama\u{180E}dou"],
        &["Traoré", "Traore"],
        &["Ɓalla", "Balla"],
        &["Müller-Straße", "Muller Strasse"],
        &["ﬁdèle", "Fidele"],
        &["مُحَمَّد", "محمد"],
        &["فاطمة", "فاطمه"],
    ];
    for spellings in names {
        let keys: BTreeSet<String> = spellings.iter().map(|name| search_key(name)).collect();
        assert_eq!(keys.len(), 1, "{spellings:?}: {keys:?}");
    }
}

#[test]
fn different_names_keep_different_keys() {
    let names = [
        "Diallo", "Diop", "Diarra", "Camara", "Keïta", "Koné", "Touré", "Traoré", "Cissé", "Sylla", "Bah", "Barry",
        "Sow", "Moussa", "Musa Ali", "Issa", "Aïcha", "Amina", "Mariama", "Mariam", "Hawa", "Hassan", "Hussein", "Ali",
        "Oumar", "Amar", "Diouf", "Mohamed", "Mahmoud", "Mamadou", "Amadou", "Salim", "Konaté", "Awa",
    ];
    let keys: BTreeSet<String> = names.iter().map(|name| search_key(name)).collect();
    assert_eq!(keys.len(), names.len(), "{keys:?}");
}

#[test]
fn keys_are_words_with_one_space_between_them() {
    assert_eq!(search_key("  Mamadou   DIALLO "), "mamadu jalu");
    assert_eq!(search_key("REF-2024/0011"), "rif 2024 0011");
    assert_eq!(search_key("A1122"), "a1122", "habits do not apply to numbers");
    assert_eq!(search_key("Tekle ተክለ"), "tikli ተክለ");
    for nothing in ["", "  ", "-", "'", "%_\\", "\0"] {
        assert_eq!(search_key(nothing), "", "{nothing:?}");
    }
}

#[test]
fn initials_are_the_first_letters_in_any_script() {
    assert_eq!(initials(&["aminata", "Diallo"]).as_deref(), Some("A.D."));
    assert_eq!(initials(&["'Émile", "N'Diaye"]).as_deref(), Some("É.N."));
    assert_eq!(initials(&["", "Sow"]).as_deref(), Some("S."));
    assert_eq!(initials(&["محمد", "با"]).as_deref(), Some("م.ب."));
    assert_eq!(initials(&["", " - "]), None);
}

fn holds_only_letters_and_single_spaces(key: &str) -> bool {
    key == key.trim() && !key.contains("  ") && key.chars().all(|letter| letter == ' ' || letter.is_alphanumeric())
}

proptest! {
    #[test]
    fn a_key_of_a_key_is_the_same_key(text in any::<String>()) {
        let key = search_key(&text);
        prop_assert!(holds_only_letters_and_single_spaces(&key), "{key:?}");
        prop_assert_eq!(search_key(&key), key);
    }

    #[test]
    fn words_are_folded_one_by_one_and_case_says_nothing(words in prop::collection::vec("[a-zA-Zéèïçôû]{1,12}", 0..5)) {
        let text = words.join(" ");
        let apart: Vec<String> = words.iter().map(|word| search_key(word)).collect();
        prop_assert_eq!(search_key(&text), apart.join(" "));
        prop_assert_eq!(search_key(&text.to_uppercase()), search_key(&text.to_lowercase()));
    }

    #[test]
    fn a_long_text_ends(text in "[chwoyd]{0,200}") {
        prop_assert!(search_key(&text).len() <= text.len());
    }
}

//! The order of names.

use proptest::prelude::*;

use crate::rules::name_order::sort_key;

#[test]
fn names_are_in_the_order_of_their_letters() {
    let ordered = [
        "",
        "Abéché assistance post",
        "Abidjan",
        "abidjan reception centre",
        "ABIDJAN Reception Centre 2",
        "École du désert",
        "ecole du Sahel",
        "Île de Gorée",
        "Lomé",
        "N'Djamena",
        "Ndjamena",
        "N’Djaména",
        "Nguigmi",
        "Œuvre sociale",
        "Ɔpanyin",
        "Zinder",
        "أغاديز",
        "نيامي",
    ];
    let mut sorted = ordered;
    sorted.sort_by_cached_key(|name| sort_key(name));
    assert_eq!(sorted, ordered);
}

proptest! {
    #[test]
    fn two_names_have_two_keys(one in "\\PC{0,12}", other in "\\PC{0,12}") {
        prop_assert_eq!(sort_key(&one) == sort_key(&other), one == other);
    }

    #[test]
    fn case_and_accents_decide_only_between_the_same_letters(name in "[a-z]{1,8}", longer in "[a-z]{1,3}") {
        let accented = name.replace('e', "é").to_uppercase();
        let next = format!("{name}{longer}");
        prop_assert!(sort_key(&accented) < sort_key(&next) && sort_key(&name) < sort_key(&next));
    }
}

//! Given names whose spellings no habit of transliteration explains: one name that reached the corridor through Arabic,
//! French, Hausa and English at different times. The table holds the most common names in the registers, written as
//! people write them. No crate has such a table, because phonetic algorithms are made for English, German or Hebrew.

use std::{collections::HashMap, sync::LazyLock};

use super::fold::by_habit;

/// One line per name. Names that are used side by side in one family have separate lines, however similar they are:
/// Hassan and Hussein, Mariam and Mariama, Mohamed and Mamadou.
#[rustfmt::skip]
const SPELLINGS: &[&[&str]] = &[
    &["abdallah", "abdoulaye", "abdullahi", "abdulla", "abdoulahi", "abdallahi", "abdoulay", "abdalla", "abdelah"],
    &["abdulrahman", "abdourahamane", "abdurrahmani", "abdouramani"],
    &["abdulmalik", "abdelmalek"],
    &["abdulkarim", "abdelkrim"],
    &["abubakar", "boubacar", "aboubacar", "aboubakr", "abubaker", "boubakr", "bubakari", "boubakary", "aboubakary"],
    &["ahmed", "ahmad", "ahmat", "ahmet"],
    &["alhaji", "alhaj", "elhadj", "elhadji", "alhagie", "aladji", "elhadja"],
    &["alamin", "lamine", "alamine", "elamin"],
    &["aminata", "aminatou"],
    &["aissata", "aissatou", "aichata", "aichatou"],
    &["bilal", "bilali", "bilale"],
    &["daoud", "daouda", "dawud"],
    &["diop", "jobe", "job"],
    &["fatima", "fatouma", "fatma", "fadima"],
    &["fatimata", "fatoumata", "fatimatou", "fatumatu"],
    &["habib", "habibou"],
    &["halimatou", "halimata"],
    &["haroun", "harouna", "aaron"],
    &["hussein", "houssaini", "ousseini", "housseyni", "oussein", "ousseynou", "husseini", "hussaini"],
    &["ibrahim", "ibrahima", "brahim", "ibrahimou", "brahima"],
    &["idris", "idrissa", "driss", "idrissou"],
    &["ismail", "ismaila", "ismaela", "smail", "ismailou"],
    &["issiaka", "ishaq", "isaac", "issiakou", "issaka", "ishaku", "issakou"],
    &["jibril", "djibrilla", "gibril", "jibrin", "djibrillou"],
    &["kadiatou", "khadidiatou", "kadijatou", "hadijatou", "kadiata", "khadijata"],
    &["khadija", "hadiza", "khadidja", "khadeeja", "hadija"],
    &["mariam", "meriem", "miriam", "maryem", "meryem"],
    &["mohamed", "muhammad", "mahamat", "mahamad", "mouhamadou", "mahamadou", "mohamet", "mouhamed", "mahamed", "mohamad", "muhammadu"],
    &["osman", "othman", "ousmanou", "usmani"],
    &["oumar", "oumarou"],
    &["rabiou", "rabi", "rabiu"],
    &["salif", "salifou"],
    &["salihou", "saliou", "salih", "saleh"],
    &["souleymane", "slimane", "soulemana", "soulaimana", "sulemanu"],
    &["tidjani", "tidiane", "tijan", "tidiani"],
    &["yacouba", "yaqub", "yakubu", "yaakoub", "jacob"],
    &["yahya", "yaya", "yahaya"],
    &["youssouf", "youssef", "youssoufa", "youssoufou", "yusufu"],
    &["zakaria", "zakari", "zakary", "zakariya", "zakariyaou"],
    &["zeinab", "zeinabou", "seynabou", "zainaba", "djeinaba", "djeneba", "jainaba", "djenabou"],
];

/// The folded spellings of the table, each with the key of its line.
static KEYS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let line = |line: &&[&str]| {
        let key = by_habit(line[0]);
        line.iter().map(|spelling| (by_habit(spelling), key.clone())).collect::<Vec<_>>()
    };
    SPELLINGS.iter().flat_map(line).collect()
});

/// The key that all spellings of this folded word share; `None` if the table does not have it.
pub(super) fn shared_key(word: &str) -> Option<&'static str> {
    KEYS.get(word).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn each_spelling_belongs_to_one_name() {
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        for (number, line) in SPELLINGS.iter().enumerate() {
            for spelling in *line {
                let other = lines.insert(by_habit(spelling), number);
                assert!(other.is_none_or(|other| other == number), "{spelling} is in {line:?} and in another line");
            }
        }
    }
}

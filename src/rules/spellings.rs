//! Given names whose spellings no habit of transliteration explains: one name that reached the corridor through Arabic,
//! French, Hausa and English at different times. The table holds the most common names in the registers, written as
//! people write them. No crate has such a table, because phonetic algorithms are made for English, German or Hebrew.
//!
//! The table is also the way from Arabic script to Latin script. Arabic script leaves out short vowels, so that a rule that
//! brings both scripts together would also bring different names together.

use std::{collections::HashMap, sync::LazyLock};

use super::fold::{by_habit, letters};

/// One line per name. Names that are used side by side in one family have separate lines, however similar they are:
/// Hassan and Hussein, Mariam and Mariama, Mohamed and Mamadou.
#[rustfmt::skip]
const SPELLINGS: &[&[&str]] = &[
    &["abdallah", "abdoulaye", "abdullahi", "abdulla", "abdoulahi", "abdallahi", "abdoulay", "abdalla", "abdelah", "عبدالله"],
    &["abdulrahman", "abdourahamane", "abdurrahmani", "abdouramani", "عبدالرحمن"],
    &["abdulmalik", "abdelmalek", "عبدالملك"],
    &["abdulkarim", "abdelkrim", "عبدالكريم"],
    &["abubakar", "boubacar", "aboubacar", "aboubakr", "abubaker", "boubakr", "bubakari", "boubakary", "aboubakary", "ابوبكر", "بوبكر", "ابوبكار"],
    &["ahmed", "ahmad", "ahmat", "ahmet", "احمد"],
    &["alhaji", "alhaj", "elhadj", "elhadji", "alhagie", "aladji", "elhadja", "الحاج"],
    &["alamin", "lamine", "alamine", "elamin", "الامين"],
    &["aminata", "aminatou"],
    &["aissata", "aissatou", "aichata", "aichatou"],
    &["bilal", "bilali", "bilale", "بلال"],
    &["daoud", "daouda", "dawud", "داود", "داوود"],
    &["diop", "jobe", "job"],
    &["fatima", "fatouma", "fatma", "fadima", "فاطمة"],
    &["fatimata", "fatoumata", "fatimatou", "fatumatu"],
    &["habib", "habibou", "حبيب"],
    &["halimatou", "halimata"],
    &["haroun", "harouna", "aaron", "هارون"],
    &["hussein", "houssaini", "ousseini", "housseyni", "oussein", "ousseynou", "husseini", "hussaini", "حسين", "الحسين"],
    &["ibrahim", "ibrahima", "brahim", "ibrahimou", "brahima", "ابراهيم"],
    &["idris", "idrissa", "driss", "idrissou", "ادريس"],
    &["ismail", "ismaila", "ismaela", "smail", "ismailou", "اسماعيل"],
    &["issiaka", "ishaq", "isaac", "issiakou", "issaka", "ishaku", "issakou", "اسحاق", "اسحق"],
    &["jibril", "djibrilla", "gibril", "jibrin", "djibrillou", "جبريل"],
    &["kadiatou", "khadidiatou", "kadijatou", "hadijatou", "kadiata", "khadijata"],
    &["khadija", "hadiza", "khadidja", "khadeeja", "hadija", "خديجة"],
    &["mariam", "meriem", "miriam", "maryem", "meryem", "مريم"],
    &["mohamed", "muhammad", "mahamat", "mahamad", "mouhamadou", "mahamadou", "mohamet", "mouhamed", "mahamed", "mohamad", "muhammadu", "محمد"],
    &["osman", "othman", "ousmanou", "usmani", "عثمان"],
    &["oumar", "oumarou", "عمر"],
    &["rabiou", "rabi", "rabiu"],
    &["salif", "salifou"],
    &["salihou", "saliou", "salih", "saleh", "صالح"],
    &["souleymane", "slimane", "soulemana", "soulaimana", "sulemanu", "سليمان"],
    &["tidjani", "tidiane", "tijan", "tidiani", "التيجاني", "تيجاني", "تجاني", "التجاني"],
    &["yacouba", "yaqub", "yakubu", "yaakoub", "jacob", "يعقوب"],
    &["yahya", "yaya", "yahaya", "يحيى"],
    &["youssouf", "youssef", "youssoufa", "youssoufou", "yusufu", "يوسف"],
    &["zakaria", "zakari", "zakary", "zakariya", "zakariyaou", "زكريا", "زكرياء"],
    &["zeinab", "zeinabou", "seynabou", "zainaba", "djeinaba", "djeneba", "jainaba", "djenabou", "زينب"],
    &["adam", "adamou", "adamu", "آدم"],
    &["aicha", "aisha", "ayesha", "عائشة"],
    &["ali", "علي"],
    &["aliou", "alieu", "aliyu"],
    &["amadou", "hamadou", "ahmadou", "amadu"],
    &["amin", "amine", "أمين"],
    &["amina", "aminah", "أمينة"],
    &["ayoub", "ayouba", "ayub", "أيوب"],
    &["bashir", "bachir", "bachirou", "bashiru", "bassirou", "بشير"],
    &["halima", "haleema", "حليمة"],
    &["hamid", "hamidou", "hameed", "حميد"],
    &["hamza", "hamzah", "حمزة"],
    &["hassan", "assane", "hasan", "حسن"],
    &["alassane", "lassana", "alhassan", "lassane", "الحسن"],
    &["issa", "isa", "عيسى"],
    &["jamal", "djamal", "gamal", "جمال"],
    &["jamila", "djamila", "gamila", "جميلة"],
    &["kabir", "kabirou", "kabiru", "كبير"],
    &["khalid", "khaled", "خالد"],
    &["lawal", "lawali", "laouali"],
    &["leila", "layla", "laila", "ليلى"],
    &["mahmoud", "mahmud", "محمود"],
    &["mansour", "mansur", "mansor", "منصور"],
    &["moctar", "mokhtar", "mukhtar", "mouctar", "مختار", "المختار"],
    &["moussa", "musa", "موسى"],
    &["moustapha", "mustafa", "mostafa", "moustafa", "مصطفى"],
    &["nafissatou", "nafissata"],
    &["nasser", "nassirou", "nasir", "nasiru", "ناصر"],
    &["nouh", "nouhou", "nuhu", "نوح"],
    &["rokia", "roukaya", "ruqayya", "rukayya", "رقية"],
    &["rokiatou", "rokiata", "roukayatou"],
    &["safia", "safiya", "safiyya", "صفية"],
    &["safiatou", "safiata"],
    &["salim", "salem", "سليم", "سالم"],
    &["said", "saeed", "seydou", "saidou", "saidu", "سعيد"],
    &["salamatou", "salamata"],
    &["sanoussi", "sanusi", "senoussi", "السنوسي", "سنوسي"],
    &["tariq", "tarek", "طارق"],
    &["younous", "younoussa", "yunus", "younes", "يونس"],
];

fn folded(spelling: &str) -> String {
    by_habit(&letters(spelling))
}

/// The folded spellings of the table, each with the key of its line.
static KEYS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let line = |line: &&[&str]| {
        let key = folded(line[0]);
        line.iter().map(|spelling| (folded(spelling), key.clone())).collect::<Vec<_>>()
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
                let other = lines.insert(folded(spelling), number);
                assert!(other.is_none_or(|other| other == number), "{spelling} is in {line:?} and in another line");
            }
        }
    }
}

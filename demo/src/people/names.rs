//! Invented names: built from syllables that sound like a language area, never taken from a list of real people. A name
//! in Arabic script is the same name, letter by letter.

use std::sync::LazyLock;

use crate::{draw::Draw, table::rows};

/// The language area that a name imitates.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Area {
    /// Malinke, Bambara, Soninke.
    Mande,
    /// Fulfulde from Senegal to Chad.
    Fula,
    /// Wolof and Serer.
    Wolof,
    /// Akan and its neighbours, down to Cameroon.
    Akan,
    /// Moore.
    Mossi,
    /// Fon and Ewe.
    Fon,
    /// Yoruba and Edo.
    Yoruba,
    /// Hausa and Zarma.
    Hausa,
    /// The coast from Freetown to Monrovia.
    Krio,
    /// Arabic of the Sahel and the Sudan.
    Arabic,
    /// Amharic and Tigrinya.
    Amharic,
    /// Somali.
    Somali,
}

/// A given and a family name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Name {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
}

impl Name {
    /// A name of this area. Names of women have the endings of that area for women.
    pub fn draw(draw: &mut Draw, area: Area, woman: bool) -> Self {
        let sounds = sounds(area);
        let ending = if woman { &sounds.women } else { &sounds.men };
        let middle = if draw.chance(0.45) { *draw.pick(&sounds.middle) } else { "" };
        let given = format!("{}{middle}{}", draw.pick(&sounds.start), draw.pick(ending));
        Self { given, family: family(draw, area) }
    }

    /// The given name with another family name, for a child or a relative.
    pub fn with_family(self, family: &str) -> Self {
        Self { family: family.to_owned(), ..self }
    }

    /// The initials, as a stub shows them.
    pub fn initials(&self) -> String {
        let first = |name: &str| name.chars().next().into_iter().chain(['.']).collect::<String>();
        first(&self.given) + &first(&self.family)
    }

    /// A different spelling of the same name; `None` if there is no other spelling.
    pub fn respelled(&self) -> Option<Self> {
        let other = Self { given: respell(&self.given), family: respell(&self.family) };
        (other != *self).then_some(other)
    }

    /// The same name in Arabic letters.
    pub fn in_arabic(&self) -> Self {
        Self { given: arabic(&self.given), family: arabic(&self.family) }
    }
}

struct Sounds {
    start: Vec<&'static str>,
    middle: Vec<&'static str>,
    men: Vec<&'static str>,
    women: Vec<&'static str>,
    family: Vec<&'static str>,
    family_end: Vec<&'static str>,
}

fn family(draw: &mut Draw, area: Area) -> String {
    let sounds = sounds(area);
    let middle = if draw.chance(0.5) { *draw.pick(&sounds.middle) } else { "" };
    format!("{}{middle}{}", draw.pick(&sounds.family), draw.pick(&sounds.family_end))
}

/// The syllables of each area, in the order of `Area`.
static SOUNDS: LazyLock<Vec<Sounds>> = LazyLock::new(|| {
    let syllables = |cell: &'static str| cell.split(' ').collect();
    let row = |[_, start, middle, men, women, family, family_end]: [&'static str; 7]| Sounds {
        start: syllables(start),
        middle: syllables(middle),
        men: syllables(men),
        women: syllables(women),
        family: syllables(family),
        family_end: syllables(family_end),
    };
    rows(include_str!("data/names.csv")).map(row).collect()
});

fn sounds(area: Area) -> &'static Sounds {
    &SOUNDS[area as usize]
}

fn respell(name: &str) -> String {
    let habits =
        [("Dj", "J"), ("dj", "j"), ("ou", "u"), ("Ca", "Ka"), ("Kha", "Ka"), ("ss", "s"), ("é", "e"), ("ow", "o")];
    habits.iter().fold(name.to_owned(), |name, (one, other)| name.replace(one, other))
}

fn arabic(name: &str) -> String {
    let letters: Vec<char> = name.to_lowercase().chars().collect();
    let mut written = String::new();
    let mut place = 0;
    while place < letters.len() {
        let (letter, taken) = match (letters[place], letters.get(place + 1)) {
            ('k', Some('h')) | ('x', _) => ("خ", if letters[place] == 'k' { 2 } else { 1 }),
            ('s' | 'c', Some('h')) => ("ش", 2),
            ('t', Some('h')) => ("ث", 2),
            ('o', Some('u')) => ("و", 2),
            ('d', Some('j')) => ("ج", 2),
            ('b' | 'p' | 'v', _) => ("ب", 1),
            ('t', _) => ("ت", 1),
            ('j' | 'g', _) => ("ج", 1),
            ('h', _) => ("ه", 1),
            ('d', _) => ("د", 1),
            ('r', _) => ("ر", 1),
            ('z', _) => ("ز", 1),
            ('s', _) => ("س", 1),
            ('f', _) => ("ف", 1),
            ('k' | 'c' | 'q', _) => ("ك", 1),
            ('l', _) => ("ل", 1),
            ('m', _) => ("م", 1),
            ('n', _) => ("ن", 1),
            ('w' | 'o' | 'u', _) => ("و", 1),
            ('y' | 'i' | 'é' | 'è' | 'ï', _) => ("ي", 1),
            ('a' | 'â', _) => ("ا", 1),
            // A short e is not written, except at the beginning of a name.
            ('e', _) if place == 0 => ("ا", 1),
            _ => ("", 1),
        };
        // A doubled letter is written once.
        if !written.ends_with(letter) || letter.is_empty() {
            written.push_str(letter);
        }
        place += taken;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_arabic_letters_holds_no_latin_one() {
        let mut draw = Draw::new(1, 1);
        for area in [Area::Fula, Area::Hausa, Area::Arabic, Area::Somali, Area::Mande] {
            for _ in 0..50 {
                let name = Name::draw(&mut draw, area, true).in_arabic();
                for part in [&name.given, &name.family] {
                    assert!(!part.is_empty() && part.chars().all(|letter| !letter.is_ascii()), "{part}");
                }
            }
        }
    }

    #[test]
    fn another_clerk_writes_a_name_that_is_found_by_the_first_spelling() {
        use waystation::rules::fold::search_key;
        let name = Name { given: "Djassou".into(), family: "Camara".into() };
        let other = name.respelled().expect("it can be written otherwise");
        assert_eq!(other, Name { given: "Jasu".into(), family: "Kamara".into() });
        assert_eq!(search_key(&name.given), search_key(&other.given));
        assert_eq!(search_key(&name.family), search_key(&other.family));
    }
}

//! The countries that people come from: language area, languages, towns of birth and telephone prefix.

use super::names::Area;

/// A country of origin.
#[derive(Clone, Copy, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: &'static str,
    /// The language areas whose syllables build its names, the most common one first.
    pub areas: &'static [Area],
    /// The first languages spoken there, BCP 47.
    pub languages: &'static [&'static str],
    /// The official language.
    pub official: &'static str,
    /// Towns.
    pub towns: &'static [&'static str],
    /// Telephone prefix.
    pub prefix: u16,
}

/// The country with this code. Guinea, the most common country, if the table has no such code.
pub fn country(code: &str) -> &'static Country {
    COUNTRIES.iter().find(|country| country.code == code).unwrap_or(&COUNTRIES[0])
}

const COUNTRIES: &[Country] = {
    use Area::{Akan, Amharic, Arabic, Fon, Fula, Hausa, Krio, Mande, Mossi, Somali, Wolof, Yoruba};
    &[
        of("GIN", &[Fula, Mande], &["ff", "man", "sus"], "fr", &["Kankan", "Labé", "Mamou"], 224),
        of("CMR", &[Akan, Fula], &["ewo", "ff", "bum"], "fr", &["Douala", "Bafoussam", "Garoua"], 237),
        of("CIV", &[Mande, Akan], &["dyu", "bci", "fr"], "fr", &["Bouaké", "Daloa", "Korhogo"], 225),
        of("BFA", &[Mossi, Fula], &["mos", "ff", "dyu"], "fr", &["Koudougou", "Dori", "Banfora"], 226),
        of("LBR", &[Krio, Mande], &["kpe", "bsq", "en"], "en", &["Gbarnga", "Buchanan", "Voinjama"], 231),
        of("SEN", &[Wolof, Fula], &["wo", "ff", "srr"], "fr", &["Kolda", "Tambacounda", "Thiès"], 221),
        of("MLI", &[Mande, Fula], &["bm", "ff", "snk"], "fr", &["Kayes", "Sikasso", "Mopti"], 223),
        of("BEN", &[Fon, Yoruba], &["fon", "yo", "bba"], "fr", &["Parakou", "Djougou", "Abomey"], 229),
        of("NGA", &[Yoruba, Hausa], &["bin", "yo", "ha"], "en", &["Benin City", "Kano", "Ibadan"], 234),
        of("GMB", &[Wolof, Mande], &["man", "wo", "ff"], "en", &["Brikama", "Basse", "Farafenni"], 220),
        of("SLE", &[Krio, Mande], &["men", "tem", "kri"], "en", &["Bo", "Makeni", "Kenema"], 232),
        of("GHA", &[Akan, Hausa], &["ak", "ee", "ha"], "en", &["Kumasi", "Tamale", "Sunyani"], 233),
        of("TGO", &[Fon, Akan], &["ee", "kbp", "fr"], "fr", &["Sokodé", "Kara", "Atakpamé"], 228),
        of("TCD", &[Arabic, Hausa], &["ar", "knc", "fr"], "fr", &["Moundou", "Abéché", "Sarh"], 235),
        of("GNB", &[Mande, Fula], &["pov", "ff", "man"], "pt", &["Bafatá", "Gabú", "Cacheu"], 245),
        of("SDN", &[Arabic], &["ar", "fur", "mls"], "ar", &["El Fasher", "Nyala", "Kassala"], 249),
        of("NER", &[Hausa, Fula], &["ha", "dje", "ff"], "fr", &["Zinder", "Tahoua", "Maradi"], 227),
        of("ETH", &[Amharic], &["am", "om", "ti"], "am", &["Adama", "Dessie", "Jimma"], 251),
        of("ERI", &[Amharic], &["ti", "tig", "ar"], "ti", &["Keren", "Mendefera", "Barentu"], 291),
        of("SOM", &[Somali], &["so", "ar"], "so", &["Garowe", "Baidoa", "Burao"], 252),
    ]
};

const fn of(
    code: &'static str,
    areas: &'static [Area],
    languages: &'static [&'static str],
    official: &'static str,
    towns: &'static [&'static str],
    prefix: u16,
) -> Country {
    Country { code, areas, languages, official, towns, prefix }
}

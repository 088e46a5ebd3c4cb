//! The consular posts of States of origin: each State has an embassy in Niamey and a consulate farther west, and some
//! have a consulate at Agadez for people of one region. Each post is an organisation of its own, so that no post reads
//! the packets of another.

use entity::codes::PostKind;
use uuid::Uuid;
use waystation::rules::consular::posts::{self, Line, competent};

use super::fixed;

/// A post of the cast.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    /// Its fixed id.
    pub id: Uuid,
    /// The organisation of the post.
    pub organisation_id: Uuid,
    /// The State that it represents.
    pub country: &'static str,
    /// Its kind.
    pub kind: PostKind,
    /// Name.
    pub name: &'static str,
    /// The country where it is.
    pub host_country: &'static str,
    /// Its competence.
    pub competence: &'static [Competence],
}

/// One line of a post's competence.
#[derive(Clone, Copy, Debug)]
pub struct Competence {
    /// The region of origin that it covers; null for all regions.
    pub origin_admin1: Option<&'static str>,
    /// The country of stay that it covers.
    pub stay_country: &'static str,
}

/// Countries around Niamey.
const EAST: &[Competence] =
    &[in_("NER"), in_("BFA"), in_("TCD"), in_("BEN"), in_("TGO"), in_("NGA"), in_("CMR"), in_("SDN")];
/// Countries towards the Atlantic.
const WEST: &[Competence] =
    &[in_("MLI"), in_("SEN"), in_("GIN"), in_("GMB"), in_("MRT"), in_("SLE"), in_("CIV"), in_("MAR")];

/// All posts, for each State the embassy first.
pub const POSTS: &[Post] = &[
    embassy(1, 60, "GIN", "Embassy of Guinea in Niamey"),
    embassy(2, 61, "NGA", "Embassy of Nigeria in Niamey"),
    embassy(3, 62, "MLI", "Embassy of Mali in Niamey"),
    embassy(4, 63, "CIV", "Embassy of Côte d'Ivoire in Niamey"),
    embassy(5, 64, "CMR", "Embassy of Cameroon in Niamey"),
    embassy(6, 65, "SEN", "Embassy of Senegal in Niamey"),
    embassy(7, 66, "BEN", "Embassy of Benin in Niamey"),
    embassy(8, 67, "GMB", "Embassy of the Gambia in Niamey"),
    consulate(9, 70, "GIN", "Consulate of Guinea at Bamako", "MLI", WEST),
    consulate(10, 71, "NGA", "Consulate of Nigeria at Dakar", "SEN", WEST),
    consulate(11, 72, "MLI", "Consulate of Mali at Dakar", "SEN", WEST),
    consulate(12, 73, "CIV", "Consulate of Côte d'Ivoire at Bamako", "MLI", WEST),
    consulate(13, 74, "CMR", "Consulate of Cameroon at Dakar", "SEN", WEST),
    consulate(14, 75, "SEN", "Consulate of Senegal at Bamako", "MLI", WEST),
    consulate(15, 76, "BEN", "Consulate of Benin at Abidjan", "CIV", WEST),
    consulate(16, 77, "GMB", "Consulate of the Gambia at Dakar", "SEN", WEST),
    consulate(17, 78, "GIN", "Consulate of Guinea at Agadez", "NER", &[of("Kankan", "NER")]),
    consulate(18, 79, "NGA", "Consulate of Nigeria at Agadez", "NER", &[of("Kano", "NER")]),
    consulate(19, 80, "MLI", "Consulate of Mali at Agadez", "NER", &[of("Kayes", "NER"), of("Mopti", "NER")]),
];

/// The posts of a State that are competent for a person from this region who stays in this country.
pub fn posts_for<'a>(
    country: &'a str,
    origin_admin1: Option<&'a str>,
    stay_country: &'a str,
) -> impl Iterator<Item = &'static Post> + 'a {
    POSTS.iter().filter(move |post| {
        post.country == country && competent(&post.competence(), origin_admin1, stay_country).is_ok()
    })
}

impl Post {
    /// Its competence, in the terms of the rules.
    pub fn competence(&self) -> posts::Post {
        let line = |line: &Competence| Line {
            origin_admin1: line.origin_admin1.map(str::to_owned),
            stay_country: Some(line.stay_country.to_owned()),
        };
        posts::Post {
            active: true,
            host_country: self.host_country.to_owned(),
            lines: self.competence.iter().map(line).collect(),
        }
    }
}

const fn in_(stay_country: &'static str) -> Competence {
    Competence { origin_admin1: None, stay_country }
}

const fn of(origin_admin1: &'static str, stay_country: &'static str) -> Competence {
    Competence { origin_admin1: Some(origin_admin1), stay_country }
}

const fn embassy(number: u16, organisation: u16, country: &'static str, name: &'static str) -> Post {
    let consulate = consulate(number, organisation, country, name, "NER", EAST);
    Post { kind: PostKind::Embassy, ..consulate }
}

const fn consulate(
    number: u16,
    organisation: u16,
    country: &'static str,
    name: &'static str,
    host_country: &'static str,
    competence: &'static [Competence],
) -> Post {
    Post {
        id: fixed(5, number),
        organisation_id: fixed(1, organisation),
        country,
        kind: PostKind::Consulate,
        name,
        host_country,
        competence,
    }
}

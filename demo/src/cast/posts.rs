//! The consular posts of States of origin: each State has an embassy in Niamey and a consulate farther west, and some
//! have a consulate at Agadez for people of one region. Each post is an organisation of its own, so that no post reads
//! the packets of another.

use std::sync::LazyLock;

use entity::codes::PostKind;
use uuid::Uuid;
use waystation::rules::consular::posts::{self, Line, competent};

use super::fixed;

use crate::table::{code, number, rows};

/// A post of the cast.
#[derive(Clone, Debug)]
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
    pub competence: Vec<Competence>,
}

/// One line of a post's competence.
#[derive(Clone, Copy, Debug)]
pub struct Competence {
    /// The region of origin that it covers; null for all regions.
    pub origin_admin1: Option<&'static str>,
    /// The country of stay that it covers.
    pub stay_country: &'static str,
}

/// All posts, for each State the embassy first.
pub static POSTS: LazyLock<Vec<Post>> = LazyLock::new(|| {
    // A place is a country of stay, alone or with the only region of origin: `NER:Kankan`.
    let place = |place: &'static str| match place.split_once(':') {
        Some((stay_country, origin)) => Competence { origin_admin1: Some(origin), stay_country },
        None => Competence { origin_admin1: None, stay_country: place },
    };
    let row = |[id, organisation, country, kind, name, host_country, competence]: [&'static str; 7]| Post {
        id: fixed(5, number(id)),
        organisation_id: fixed(1, number(organisation)),
        country,
        kind: code(kind),
        name,
        host_country,
        competence: competence.split(' ').map(place).collect(),
    };
    rows(include_str!("data/posts.csv")).map(row).collect()
});

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

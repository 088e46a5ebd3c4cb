//! Which consular post is competent for a person: by region of origin or by country of stay.

use crate::rules::{
    fold::search_key,
    refusal::{Refusal, RefusalCode},
};

/// One line of the competence of a post. All parts that are given must match.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Line {
    /// People from this region of the country of origin.
    pub origin_admin1: Option<String>,
    /// People who stay in this country.
    pub stay_country: Option<String>,
}

/// The facts of a post that decide its competence.
#[derive(Clone, Debug)]
pub struct Post {
    /// Whether it accepts requests.
    pub active: bool,
    /// Country in which the post is.
    pub host_country: String,
    /// Competence of the post. Without a line it is competent for its host country.
    pub lines: Vec<Line>,
}

/// Whether the post is competent for a person from this region who stays in this country.
pub fn competent(post: &Post, origin_admin1: Option<&str>, stay_country: &str) -> Result<(), Refusal> {
    Refusal::of("postId", RefusalCode::NotActive, "this post does not accept requests").unless(post.active)?;
    let matches = |line: &Line| {
        let region = line
            .origin_admin1
            .as_deref()
            .is_none_or(|of| origin_admin1.is_some_and(|origin| search_key(origin) == search_key(of)));
        region && line.stay_country.as_deref().is_none_or(|of| of == stay_country)
    };
    let fits = if post.lines.is_empty() { post.host_country == stay_country } else { post.lines.iter().any(matches) };
    let message = "this post is not competent for the person's region of origin or country of stay";
    Refusal::of("postId", RefusalCode::PostNotCompetent, message).unless(fits)
}

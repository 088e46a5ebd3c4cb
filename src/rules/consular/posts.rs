//! Which post a person goes to: by the region they come from, or by the country they stay in.

use crate::rules::{
    fold::search_key,
    refusal::{Refusal, RefusalCode},
};

/// One line of what a post is competent for; each part that is given narrows it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Line {
    /// People from this region of the country of origin.
    pub origin_admin1: Option<String>,
    /// People who stay in this country.
    pub stay_country: Option<String>,
}

/// A post, as far as competence goes.
#[derive(Clone, Debug)]
pub struct Post {
    /// It takes requests.
    pub active: bool,
    /// The country it is in.
    pub host_country: String,
    /// What it is competent for; without a line, for all of its host country.
    pub lines: Vec<Line>,
}

/// Whether the post is competent for somebody of this region who stays in this country.
pub fn competent(post: &Post, origin_admin1: Option<&str>, stay_country: &str) -> Result<(), Refusal> {
    if !post.active {
        return Err(Refusal::of("post", RefusalCode::NotActive, "this post takes no requests"));
    }
    let matches = |line: &Line| {
        let region = line
            .origin_admin1
            .as_deref()
            .is_none_or(|of| origin_admin1.is_some_and(|origin| search_key(origin) == search_key(of)));
        region && line.stay_country.as_deref().is_none_or(|of| of == stay_country)
    };
    let fits = if post.lines.is_empty() { post.host_country == stay_country } else { post.lines.iter().any(matches) };
    if fits {
        return Ok(());
    }
    let message = "this post is not competent for the person's region of origin or country of stay";
    Err(Refusal::of("post", RefusalCode::PostNotCompetent, message))
}

//! Which post is competent for which person.

use crate::rules::{
    consular::posts::{Line, Post, competent},
    refusal::RefusalCode,
};

fn line(origin: Option<&str>, stay: Option<&str>) -> Line {
    Line { origin_admin1: origin.map(str::to_owned), stay_country: stay.map(str::to_owned) }
}

fn post(lines: Vec<Line>) -> Post {
    Post { active: true, host_country: "NER".to_owned(), lines }
}

#[test]
fn a_post_without_lines_is_competent_for_its_host_country() {
    assert_eq!(competent(&post(vec![]), None, "NER"), Ok(()));
    assert_eq!(competent(&post(vec![]), Some("Labé"), "MLI").unwrap_err().code, RefusalCode::PostNotCompetent);
}

#[test]
fn a_line_narrows_by_each_part_that_is_given() {
    let both = post(vec![line(Some("Labé"), Some("NER"))]);
    for (origin, stay, fits) in [
        (Some("Labé"), "NER", true),
        (Some("LABE"), "NER", true),
        (Some("Labé"), "MLI", false),
        (Some("Kankan"), "NER", false),
        (None, "NER", false),
    ] {
        assert_eq!(competent(&both, origin, stay).is_ok(), fits, "{origin:?} {stay}");
    }
    let either = post(vec![line(Some("Labé"), None), line(None, Some("MLI"))]);
    for (origin, stay, fits) in [(Some("Labé"), "TCD", true), (None, "MLI", true), (None, "NER", false)] {
        assert_eq!(competent(&either, origin, stay).is_ok(), fits, "{origin:?} {stay}");
    }
}

#[test]
fn a_closed_post_takes_nobody() {
    let closed = Post { active: false, ..post(vec![]) };
    assert_eq!(competent(&closed, None, "NER").unwrap_err().code, RefusalCode::NotActive);
}

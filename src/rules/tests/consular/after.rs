//! Effects of a step: whether staff may speak to the consulate, and what the packet shows.

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{ConsularState as S, IdentifierType, LiaisonState as L},
    consular_packet, consular_request,
};
use sea_orm::Iterable;
use serde_json::json;
use uuid::Uuid;

use crate::rules::consular::{
    after::{Contact, allows_contact, any_allows_contact, over, packet_after},
    view::liaison_view,
};

fn now() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().expect("a time")
}

/// A request in this state, behind a hold if one is given.
fn request(state: S, held_state: Option<S>) -> consular_request::Model {
    consular_request::Model::builder()
        .id(Uuid::nil())
        .reference("C-1".to_owned())
        .case_id(Uuid::nil())
        .organisation_id(Uuid::nil())
        .drafted_by(Uuid::nil())
        .consular_post_id(Uuid::nil())
        .country("GIN".to_owned())
        .document_type(IdentifierType::Passport)
        .created_at(now())
        .state(state)
        .maybe_held_state(held_state)
        .packet_reference("K1".to_owned())
        .submitted_at(now())
        .version(7)
        .build()
}

/// A packet with this visible state; `None` if it was not submitted.
fn packet(liaison_state: Option<L>) -> consular_packet::Model {
    consular_packet::Model {
        id: Uuid::nil(),
        reference: "K1".to_owned(),
        consular_request_id: Uuid::nil(),
        organisation_id: Uuid::nil(),
        consular_post_id: Uuid::nil(),
        country: "GIN".to_owned(),
        consent_id: Uuid::nil(),
        version_number: 1,
        payload: Some(json!({ "givenNames": "Mamadou" })),
        payload_hash: "0".repeat(64),
        liaison_state,
        liaison_version: 3,
        question_codes: None,
        interview_mode: None,
        interview_at: None,
        interview_by: None,
        refusal_code: None,
        submitted_at: liaison_state.map(|_| now()),
        readable_until: None,
        revoked_at: None,
        suspended_at: None,
        closing_state: None,
        close_after: None,
        created_at: now(),
    }
}

#[test]
fn a_hold_and_its_end_change_nothing_of_the_packet() {
    for state in S::iter() {
        let Some(shown) = liaison_view(state).filter(|shown| !matches!(shown, L::Closed | L::ClosedByRequester)) else {
            continue;
        };
        let before = consular_packet::Model { payload: None, ..packet(Some(shown)) };
        for request in [request(S::OnHoldProtection, Some(state)), request(state, None)] {
            let later = now() + Duration::hours(1);
            assert_eq!(packet_after(&before, &request, later), before, "{state:?}");
        }
    }
}

#[test]
fn what_the_consulate_ends_is_unreadable_and_shown_at_once() {
    for (state, shown) in [(S::Refused, L::Refused), (S::NationalityNotConfirmed, L::NotConfirmed)] {
        let before = packet(Some(L::InReview));
        let after = packet_after(&before, &request(state, None), now());
        let expected = consular_packet::Model {
            liaison_state: Some(shown),
            payload: None,
            liaison_version: before.liaison_version + 1,
            ..before
        };
        assert_eq!(after, expected);
    }
}

#[test]
fn what_the_house_takes_back_is_unreadable_at_once_and_looks_as_before() {
    for shown in [L::Received, L::InformationRequested, L::Interviewed, L::Issued] {
        let before = packet(Some(shown));
        let after = packet_after(&before, &request(S::Withdrawn, None), now());
        let expected = consular_packet::Model {
            payload: None,
            revoked_at: Some(now()),
            closing_state: Some(L::ClosedByRequester),
            ..before
        };
        assert_eq!(after, expected, "the batch shows it, and the version does not change");
    }
}

#[test]
fn what_was_never_submitted_is_never_shown_as_closed() {
    let before = packet(None);
    let unsubmitted = consular_request::Model { submitted_at: None, ..request(S::Withdrawn, None) };
    let after = packet_after(&before, &unsubmitted, now());
    assert_eq!(after, consular_packet::Model { payload: None, revoked_at: Some(now()), ..before });
}

#[test]
fn the_journey_shows_in_nothing_but_the_batch() {
    let before = consular_packet::Model { payload: None, ..packet(Some(L::Delivered)) };
    for state in [S::Used, S::Expired, S::ReturnedUnused] {
        let after = packet_after(&before, &request(state, None), now());
        assert_eq!(after, consular_packet::Model { closing_state: Some(L::Closed), ..before.clone() }, "{state:?}");
    }
}

#[test]
fn what_the_consulate_ended_stays_as_it_left_it() {
    for shown in [L::Refused, L::NotConfirmed] {
        let before = consular_packet::Model { payload: None, ..packet(Some(shown)) };
        assert_eq!(packet_after(&before, &request(S::Withdrawn, None), now()), before, "{shown:?}");
    }
}

#[test]
fn a_version_counts_what_the_consulate_can_notice_and_nothing_else() {
    let before = packet(Some(L::InReview));
    let counted = |request: &consular_request::Model, before: &consular_packet::Model| {
        packet_after(before, request, now()).liaison_version - before.liaison_version
    };
    let same = request(S::Acknowledged, None);
    assert_eq!(counted(&same, &before), 0, "only the requesting organisation worked on it");
    assert_eq!(counted(&request(S::InterviewProposed, None), &before), 1);
    let asked = consular_request::Model { question_codes: Some(json!(["SCHOOL_ATTENDED"])), ..same.clone() };
    assert_eq!(counted(&asked, &before), 1);
    let moved = consular_request::Model { interview_at: Some(now()), ..same };
    assert_eq!(counted(&moved, &before), 1);
}

#[test]
fn nobody_speaks_to_the_consulate_before_the_gates_after_the_end_or_under_a_hold() {
    for state in S::iter() {
        let expected = match state {
            S::Draft
            | S::ProtectionScreening
            | S::BlockedProtection
            | S::OnHoldProtection
            | S::NationalityNotConfirmed
            | S::Used
            | S::Expired
            | S::ReturnedUnused
            | S::Refused
            | S::Withdrawn => false,
            S::Ready
            | S::Submitted
            | S::Acknowledged
            | S::MoreInfoRequired
            | S::InterviewProposed
            | S::InterviewScheduled
            | S::Interviewed
            | S::InterviewMissed
            | S::NationalityConfirmed
            | S::DocumentInProduction
            | S::Issued
            | S::Delivered => true,
        };
        assert_eq!(allows_contact(state), expected, "{state:?}");
        assert!(!over(state) || !expected, "{state:?}");
        let of = |state, suspended| Contact { state, suspended, consented: true };
        assert_eq!(any_allows_contact(&[of(S::Draft, false), of(state, false)]), expected, "{state:?}");
        assert_eq!(any_allows_contact(&[of(S::Draft, true), of(state, false)]), expected, "{state:?}");
        assert!(!any_allows_contact(&[of(S::OnHoldProtection, false), of(state, false)]), "{state:?} next to a hold");
        assert!(!any_allows_contact(&[of(S::Submitted, true), of(state, false)]), "{state:?} next to a suspension");
        assert!(!any_allows_contact(&[of(state, true)]), "{state:?} suspended");
        let withdrawn = Contact { consented: false, ..of(state, false) };
        assert!(!any_allows_contact(&[withdrawn]), "{state:?} without consent");
    }
    assert!(!any_allows_contact(&[]));
}

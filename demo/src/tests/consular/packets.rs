//! The packets: their content, their consent, and the time in which they are readable.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{
        ConsentStatus, ConsularState, DataClass, ProtectionSign, Purpose, VulnerabilityCategory, WithdrawalReason,
    },
    consular_event,
};
use uuid::Uuid;
use waystation::rules::{
    consent::{Consent, Receiver},
    consular::{
        closing::batch_day,
        gates::{PROTECTION_SERVICE, protects},
        machine::LIVE,
        packet::{Payload, consented, hash},
        posts::competent,
        view::{liaison_view, open_to_liaison},
    },
};

use super::{events, markers, packets, post, without_hold};

use crate::{
    cast::{CENTRES, organisation},
    tests::{now, second_person::authority, usual},
};

#[test]
fn a_blocked_request_has_no_packet_and_a_held_one_shows_what_it_holds() {
    let rows = usual();
    let packets = packets(rows);
    let mut held = 0;
    for row in &rows.consular_requests {
        let packet = packets.get(&row.id);
        assert_eq!(packet.map(|packet| packet.reference.as_str()), row.packet_reference.as_deref());
        if row.state == ConsularState::BlockedProtection {
            assert!(packet.is_none() && row.submitted_at.is_none(), "{}", row.reference);
        }
        let Some(packet) = packet else { continue };
        assert_eq!(packet.submitted_at, row.submitted_at.filter(|_| packet.liaison_state.is_some()));
        let shown = liaison_view(without_hold(row));
        if packet.closing_state.is_some() {
            assert_eq!(packet.closing_state, shown, "{}", row.reference);
        } else if row.submitted_at.is_some() {
            assert_eq!(packet.liaison_state, shown, "{}", row.reference);
        } else {
            assert_eq!(packet.liaison_state, None, "{}", row.reference);
        }
        if let Some(state) = row.held_state {
            held += usize::from(liaison_view(state).is_some());
            assert!(packet.revoked_at.is_none() && packet.payload.is_some(), "{}", row.reference);
        }
        let readable = packet.revoked_at.is_none() && packet.liaison_state.is_none_or(open_to_liaison);
        assert_eq!(packet.payload.is_some(), readable, "{}", row.reference);
    }
    assert!(held >= 3, "{held}");
}

#[test]
fn a_packet_holds_its_fields_and_no_others_and_the_hash_is_that_of_its_newest_version() {
    let rows = usual();
    let mut versions: HashMap<Uuid, Vec<_>> = HashMap::new();
    let references: HashMap<_, _> = rows.consular_packets.iter().map(|row| (row.id, row.reference.as_str())).collect();
    let revoked: HashSet<_> =
        rows.consular_packets.iter().filter(|row| row.revoked_at.is_some()).map(|row| row.id).collect();
    for version in &rows.consular_packet_versions {
        if revoked.contains(&version.consular_packet_id) {
            assert!(version.payload.is_null(), "no version of a withdrawn packet is readable");
            versions.entry(version.consular_packet_id).or_default().push(version);
            continue;
        }
        let reference = references[&version.consular_packet_id];
        assert_eq!(hash(reference, version.version_number, &version.payload), version.payload_hash);
        // An unknown field would be an error.
        let payload: Payload = serde_json::from_value(version.payload.clone()).expect("a payload");
        assert!(payload.focal_point_desk.is_some_and(|desk| desk.starts_with("desk@iom-")));
        versions.entry(version.consular_packet_id).or_default().push(version);
    }
    let mut answered = 0;
    for packet in &rows.consular_packets {
        let versions = &versions[&packet.id];
        let last = versions[versions.len() - 1];
        assert_eq!(packet.version_number, i32::try_from(versions.len()).expect("a few"));
        assert_eq!(packet.payload_hash, last.payload_hash);
        assert_eq!(last.replaced_at.is_none(), packet.payload.is_some(), "kept for a time once nobody is shown it");
        assert!(packet.payload.as_ref().is_none_or(|payload| *payload == last.payload));
        assert!(versions.windows(2).all(|pair| pair[0].replaced_at == Some(pair[1].created_at)));
        answered += usize::from(versions.len() > 1);
    }
    assert!(answered >= 20, "{answered}");
}

#[test]
fn a_packet_and_its_reference_share_nothing_with_the_case() {
    let rows = usual();
    let cases: HashMap<_, _> = rows.cases.iter().map(|case| (case.id, case)).collect();
    let requests: HashMap<_, _> = rows.consular_requests.iter().map(|row| (row.id, row)).collect();
    let mut seen = HashSet::new();
    for packet in &rows.consular_packets {
        let request = requests[&packet.consular_request_id];
        assert!(seen.insert(&packet.reference));
        assert_eq!((packet.id.get_version_num(), packet.reference.len()), (4, 26));
        let digits = |text: &str| text.rsplit('-').next().unwrap_or_default().to_owned();
        for known in [&cases[&request.case_id].reference, &request.reference] {
            assert!(!packet.reference.contains(&digits(known)), "{}", packet.reference);
        }
        let text = serde_json::to_string(&packet.payload).expect("JSON");
        assert!(!text.contains(&request.reference) && !text.contains(&request.case_id.to_string()));
        assert!(CENTRES.iter().all(|centre| !text.contains(centre.name)), "{text}");
    }
}

#[test]
fn every_packet_rests_on_a_consent_that_names_the_post_and_went_to_one_that_is_competent() {
    let rows = usual();
    let consents: HashMap<_, _> = rows.consents.iter().map(|row| (row.id, row)).collect();
    let cases: HashMap<_, _> = rows.cases.iter().map(|case| (case.id, case)).collect();
    let packets = packets(rows);
    let mut languages = HashSet::new();
    for request in &rows.consular_requests {
        let (post, case) = (post(request.consular_post_id), cases[&request.case_id]);
        let origin = request.origin_admin1.as_deref();
        assert_eq!(competent(&post.competence(), origin, &case.country), Ok(()), "{}", request.reference);
        assert_eq!(request.organisation_id, case.organisation_id);
        assert!(request.country == post.country && request.country != case.country, "{}", request.reference);
        let Some(packet) = packets.get(&request.id) else { continue };
        let row = consents[&packet.consent_id];
        assert_eq!((row.purpose, row.case_id), (Purpose::ConsularDocument, case.id));
        assert_eq!(packet.readable_until, row.valid_until);
        assert_eq!((packet.organisation_id, packet.country.as_str()), (post.organisation_id, post.country));
        let house = organisation(post.organisation_id).expect("of the cast");
        let receiver =
            Receiver { organisation_id: house.id, organisation_type: house.organisation_type, service_type: None };
        let lines: Vec<_> = rows.consent_recipients.iter().filter(|line| line.consent_id == row.id).cloned().collect();
        // The consent as it was when the packet was frozen.
        let consent = Consent { status: ConsentStatus::Active, ..Consent::of(row, &lines) };
        let at = packet.created_at;
        let authority = authority(rows, case, (row.purpose, house.id), at);
        let classes = consented(Some(&consent), &receiver, authority, at).expect("the consent names the post");
        let payload = packet.payload.clone().map(|payload| serde_json::from_value::<Payload>(payload).expect("one"));
        if let Some(payload) = payload {
            assert!(payload.last_address.is_none() || classes.holds(DataClass::Contact), "{}", packet.reference);
            assert!(payload.languages.is_empty() || classes.holds(DataClass::Operational), "{}", packet.reference);
            languages.extend(payload.languages);
        }
        if LIVE.contains(&request.state) {
            assert!(Consent::of(row, &lines).active(now()), "{}", request.reference);
        }
    }
    assert!(languages.len() > 3, "{languages:?}");
}

#[test]
fn nobody_who_seeks_protection_is_shown_to_a_consulate() {
    let rows = usual();
    let markers = markers(rows);
    let packets = packets(rows);
    let mut withdrawn = 0;
    for request in &rows.consular_requests {
        let signs = markers.get(&request.case_id).map_or(&[][..], Vec::as_slice);
        if !signs.is_empty() {
            let stopped = request.state == ConsularState::BlockedProtection;
            assert!(stopped || !LIVE.contains(&request.state), "{}", request.reference);
            let open = packets.get(&request.id).is_some_and(|packet| packet.payload.is_some());
            assert!(!open, "{}", request.reference);
        }
        if request.withdrawn_reason == Some(WithdrawalReason::InternationalProtection) {
            withdrawn += usize::from(request.submitted_at.is_some());
            let others = signs.iter().filter(|sign| **sign != ProtectionSign::ProtectionWithdrawal);
            assert!(others.count() > 0, "{}", request.reference);
        }
    }
    assert!(withdrawn >= 2, "{withdrawn}");
}

#[test]
fn after_the_first_sign_of_a_need_for_protection_no_request_goes_on() {
    let rows = usual();
    let mut signs: HashMap<Uuid, DateTime<Utc>> = HashMap::new();
    let statuses = rows.immigration_statuses.iter().filter(|row| protects(row.status));
    let stateless = rows.vulnerabilities.iter().filter(|row| row.category == VulnerabilityCategory::StatelessRisk);
    let referred = rows
        .referrals
        .iter()
        .filter(|row| row.inference_class == DataClass::Asylum || row.service_type == PROTECTION_SERVICE);
    let all = statuses.map(|row| (row.case_id, row.created_at));
    let all = all.chain(stateless.map(|row| (row.case_id, row.created_at)));
    for (case_id, at) in all.chain(referred.map(|row| (row.case_id, row.created_at))) {
        let first = signs.entry(case_id).or_insert(at);
        *first = at.min(*first);
    }
    let events = events(rows);
    let mut seen = 0;
    for request in &rows.consular_requests {
        let Some(first) = signs.get(&request.case_id) else { continue };
        seen += 1;
        // After delivery the request goes on, because the person already holds the document.
        let goes_on =
            |event: &&&consular_event::Model| event.at > *first && event.from_state != Some(ConsularState::Delivered);
        assert_eq!(events[&request.id].iter().find(goes_on), None, "{}", request.reference);
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn what_a_house_ends_is_unreadable_at_once_and_shown_with_the_batch_of_the_next_day() {
    let rows = usual();
    let mut minutes: HashMap<_, HashSet<_>> = HashMap::new();
    let mut waiting = 0;
    let reasons: HashSet<_> = rows.consular_requests.iter().filter_map(|row| row.withdrawn_reason).collect();
    let ended: HashMap<_, _> = rows.consular_requests.iter().map(|row| (row.id, row.closed_at)).collect();
    for packet in &rows.consular_packets {
        assert_eq!(packet.closing_state.is_some(), packet.close_after.is_some());
        let Some(close_after) = packet.close_after else { continue };
        let (from, until) = batch_day(ended[&packet.consular_request_id].expect("a closed request has an end"));
        assert!((from..until).contains(&close_after), "{}", packet.reference);
        assert!(packet.payload.is_none(), "{}", packet.reference);
        minutes.entry(from).or_default().insert(close_after);
        waiting += usize::from(close_after > now() - Duration::days(4));
    }
    assert!(minutes.values().all(|minutes| minutes.len() == 1), "a closure went out alone");
    assert!(waiting > 0 && reasons.len() >= 5, "{waiting} {reasons:?}");
}

//! The caseload compared with the figures of the field, with a tolerance for randomness.

use std::collections::{HashMap, HashSet};

use chrono::{Days, Months};
use entity::codes::{AgeBand, Coarsens, IdentifierType, ReferralState, ServiceGroup, Sex, VulnerabilityCategory};
use uuid::Uuid;

use super::{now, usual};
use crate::{
    cast::{CENTRES, IOM_NIGER, TENERE, persona},
    rows::Rows,
};

#[track_caller]
fn about(what: &str, part: usize, whole: usize, percent: f64, room: f64) {
    let count = |number: usize| f64::from(u32::try_from(number).expect("a small number"));
    let found = count(part) * 100.0 / count(whole);
    assert!((found - percent).abs() <= room, "{what}: {found:.1} of 100, not {percent}");
}

/// Opening day of the case of each person.
fn opened(rows: &Rows) -> HashMap<Uuid, chrono::NaiveDate> {
    rows.cases.iter().map(|case| (case.person_id, case.opened_at.date_naive())).collect()
}

#[test]
fn nationalities_of_the_corridor_are_those_of_the_rescue_of_2018() {
    let rows = usual();
    let corridor = |country: &str| !matches!(country, "NGA" | "ETH" | "DJI" | "SOM" | "SDN");
    let on_corridor: HashSet<_> =
        rows.cases.iter().filter(|case| corridor(&case.country)).map(|case| case.person_id).collect();
    let of = |code: &str| {
        rows.nationalities.iter().filter(|row| on_corridor.contains(&row.person_id) && row.country == code).count()
    };
    for (code, percent, room) in [("GIN", 50.9, 4.0), ("CMR", 12.0, 3.0), ("CIV", 7.4, 2.0), ("MLI", 4.1, 1.8)] {
        about(code, of(code), on_corridor.len(), percent, room);
    }
}

#[test]
fn most_are_young_men_and_nine_of_a_hundred_are_children() {
    let rows = usual();
    let opened = opened(rows);
    let band = |person: &entity::person::Model| person.birth().band(opened[&person.id]);
    let child = |person: &&entity::person::Model| {
        use AgeBand as A;
        matches!(band(person), A::From0To4 | A::From5To11 | A::From12To14 | A::From15To17)
    };
    let all = rows.persons.len();
    about("children", rows.persons.iter().filter(child).count(), all, 9.0, 2.0);
    let young = rows.persons.iter().filter(|person| matches!(band(person), AgeBand::From18To24 | AgeBand::From25To29));
    about("18 to 29", young.count(), all, 66.0, 4.0);
    let men = rows.persons.iter().filter(|person| person.sex == Sex::Male && !child(person));
    about("men", men.count(), all, 87.0, 3.0);
    let alone =
        rows.vulnerabilities.iter().filter(|row| row.category == VulnerabilityCategory::UnaccompaniedChild).count();
    about("children alone", alone, all, 1.7, 1.0);
}

#[test]
fn sixty_of_a_hundred_hold_no_travel_document_and_eight_of_ten_return() {
    use entity::codes::ClosureReason as R;
    let rows = usual();
    let travels = |kind| {
        matches!(
            kind,
            IdentifierType::Passport
                | IdentifierType::EcowasTravelCertificate
                | IdentifierType::LaissezPasserNational
                | IdentifierType::SaufConduit
        )
    };
    // Documents that a consulate issued later are identifiers too.
    let issued: HashSet<_> = rows.travel_documents.iter().map(|row| row.id).collect();
    let with = rows.identifiers.iter().filter(|row| travels(row.identifier_type) && !issued.contains(&row.id)).count();
    about("no travel document", rows.persons.len() - with, rows.persons.len(), 60.0, 4.0);
    let closed = rows.cases.iter().filter(|case| case.closed_at.is_some()).count();
    let returned = rows.cases.iter().filter(|case| case.closure_reason == Some(R::ReturnedAvrr)).count();
    about("returned", returned, closed, 82.0, 5.0);
}

#[test]
fn trafficking_is_rare_and_every_house_has_cases() {
    let rows = usual();
    let survivors = rows
        .vulnerabilities
        .iter()
        .filter(|row| matches!(row.category, VulnerabilityCategory::VotPresumed | VulnerabilityCategory::VotConfirmed));
    about("survivors", survivors.count(), rows.persons.len(), 0.7, 0.5);
    let houses: HashSet<_> = rows.cases.iter().map(|case| case.centre_id).collect();
    assert_eq!(houses.len(), CENTRES.len());
    let first = now() - Months::new(36) - Days::new(1);
    assert!(rows.cases.iter().all(|case| case.opened_at >= first && case.opened_at <= now()));
    let open = rows.cases.iter().filter(|case| case.closed_at.is_none()).count();
    about("open", open, rows.cases.len(), 28.0, 12.0);
}

#[test]
fn referrals_are_answered_as_the_field_answers_them() {
    let rows = usual();
    // Old enough for an answer, and not reserved for a persona.
    let old = now() - Days::new(150);
    let sent: Vec<_> = rows.referrals.iter().filter(|row| row.sent_at.is_some_and(|sent_at| sent_at < old)).collect();
    for (group, percent) in [(ServiceGroup::Health, 53.0), (ServiceGroup::BasicAssistance, 32.0)] {
        let asked: Vec<_> = sent.iter().filter(|row| row.service_type.coarse() == group).collect();
        let accepted = asked.iter().filter(|row| row.decided_at.is_some() && row.decline_reason.is_none()).count();
        about(&format!("{group:?}"), accepted, asked.len(), percent, 11.0);
    }
    about("referrals a case", rows.referrals.len(), rows.cases.len(), 90.0, 15.0);
}

#[test]
fn the_personas_find_work() {
    let rows = usual();
    let worker = |key| persona(key).expect("a persona").worker_id;
    let mine: HashSet<_> = rows
        .cases
        .iter()
        .filter(|case| case.assigned_worker_id == Some(worker("case_worker")))
        .map(|case| case.id)
        .collect();
    assert_eq!(mine.len(), 25);
    assert!(rows.cases.iter().all(|case| case.closed_at.is_none() || !mine.contains(&case.id)));
    let patients = rows.cases.iter().filter(|case| case.medical_worker_id == Some(worker("medical_officer"))).count();
    assert!(patients >= 10, "{patients}");
    let inbox: Vec<_> =
        rows.referrals.iter().filter(|row| row.to_organisation_id == TENERE && row.sent_at.is_some()).collect();
    assert!(inbox.len() >= 60, "{}", inbox.len());
    for state in [ReferralState::Sent, ReferralState::Acknowledged, ReferralState::UnderReview, ReferralState::Accepted]
    {
        assert!(inbox.iter().filter(|row| row.state == state).count() >= 5, "{state:?}");
    }
    let live =
        rows.shares.iter().filter(|share| share.ended_at.is_none() && share.ends_at.is_none_or(|end| end > now()));
    let live: HashSet<_> = live.filter_map(|share| share.referral_id).collect();
    let shared = inbox.iter().filter(|row| mine.contains(&row.case_id) && live.contains(&row.id));
    assert!(shared.clone().count() >= 5);
    assert!(shared.clone().all(|row| row.consent_id.is_some()));
    let overdue = inbox.iter().filter(|row| row.next_due_at.is_some_and(|due| due < now())).count();
    assert!(overdue > 0, "an inbox without anything late shows nothing");
    let draft = |row: &&entity::referral::Model| mine.contains(&row.case_id) && row.state == ReferralState::Draft;
    assert!(rows.referrals.iter().any(|row| draft(&row)));
    let referred: HashSet<_> = rows.referrals.iter().map(|row| row.case_id).collect();
    let named = rows.consent_recipients.iter().filter(|line| line.organisation_id == Some(TENERE));
    let named: HashSet<_> = named.map(|line| line.consent_id).collect();
    let referable = rows.consents.iter().filter(|row| named.contains(&row.id) && !referred.contains(&row.case_id));
    assert!(referable.filter(|row| mine.contains(&row.case_id)).count() >= 3);
    let offered = rows
        .transfers
        .iter()
        .filter(|row| row.to_organisation_id == IOM_NIGER && row.state == entity::codes::TransferState::Offered);
    assert!(offered.count() > 0);
}

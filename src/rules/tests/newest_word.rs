//! A newer statement replaces earlier ones for the recipients that both name.

use chrono::Duration;
use entity::{
    codes::{ConsentStatus, OrganisationType as O, ReferralEndReason as R, ServiceType},
    consent,
};
use proptest::prelude::*;
use uuid::Uuid;

use super::consent::{now, row};
use crate::rules::{
    consent::{Receiver, Recipient},
    consent_time::ConsentState,
    newest_word::{Effect, Lines, Named, Said, effect, ended_because, meet},
};

const CLINIC: Named = organisation(1, O::HealthFacility);
const OTHER_CLINIC: Named = organisation(2, O::HealthFacility);
const NGO: Named = organisation(3, O::NationalNgo);

const fn organisation(id: u128, kind: O) -> Named {
    let line = Recipient { organisation_id: Some(Uuid::from_u128(id)), organisation_type: None, service_type: None };
    Named { line, kind: Some(kind) }
}

fn kind(kind: O) -> Named {
    let line = Recipient { organisation_type: Some(kind), ..Recipient::default() };
    Named { line, kind: Some(kind) }
}

fn service(service: ServiceType) -> Named {
    let line = Recipient { service_type: Some(service), ..Recipient::default() };
    Named { line, kind: None }
}

fn of(organisation: Named, service: ServiceType) -> Named {
    Named { line: Recipient { service_type: Some(service), ..organisation.line }, ..organisation }
}

fn lines(named: &[Named]) -> Lines {
    Lines { named: named.to_vec(), excluded: Vec::new() }
}

#[test]
fn a_newer_word_ends_what_names_the_same_recipients_and_leaves_the_others() {
    use ServiceType::{Food, HealthPrimary};
    let table: &[(&[Named], &[Named], Effect)] = &[
        (&[CLINIC], &[CLINIC], Effect::Whole),
        (&[CLINIC], &[CLINIC, NGO], Effect::Whole),
        (&[CLINIC, NGO], &[CLINIC], Effect::Part),
        (&[CLINIC], &[OTHER_CLINIC], Effect::None),
        (&[CLINIC, NGO], &[], Effect::Whole),
        // A kind includes each organisation of the kind, but not the other way round.
        (&[CLINIC], &[kind(O::HealthFacility)], Effect::Whole),
        (&[kind(O::HealthFacility)], &[CLINIC], Effect::Part),
        (&[kind(O::HealthFacility)], &[kind(O::NationalNgo)], Effect::None),
        (&[NGO], &[kind(O::HealthFacility)], Effect::None),
        // Any organisation can run a service of a type.
        (&[service(Food)], &[NGO], Effect::Part),
        (&[NGO], &[service(Food)], Effect::Part),
        (&[of(NGO, Food)], &[service(Food)], Effect::Whole),
        (&[of(NGO, Food)], &[service(HealthPrimary)], Effect::None),
        (&[of(NGO, Food)], &[NGO], Effect::Whole),
        (&[NGO], &[of(NGO, Food)], Effect::Part),
        (&[of(NGO, Food)], &[of(NGO, HealthPrimary)], Effect::None),
    ];
    for (earlier, newer, expected) in table {
        assert_eq!(effect(&lines(earlier), newer, now()), *expected, "{earlier:?} then {newer:?}");
    }
}

#[test]
fn words_about_one_recipient_after_the_other_end_the_whole() {
    let earlier = Lines { named: vec![CLINIC, NGO], excluded: vec![(CLINIC, now())] };
    assert_eq!(effect(&earlier, &[NGO], now()), Effect::Whole);
    assert_eq!(effect(&earlier, &[CLINIC], now()), Effect::None, "that was decided before");
}

#[test]
fn a_statement_that_begins_later_leaves_its_recipients_to_the_earlier_one_until_then() {
    let begins = now() + Duration::days(30);
    let earlier = Lines { named: vec![CLINIC, NGO], excluded: vec![(CLINIC, begins)] };
    assert_eq!(effect(&earlier, &[CLINIC], now()), Effect::Part, "a refusal today ends what it still shares");
    assert_eq!(effect(&earlier, &[NGO], now()), Effect::Part, "the clinic is left until then");
    assert_eq!(effect(&earlier, &[CLINIC], begins), Effect::None);
    assert_eq!(earlier.left(now()), [CLINIC, NGO]);
    assert_eq!(earlier.left(begins), [NGO]);
}

#[test]
fn a_late_form_is_the_earlier_word_and_a_no_counts_from_its_recording() {
    use ConsentStatus::{Active, Refused, Withdrawn};
    // Hours before now: when the statement became valid, when it was recorded, when it was withdrawn.
    let said = |status, from, recorded, withdrawn: Option<i64>| {
        let at = |hours| now() - Duration::hours(hours);
        let (valid_from, created_at) = (at(from), at(recorded));
        Said::of(&consent::Model { status, valid_from, created_at, withdrawn_at: withdrawn.map(at), ..row() })
    };
    let form = |from, recorded| said(Active, from, recorded, None);
    let table = [
        (form(0, 0), form(2, 2), true, "the newer consent"),
        (form(3, 0), form(2, 2), false, "a late form is the earlier word"),
        (form(-9, 0), form(2, 2), true, "a consent that begins later was said when it was recorded"),
        (said(Refused, 9, 0, None), form(1, 1), true, "a refusal counts from its recording"),
        (form(3, 0), said(Refused, 9, 1, None), false, "a form of the same day, said before the refusal"),
        (form(1, 0), said(Refused, 9, 1, None), false, "of the same moment the refusal decides"),
        (form(0, 0), said(Refused, 0, 0, None), true, "what is recorded after a refusal is said after it"),
        (form(2, 0), said(Withdrawn, 9, 9, Some(1)), false, "a form from before the withdrawal"),
        (form(1, 0), said(Withdrawn, 9, 9, Some(1)), false, "of the same moment the withdrawal decides"),
        (form(0, 0), said(Withdrawn, 9, 9, Some(1)), true, "asked again after the withdrawal"),
    ];
    for (newest, other, decides, why) in table {
        assert_eq!(newest.decides_over(other), decides, "{why}");
    }
}

#[test]
fn the_end_of_a_referral_says_what_became_of_its_consent() {
    let table = [
        (ConsentState::Withdrawn, false, R::ConsentWithdrawn),
        (ConsentState::Expired, false, R::ConsentExpired),
        (ConsentState::Superseded, false, R::ConsentNarrowed),
        (ConsentState::Active, false, R::ConsentNarrowed),
        (ConsentState::Active, true, R::ConsentWithdrawn),
    ];
    for (state, refused, expected) in table {
        assert_eq!(ended_because(state, refused), expected, "{state:?}");
    }
}

fn any_named() -> impl Strategy<Value = Named> {
    let organisation = prop_oneof![Just(None), Just(Some(CLINIC)), Just(Some(OTHER_CLINIC)), Just(Some(NGO))];
    let kinds = prop_oneof![Just(None), Just(Some(O::HealthFacility)), Just(Some(O::NationalNgo))];
    let services = prop_oneof![Just(None), Just(Some(ServiceType::Food)), Just(Some(ServiceType::HealthPrimary))];
    (organisation, kinds, services).prop_filter_map("a line names somebody", |(organisation, kind, service_type)| {
        let line = Recipient {
            organisation_id: organisation.and_then(|it| it.line.organisation_id),
            // The organisation already has its kind; another kind in the same line would name nobody.
            organisation_type: if organisation.is_some() { None } else { kind },
            service_type,
        };
        let kind = organisation.map_or(kind, |it| it.kind);
        (!line.is_empty()).then_some(Named { line, kind })
    })
}

fn any_receiver() -> impl Strategy<Value = Receiver> {
    let organisations = prop::sample::select(vec![CLINIC, OTHER_CLINIC, NGO]);
    let services = prop_oneof![Just(None), Just(Some(ServiceType::Food)), Just(Some(ServiceType::HealthPrimary))];
    (organisations, services).prop_map(|(organisation, service_type)| Receiver {
        organisation_id: organisation.line.organisation_id.expect("each has one"),
        organisation_type: organisation.kind.expect("each has one"),
        service_type,
    })
}

proptest! {
    #[test]
    fn no_receiver_is_left_to_two_words(
        earlier in prop::collection::vec(any_named(), 1..4),
        newer in prop::collection::vec(any_named(), 1..4),
        receiver in any_receiver(),
    ) {
        let names = |lines: &[Named]| lines.iter().any(|line| line.line.names(&receiver));
        let both = names(&earlier) && names(&newer);
        match effect(&lines(&earlier), &newer, now()) {
            Effect::None => prop_assert!(!both, "both decide"),
            Effect::Part => {
                let excluded: Vec<_> =
                    newer.iter().filter(|line| earlier.iter().any(|other| meet(other, line))).copied().collect();
                prop_assert!(!both || names(&excluded), "the earlier one still decides");
            }
            Effect::Whole => prop_assert!(!names(&earlier) || names(&newer), "somebody else lost a consent"),
        }
    }
}

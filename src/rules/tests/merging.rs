//! Merging two registrations, and undoing it.

use std::slice::from_ref;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{codes::ContactType, contact};
use uuid::Uuid;

use crate::rules::{
    merging::{Circumstances, Registration, both_named, contacts_agree, may_merge, may_undo, undo_until},
    refusal::RefusalCode as C,
};

fn registration() -> Registration<'static> {
    Registration { person_id: Uuid::now_v7(), deceased: false, gender_identity: None }
}

#[test]
fn two_registrations_are_merged_if_nothing_contradicts() {
    let (one, other) = (registration(), registration());
    let plain = Circumstances { elsewhere: false, relatives: false, unlike: false };
    let dead = Registration { deceased: true, ..other };
    let said = Registration { gender_identity: Some("woman"), ..other };
    for (stays, merged, but, expected) in [
        (one, other, plain, None),
        (one, one, plain, Some(C::ValueNotAllowed)),
        (one, other, Circumstances { elsewhere: true, ..plain }, Some(C::InvalidTransition)),
        (one, other, Circumstances { relatives: true, ..plain }, Some(C::InvalidTransition)),
        (one, dead, plain, Some(C::InvalidTransition)),
        (dead, one, plain, Some(C::InvalidTransition)),
        (Registration { deceased: true, ..one }, dead, plain, None),
        (one, other, Circumstances { unlike: true, ..plain }, Some(C::InvalidTransition)),
        (one, said, plain, Some(C::InvalidTransition)),
        (said, one, plain, None),
        (Registration { gender_identity: Some("woman"), ..one }, said, plain, None),
    ] {
        let refused = may_merge(stays, merged, but).err().map(|refusal| refusal.code);
        assert_eq!(refused, expected, "{stays:?} {merged:?} {but:?}");
    }
}

#[test]
fn a_contact_is_allowed_by_both_or_by_none() {
    let contact = |value: &str, may_contact| contact::Model {
        id: Uuid::now_v7(),
        person_id: Uuid::nil(),
        contact_type: ContactType::Phone,
        value: value.to_owned(),
        name: None,
        relation: None,
        may_contact,
        search_key: None,
        correction_id: None,
    };
    let keyed =
        |key: &str, may_contact| contact::Model { search_key: Some(key.to_owned()), ..contact(key, may_contact) };
    let (local, abroad) = (keyed("00000909", true), keyed("00000909722", false));
    assert!(contacts_agree(from_ref(&local), from_ref(&abroad)).is_err(), "the same number with its country code");
    let (allowed, refused, another) = (contact("1", true), contact("1", false), contact("2", false));
    for (stays, merged, agree) in [
        (&allowed, &allowed, true),
        (&allowed, &another, true),
        (&allowed, &refused, false),
        (&refused, &allowed, false),
    ] {
        assert_eq!(contacts_agree(from_ref(stays), from_ref(merged)).is_ok(), agree);
    }
}

#[test]
fn a_merge_is_undone_once_in_thirty_days_and_while_nothing_was_handed_over() {
    let at: DateTime<Utc> = DateTime::from_timestamp(1_700_000_000, 0).expect("a moment");
    let (until, after) = (undo_until(at), |days| at + TimeDelta::days(days));
    let (still, elsewhere, died) = ((false, false), (true, false), (false, true));
    for (undone, now, since, expected) in [
        (false, at, still, None),
        (false, after(30), still, None),
        (false, after(31), still, Some(C::DateOutOfRange)),
        (true, at, still, Some(C::InvalidTransition)),
        (false, at, elsewhere, Some(C::InvalidTransition)),
        (false, at, died, Some(C::InvalidTransition)),
    ] {
        let refused = may_undo(undone, until, now, since).err().map(|refusal| refusal.code);
        assert_eq!(refused, expected, "{undone} {now} {since:?}");
    }
    assert!(both_named(true).is_ok() && both_named(false).is_err());
}

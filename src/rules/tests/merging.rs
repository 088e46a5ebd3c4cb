//! Merging two registrations, and undoing it.

use std::slice::from_ref;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    codes::{AccessMode, ContactType},
    contact,
};
use uuid::Uuid;

use crate::rules::{
    merging::{Circumstances, Registration, both_named, contacts_agree, may_merge, may_undo, undo_until},
    refusal::RefusalCode as C,
};

fn registration() -> Registration {
    Registration { person_id: Uuid::now_v7(), deceased: false, access_mode: AccessMode::Standard }
}

#[test]
fn two_registrations_are_merged_if_nothing_contradicts() {
    let (one, other) = (registration(), registration());
    let plain = Circumstances { elsewhere: false, relatives: false };
    let dead = Registration { deceased: true, ..other };
    let sealed = Registration { access_mode: AccessMode::Sealed, ..other };
    for (stays, merged, but, expected) in [
        (one, other, plain, None),
        (one, one, plain, Some(C::ValueNotAllowed)),
        (one, other, Circumstances { elsewhere: true, ..plain }, Some(C::InvalidTransition)),
        (one, other, Circumstances { relatives: true, ..plain }, Some(C::InvalidTransition)),
        (one, dead, plain, Some(C::InvalidTransition)),
        (dead, one, plain, Some(C::InvalidTransition)),
        (Registration { deceased: true, ..one }, dead, plain, None),
        (one, sealed, plain, Some(C::InvalidTransition)),
        (sealed, one, plain, Some(C::InvalidTransition)),
        (Registration { access_mode: AccessMode::Sealed, ..one }, sealed, plain, None),
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
    for (undone, now, elsewhere, expected) in [
        (false, at, false, None),
        (false, after(30), false, None),
        (false, after(31), false, Some(C::DateOutOfRange)),
        (true, at, false, Some(C::InvalidTransition)),
        (false, at, true, Some(C::InvalidTransition)),
    ] {
        let refused = may_undo(undone, until, now, elsewhere).err().map(|refusal| refusal.code);
        assert_eq!(refused, expected, "{undone} {now} {elsewhere}");
    }
    assert!(both_named(true).is_ok() && both_named(false).is_err());
}

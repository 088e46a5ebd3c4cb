//! Taking a consent down and taking it back.

use chrono::Duration;
use entity::codes::{ConsentGiver, ConsentStatus, DataClass as C};
use sea_orm::Iterable;

use super::consent::{consent, now};
use crate::{
    access::class::ClassSet,
    rules::{
        consent::{Consent, Recipient, speaks_for_child},
        recording::{may_record, may_withdraw},
        refusal::RefusalCode,
    },
};

#[test]
fn a_good_consent_can_be_recorded() {
    assert_eq!(may_record(&consent(), false, now()), Ok(()));
    let until_further_notice = Consent { valid_until: None, ..consent() };
    assert_eq!(may_record(&until_further_notice, false, now()), Ok(()));
}

#[test]
fn each_fault_of_a_consent_is_refused_at_its_field() {
    let good = consent;
    let days = Duration::days;
    let nobody = vec![Recipient::default()];
    let table = [
        (Consent { not_tied_to_assistance: false, ..good() }, "notTiedToAssistance", RefusalCode::ConsentNotValid),
        (Consent { read_back_confirmed: false, ..good() }, "readBackConfirmed", RefusalCode::ConsentNotValid),
        (Consent { recipients: vec![], ..good() }, "recipients", RefusalCode::ValueRequired),
        (Consent { recipients: nobody, ..good() }, "recipients", RefusalCode::ValueRequired),
        (Consent { classes: ClassSet::NONE, ..good() }, "classes", RefusalCode::ValueRequired),
        (Consent { classes: ClassSet::of(&[C::Staff]), ..good() }, "classes", RefusalCode::ClassNotShareable),
        (Consent { classes: ClassSet::of(&[C::System]), ..good() }, "classes", RefusalCode::ClassNotShareable),
        (Consent { valid_from: now() - days(400), ..good() }, "validFrom", RefusalCode::DateOutOfRange),
        (
            Consent { valid_from: now() + days(400), valid_until: None, ..good() },
            "validFrom",
            RefusalCode::DateOutOfRange,
        ),
        (Consent { valid_until: Some(now() - days(2)), ..good() }, "validUntil", RefusalCode::DateOutOfRange),
        (Consent { valid_until: Some(now()), ..good() }, "validUntil", RefusalCode::DateOutOfRange),
        (Consent { valid_until: Some(now() + days(4_000)), ..good() }, "validUntil", RefusalCode::DateOutOfRange),
    ];
    for (consent, field, code) in table {
        let refusals = may_record(&consent, false, now()).unwrap_err();
        let found: Vec<_> = refusals.iter().map(|refusal| (refusal.field, refusal.code)).collect();
        assert_eq!(found, [(Some(field), code)], "{consent:?}");
    }
}

#[test]
fn several_faults_are_refused_together() {
    let faulty = Consent { not_tied_to_assistance: false, read_back_confirmed: false, recipients: vec![], ..consent() };
    assert_eq!(may_record(&faulty, true, now()).unwrap_err().len(), 4);
}

#[test]
fn a_guardian_speaks_for_a_child_and_a_caregiver_does_not() {
    for given_by in ConsentGiver::iter() {
        let speaks =
            matches!(given_by, ConsentGiver::Guardian | ConsentGiver::Court | ConsentGiver::BestInterestDecision);
        assert_eq!(speaks_for_child(given_by), speaks, "{given_by:?}");
        let consent = Consent { given_by, ..consent() };
        assert_eq!(may_record(&consent, true, now()).is_ok(), speaks, "{given_by:?}");
        assert_eq!(may_record(&consent, false, now()), Ok(()), "{given_by:?}");
    }
}

#[test]
fn what_holds_or_might_can_be_withdrawn_once() {
    for status in ConsentStatus::iter() {
        let expected = match status {
            ConsentStatus::Draft | ConsentStatus::Active => None,
            _ => Some(RefusalCode::InvalidTransition),
        };
        assert_eq!(may_withdraw(status).err().map(|refusal| refusal.code), expected, "{status:?}");
    }
}

//! Recording and withdrawing a consent.

use entity::codes::DataClass as C;
use sea_orm::Iterable;

use super::consent::consent;
use crate::{
    access::class::ClassSet,
    rules::{
        capacity::Speaker,
        consent::{Consent, Recipient},
        consent_time::ConsentState,
        recording::{may_record, may_refuse, may_withdraw},
        refusal::RefusalCode,
    },
};

#[test]
fn a_good_consent_can_be_recorded() {
    assert_eq!(may_record(&consent(), Speaker::Adult), Ok(()));
}

#[test]
fn each_fault_of_a_consent_is_refused_at_its_field() {
    let good = consent;
    let nobody = vec![Recipient::default()];
    let table = [
        (Consent { not_tied_to_assistance: false, ..good() }, "notTiedToAssistance", RefusalCode::ConsentNotValid),
        (Consent { read_back_confirmed: false, ..good() }, "readBackConfirmed", RefusalCode::ConsentNotValid),
        (Consent { recipients: vec![], ..good() }, "recipients", RefusalCode::ValueRequired),
        (Consent { recipients: nobody, ..good() }, "recipients", RefusalCode::ValueRequired),
        (Consent { classes: ClassSet::NONE, ..good() }, "classes", RefusalCode::ValueRequired),
        (Consent { classes: ClassSet::of(&[C::Staff]), ..good() }, "classes", RefusalCode::ClassNotShareable),
        (Consent { classes: ClassSet::of(&[C::System]), ..good() }, "classes", RefusalCode::ClassNotShareable),
    ];
    for (consent, field, code) in table {
        let refusals = may_record(&consent, Speaker::Adult).unwrap_err();
        let found: Vec<_> = refusals.iter().map(|refusal| (refusal.field, refusal.code)).collect();
        assert_eq!(found, [(Some(field), code)], "{consent:?}");
    }
}

#[test]
fn several_faults_are_refused_together() {
    let faulty = Consent { not_tied_to_assistance: false, read_back_confirmed: false, recipients: vec![], ..consent() };
    assert_eq!(may_record(&faulty, Speaker::ForChild).unwrap_err().len(), 4);
}

#[test]
fn a_no_may_name_nobody_and_then_means_everybody() {
    assert_eq!(may_refuse(&[]), Ok(()));
    assert_eq!(may_refuse(&consent().recipients), Ok(()));
    let empty = may_refuse(&[Recipient::default()]).unwrap_err();
    assert_eq!((empty.field, empty.code), (Some("recipients"), RefusalCode::ValueRequired));
}

#[test]
fn what_holds_or_might_can_be_withdrawn_once() {
    for state in ConsentState::iter() {
        let expected = match state {
            ConsentState::Draft | ConsentState::NotYetValid | ConsentState::Active => None,
            _ => Some(RefusalCode::InvalidTransition),
        };
        assert_eq!(may_withdraw(state).err().map(|refusal| refusal.code), expected, "{state:?}");
    }
}

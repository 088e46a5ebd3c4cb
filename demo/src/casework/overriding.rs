//! Sharing without consent: the case worker requests it, the protection officer approves it before the referral is
//! sent, and it ends with its referral.

use chrono::{DateTime, Duration, Utc};
use entity::{codes::DataClass, legal_override, referral};
use waystation::rules::{inference::graver, legal_override::LONGEST_DAYS, referral::Step};

use super::{case_file::CaseFile, texts};

use crate::draw::Draw;

/// The request for a legal override, if the referral has a legal basis instead of a consent.
pub fn requested(draw: &mut Draw, file: &CaseFile, row: &referral::Model) -> Option<legal_override::Model> {
    let legal_basis = row.legal_basis?;
    let at = row.created_at;
    Some(
        legal_override::Model::builder()
            .id(draw.id(at))
            .case_id(row.case_id)
            .organisation_id(file.case.organisation_id)
            .country(file.case.country.clone())
            .referral_id(row.id)
            .legal_basis(legal_basis)
            .reason(texts::WITHOUT_CONSENT.to_owned())
            .classes(row.classes)
            .inference_class(graver(row.inference_class, DataClass::Legal))
            .emergency_care(row.emergency_care)
            .requested_by(file.posting.assigned.id)
            .valid_until(at + Duration::days(LONGEST_DAYS))
            .created_at(at)
            .build(),
    )
}

/// Records the approval of the protection officer, between the draft and the sending.
pub fn approve(row: &mut legal_override::Model, file: &CaseFile, sent_at: DateTime<Utc>) {
    row.approved_by = Some(file.posting.protection.id);
    row.approved_at = Some(row.created_at + (sent_at - row.created_at) / 2);
    row.version = 2;
}

/// Ends the override after a step that ends the referral. After completed help it runs on, because the receiver may
/// still read.
pub fn after(row: &mut legal_override::Model, step: Step, at: DateTime<Utc>) {
    let ends = matches!(step, Step::Cancel | Step::Revoke | Step::MarkEnteredInError | Step::Decline | Step::Redirect);
    if ends && row.valid_until > at && row.ended_at.is_none() {
        row.ended_at = Some(at);
        row.version += 1;
    }
}

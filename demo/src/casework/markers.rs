//! The protection markers of a person: one for each sign in the case, noted when the sign appeared.

use chrono::{DateTime, Utc};
use entity::{
    case,
    codes::{ClosureReason, DataClass, GateOutcome, ProtectionSign, ReferralState, WithdrawalReason},
    protection_marker,
};
use uuid::Uuid;
use waystation::rules::{
    consular::gates::{PROTECTION_SERVICE, STATELESS, protects},
    inference::receiver_reveals,
};

use crate::{cast::organisation, draw::Draw, rows::Rows};

/// Adds the markers of a case whose other rows are the last ones of their tables.
pub fn add(rows: &mut Rows, draw: &mut Draw, case: &case::Model) {
    let markers: Vec<_> = signs(rows, case)
        .into_iter()
        .map(|(sign, subject_id, noted_at)| {
            protection_marker::Model::builder()
                .id(draw.id(noted_at))
                .person_id(case.person_id)
                .case_id(case.id)
                .sign(sign)
                .subject_id(subject_id)
                .noted_at(noted_at)
                .build()
        })
        .collect();
    rows.protection_markers.extend(markers);
}

fn signs(rows: &Rows, case: &case::Model) -> Vec<(ProtectionSign, Uuid, DateTime<Utc>)> {
    use ProtectionSign as S;
    let statuses = rows.immigration_statuses.iter().rev().take_while(|row| row.case_id == case.id);
    let risks = rows.vulnerabilities.iter().rev().take_while(|row| row.case_id == case.id);
    let referrals = rows.referrals.iter().rev().take_while(|row| row.case_id == case.id);
    let transfers = rows.transfers.iter().rev().take_while(|row| row.case_id == case.id);
    let requests = rows.consular_requests.iter().rev().take_while(|row| row.case_id == case.id);
    let asylum_body =
        |id: Uuid| organisation(id).is_some_and(|it| receiver_reveals(it.organisation_type) == DataClass::Asylum);
    let mut signs = Vec::new();
    signs.extend(statuses.filter(|row| protects(row.status)).map(|row| (S::AsylumStatus, row.id, row.created_at)));
    signs.extend(
        risks.filter(|row| row.category == STATELESS).map(|row| (S::StatelessnessRisk, row.id, row.created_at)),
    );
    signs.extend(
        referrals
            .filter(|row| row.state != ReferralState::EnteredInError)
            .filter(|row| row.service_type == PROTECTION_SERVICE || row.inference_class == DataClass::Asylum)
            .map(|row| (S::AsylumReferral, row.id, row.created_at)),
    );
    signs.extend(
        transfers
            .filter(|row| row.to_organisation_id != row.from_organisation_id && asylum_body(row.to_organisation_id))
            .map(|row| (S::AsylumTransfer, row.id, row.created_at)),
    );
    for request in requests {
        if request.withdrawn_reason == Some(WithdrawalReason::InternationalProtection) {
            signs.push((S::ProtectionWithdrawal, request.id, request.updated_at));
        }
        let gates = rows.protection_gates.iter().rev().take_while(|row| row.consular_request_id == request.id);
        let failed = gates.filter(|row| row.outcome == GateOutcome::Fail);
        signs.extend(failed.map(|row| (S::FailedGate, row.id, row.at)));
    }
    if let Some(at) = case.closed_at.filter(|_| case.closure_reason == Some(ClosureReason::ReferredAsylum)) {
        signs.push((S::AsylumClosure, case.id, at));
    }
    signs
}

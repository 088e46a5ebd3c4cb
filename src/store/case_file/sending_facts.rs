//! The facts that the rules need before a referral is sent, read in one change.

use entity::{
    case, centre,
    codes::{CaseStatusGroup, Coarsens},
    legal_override, organisation, referral, service,
};
use sea_orm::prelude::DateTimeUtc;

use super::consent::find;
use crate::{
    access::class::ClassSet,
    error::Error,
    rules::{
        authority::Authority,
        calendar::Calendar,
        clocks::{Due, due_times},
        consent::{Consent, Receiver},
        emergency::without_medical_content,
        sending::{Override, Sending, Sharing},
    },
    store::write::change::Change,
};

/// The rows that decide whether a referral can be sent.
#[derive(Debug)]
pub(crate) struct SendingContext {
    case: case::Model,
    service: service::Model,
    calendar: Calendar,
    receiver: organisation::Model,
    consent: Option<Consent>,
    authority: Authority,
    legal_override: Option<legal_override::Model>,
    duplicate: bool,
}

impl SendingContext {
    /// Reads them.
    pub(crate) async fn of(change: &Change, row: &referral::Model) -> Result<Self, Error> {
        let transaction = change.transaction();
        let case = change.row::<case::Entity>(row.case_id).await?;
        let consent = match row.consent_id {
            Some(id) => find(transaction, id).await?.map(|(_, terms)| terms),
            None => None,
        };
        let service = change.row::<service::Entity>(row.service_id).await?;
        let centre = match service.centre_id {
            Some(id) => Some(change.row::<centre::Entity>(id).await?),
            None => None,
        };
        Ok(Self {
            calendar: Calendar::of(centre.as_ref()),
            authority: change.authority(&case, row.purpose, row.to_organisation_id).await?,
            legal_override: change.override_in_force(row).await?,
            duplicate: change.knows_duplicate(row).await?,
            receiver: change.row::<organisation::Entity>(row.to_organisation_id).await?,
            service,
            case,
            consent,
        })
    }

    /// The due times of the referral, in the calendar of the centre that provides the service.
    pub(crate) fn due(&self, row: &referral::Model, sent_at: DateTimeUtc) -> Due {
        due_times(row.urgency, sent_at, &self.calendar)
    }

    /// When the consent of the referral ends for this receiver; null without a consent or an end.
    pub(crate) fn grounded_until(&self, row: &referral::Model) -> Option<DateTimeUtc> {
        if row.legal_basis.is_some() {
            return self.legal_override.as_ref().map(|approved| approved.valid_until);
        }
        self.consent.as_ref().and_then(|consent| consent.until(&receiver(&self.receiver, row)))
    }

    /// The input of the rules.
    pub(crate) fn sending<'a>(&'a self, change: &Change, row: &'a referral::Model) -> Sending<'a> {
        let sharing = Sharing {
            at: change.now(),
            from_organisation: row.from_organisation_id,
            case_open: is_open(&self.case),
            receiver: receiver(&self.receiver, row),
            receiver_suspended: is_suspended(&self.receiver, change.now()),
            purpose: row.purpose,
            classes: without_medical_content(ClassSet::from_bits(row.classes), row.consent_id, row.medical_consent_id),
            consent: self.consent.as_ref(),
            legal_override: row
                .legal_basis
                .map(|legal_basis| Override { legal_basis, in_force: self.legal_override.is_some() }),
            authority: self.authority,
        };
        Sending {
            sharing,
            service_status: self.service.status,
            emergency_care: row.emergency_care,
            contact_restrictions: row.contact_restrictions.as_deref(),
            duplicate: self.duplicate,
        }
    }
}

/// Whether the case can be referred.
pub(super) fn is_open(case: &case::Model) -> bool {
    case.status.coarse() == CaseStatusGroup::Open
}

/// Whether the organisation is suspended at this moment.
pub(super) fn is_suspended(organisation: &organisation::Model, at: DateTimeUtc) -> bool {
    organisation.suspended_at.is_some_and(|since| since <= at)
}

/// The receiver in the terms of a consent.
pub(crate) fn receiver(organisation: &organisation::Model, row: &referral::Model) -> Receiver {
    Receiver {
        organisation_id: organisation.id,
        organisation_type: organisation.organisation_type,
        service_type: Some(row.service_type),
    }
}

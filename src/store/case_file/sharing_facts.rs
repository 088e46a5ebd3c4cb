//! The facts that decide what a share would open, read without a change: of the case, of its consents, and of the person.

use entity::{
    case,
    codes::{ConsentStatus, Purpose},
    consent, consent_recipient, organisation,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, prelude::DateTimeUtc, sea_query::IntoIden};
use uuid::Uuid;

use super::{
    person_facts::{PersonFacts, ReadRows},
    sending_facts::{is_open, is_suspended},
};
use crate::{
    access::class::ClassSet,
    error::Error,
    rules::{
        consent::{Consent, Receiver},
        sending::Sharing,
    },
    store::{Store, access::consent::visible},
};

/// The statements that [`Store::sharing_facts`] takes.
pub(crate) const STATEMENTS: usize = 7;

/// The facts of one case that decide what a share of it would open.
#[derive(Debug)]
pub(crate) struct SharingFacts {
    case: case::Model,
    person: PersonFacts,
    /// The active consents of the case and the named one, as far as the viewer may know of them.
    pub consents: Vec<(Uuid, Consent)>,
}

impl Store {
    /// Reads them. `named` is a consent that the viewer names.
    pub(crate) async fn sharing_facts(&self, case_id: Uuid, named: Option<Uuid>) -> Result<SharingFacts, Error> {
        let case = self.rows_of(case::Entity::find_by_id(case_id)).await?.pop().ok_or(Error::NotFound)?;
        let consents = self.known_consents(case_id, named).await?;
        Ok(SharingFacts { person: PersonFacts::of(self, &case, self.scope.now).await?, case, consents })
    }

    async fn known_consents(&self, case_id: Uuid, named: Option<Uuid>) -> Result<Vec<(Uuid, Consent)>, Error> {
        use consent::Column as C;
        let asked = Condition::any().add(C::Status.eq(ConsentStatus::Active)).add_option(named.map(|id| C::Id.eq(id)));
        let known = consent::Entity::find()
            .filter(C::CaseId.eq(case_id))
            .filter(asked)
            .filter(visible(&self.scope, &consent::Entity.into_iden()));
        let rows = self.rows_of(known).await?;
        let of_these = consent_recipient::Column::ConsentId.is_in(rows.iter().map(|row| row.id));
        let recipients = self.rows_of(consent_recipient::Entity::find().filter(of_these)).await?;
        Ok(rows.iter().map(|row| (row.id, Consent::of(row, &recipients))).collect())
    }
}

impl SharingFacts {
    /// A share of the case with this organisation, for this purpose and on this consent.
    pub(crate) fn sharing<'a>(
        &'a self,
        (organisation, receiver): (&organisation::Model, Receiver),
        purpose: Purpose,
        consent: Option<&'a Consent>,
        at: DateTimeUtc,
    ) -> Sharing<'a> {
        Sharing {
            at,
            from_organisation: self.case.organisation_id,
            case_open: is_open(&self.case),
            receiver,
            receiver_suspended: is_suspended(organisation, at),
            purpose,
            classes: ClassSet::NONE,
            consent,
            legal_override: None,
            authority: self.person.authority(purpose, receiver.organisation_id),
        }
    }
}

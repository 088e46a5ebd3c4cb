//! The statements of a person for one purpose (consents and refusals), each with its recipients, and the rows that
//! depend on a consent. They are read inside the change, under the lock of the case.

use std::collections::HashMap;

use entity::{
    case,
    codes::{ConsentStatus, OrganisationType, Purpose, ReferralState},
    consent, consent_recipient, consular_request, organisation, referral, share, transfer,
};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    prelude::{DateTimeUtc, Uuid},
};

use super::consent::live;
use crate::{
    access::class::ClassSet,
    error::Error,
    rules::{
        consent::{Consent, Receiver, Recipient},
        inference,
        newest_word::{Lines, Named},
        referral::LIVE,
    },
    store::write::change::Change,
};

/// A consent or a refusal, with its recipients.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The row.
    pub row: consent::Model,
    /// Its terms for the rules.
    pub terms: Consent,
    /// The recipients that it names, and those that a newer statement has excluded.
    pub lines: Lines,
}

impl Word {
    /// The classes that the statement reveals.
    pub(crate) fn reveals(&self) -> ClassSet {
        let lines = self.lines.named.iter().chain(self.lines.excluded.iter().map(|(line, _)| line));
        let named = |it: &Named| inference::Named { organisation_type: it.kind, service_type: it.line.service_type };
        let named: Vec<_> = lines.map(named).collect();
        inference::consent_reveals(self.row.purpose, ClassSet::from_bits(self.row.classes), &named)
    }
}

impl Change {
    /// The consents and refusals of the person for the purpose that may still count, locked.
    pub(crate) async fn words(&self, case_id: Uuid, purpose: Purpose) -> Result<Vec<Word>, Error> {
        self.words_of(case_id, purpose, &[ConsentStatus::Active, ConsentStatus::Refused]).await
    }

    /// The same with the withdrawn consents: a withdrawal is a statement too, and decides over a form that is entered late.
    pub(crate) async fn statements(&self, case_id: Uuid, purpose: Purpose) -> Result<Vec<Word>, Error> {
        let counts = [ConsentStatus::Active, ConsentStatus::Refused, ConsentStatus::Withdrawn];
        self.words_of(case_id, purpose, &counts).await
    }

    async fn words_of(&self, case_id: Uuid, purpose: Purpose, status: &[ConsentStatus]) -> Result<Vec<Word>, Error> {
        let said = Condition::all()
            .add(consent::Column::CaseId.eq(case_id))
            .add(consent::Column::Purpose.eq(purpose))
            .add(consent::Column::Status.is_in(status.iter().copied()));
        self.words_among(said).await
    }

    /// The consent or refusal with this id, locked.
    /// Errors: `NOT_FOUND` if there is none.
    pub(crate) async fn word(&self, id: Uuid) -> Result<Word, Error> {
        let words = self.words_among(Condition::all().add(consent::Column::Id.eq(id))).await?;
        words.into_iter().next().ok_or(Error::NotFound)
    }

    async fn words_among(&self, which: Condition) -> Result<Vec<Word>, Error> {
        let rows = consent::Entity::find()
            .filter(which)
            .order_by_asc(consent::Column::Id)
            .lock_exclusive()
            .all(self.transaction())
            .await?;
        let lines = consent_recipient::Entity::find()
            .filter(consent_recipient::Column::ConsentId.is_in(rows.iter().map(|row| row.id)))
            .order_by_asc(consent_recipient::Column::Id)
            .all(self.transaction())
            .await?;
        let kinds = self.kinds(lines.iter().filter_map(|line| line.organisation_id)).await?;
        let named = |line: &consent_recipient::Model| {
            let kind = line.organisation_id.and_then(|id| kinds.get(&id).copied()).or(line.organisation_type);
            Named { line: Recipient::of(line), kind }
        };
        let word = |row: consent::Model| {
            let own = || lines.iter().filter(|line| line.consent_id == row.id);
            let excluded = own().filter_map(|line| Some((named(line), line.excluded_from?))).collect();
            let named = own().filter(|line| line.excluded_from.is_none()).map(named).collect();
            Word { terms: Consent::of(&row, &lines), lines: Lines { named, excluded }, row }
        };
        Ok(rows.into_iter().map(word).collect())
    }

    /// The types of these organisations.
    async fn kinds(&self, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, OrganisationType>, DbErr> {
        let of_these = organisation::Entity::find().filter(organisation::Column::Id.is_in(ids));
        let found = of_these.all(self.transaction()).await?;
        Ok(found.into_iter().map(|row| (row.id, row.organisation_type)).collect())
    }

    /// Records that a newer statement decides about these recipients of a consent.
    pub(crate) async fn exclude(
        &self,
        consent_id: Uuid,
        lines: impl Iterator<Item = Recipient> + Send,
        (from, decided_by): (DateTimeUtc, Uuid),
    ) -> Result<(), DbErr> {
        let rows = lines.map(|line| {
            let Recipient { organisation_id, organisation_type, service_type } = line;
            let row = consent_recipient::Model {
                id: Uuid::now_v7(),
                consent_id,
                organisation_id,
                organisation_type,
                service_type,
                excluded_from: Some(from),
                decided_by_id: Some(decided_by),
            };
            row.into_active_model()
        });
        consent_recipient::Entity::insert_many(rows).exec_without_returning(self.transaction()).await?;
        Ok(())
    }

    /// The drafts and live referrals that depend on the consent, and the closed ones that can still be read; locked.
    pub(crate) async fn referrals_resting_on(&self, consent_id: Uuid) -> Result<Vec<referral::Model>, Error> {
        self.referrals_of(consent_id, Condition::all().add(referral::Column::ConsentId.eq(consent_id))).await
    }

    /// The referrals, as above, whose medical content depends on the consent while they themselves do not; locked.
    pub(crate) async fn medical_content_resting_on(&self, consent_id: Uuid) -> Result<Vec<referral::Model>, Error> {
        let own = referral::Column::ConsentId;
        let apart = Condition::any().add(own.is_null()).add(own.ne(consent_id));
        let which = Condition::all().add(referral::Column::MedicalConsentId.eq(consent_id)).add(apart);
        self.referrals_of(consent_id, which).await
    }

    async fn referrals_of(&self, consent_id: Uuid, which: Condition) -> Result<Vec<referral::Model>, Error> {
        let read = sea_orm::sea_query::Query::select()
            .column(share::Column::ReferralId)
            .from(share::Entity)
            .cond_where(live(self.now()).add(share::Column::ConsentId.eq(consent_id)))
            .and_where(share::Column::ReferralId.is_not_null())
            .take();
        let under_way = LIVE.iter().copied().chain([ReferralState::Draft]);
        let counts =
            Condition::any().add(referral::Column::State.is_in(under_way)).add(referral::Column::Id.in_subquery(read));
        let resting = referral::Entity::find()
            .filter(which)
            .filter(counts)
            .order_by_asc(referral::Column::ServiceId)
            .lock_exclusive();
        Ok(resting.all(self.transaction()).await?)
    }

    /// The transfers that depend on the consent and are not accepted yet; locked.
    pub(crate) async fn transfers_resting_on(&self, consent_id: Uuid) -> Result<Vec<transfer::Model>, Error> {
        let resting = transfer::Entity::find()
            .filter(transfer::Column::ConsentId.eq(consent_id))
            .filter(transfer::Column::State.is_in(crate::rules::transfer::LIVE.iter().copied()))
            .lock_exclusive();
        Ok(resting.all(self.transaction()).await?)
    }

    /// The shares of a referral that were not ended, including those whose time is over; locked.
    pub(crate) async fn shares_of_referral(&self, referral_id: Uuid) -> Result<Vec<share::Model>, Error> {
        let shares = share::Entity::find()
            .filter(share::Column::ReferralId.eq(referral_id))
            .filter(share::Column::EndedAt.is_null())
            .lock_exclusive();
        Ok(shares.all(self.transaction()).await?)
    }

    /// The live consular requests that depend on the consent, locked.
    pub(crate) async fn requests_resting_on(
        &self,
        word: &consent::Model,
    ) -> Result<Vec<consular_request::Model>, Error> {
        let live = self.live_consular_requests(word.case_id).await?;
        Ok(live.into_iter().filter(|request| request.consent_id == Some(word.id)).collect())
    }

    /// The organisation that owns a case; its log entries name it.
    pub(crate) async fn owner_of(&self, case_id: Uuid) -> Result<Uuid, Error> {
        Ok(self.row::<case::Entity>(case_id).await?.organisation_id)
    }

    /// The receiver of a referral, in the terms of a consent.
    pub(crate) async fn receiver_of(&self, row: &referral::Model) -> Result<Receiver, Error> {
        Ok(super::sending_facts::receiver(&self.row::<organisation::Entity>(row.to_organisation_id).await?, row))
    }
}

//! The rows of a case that a mutation has to look at: medical notes, statuses, vulnerabilities, consents, live referrals and
//! transfers. They are read inside the change, under the lock of the case.

use entity::{
    case,
    codes::{ConsentStatus, Purpose, ReferralState},
    consent, consent_recipient, immigration_status, medical_note, person, referral, transfer,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{Date, Uuid},
};

use super::person_facts::{self, PersonFacts};
use crate::{
    error::Error,
    rules::{
        self,
        age::{Age, Recorded},
        authority::Authority,
        capacity::Speaker,
        consent::Recipient,
    },
    store::{sql::corrections::InForce as _, write::change::Change},
};

impl Change {
    /// Whether the person of the case counts as a child. Vulnerabilities recorded in any case of the person count.
    pub(crate) async fn of_child(&self, case: &case::Model) -> Result<bool, Error> {
        person_facts::child_on(self, case, self.now().date_naive()).await
    }

    /// Whether the person of the case counts as a child, and until when.
    pub(crate) async fn age_of(&self, case: &case::Model) -> Result<Age, Error> {
        let person = self.row::<person::Entity>(case.person_id).await?;
        let recorded = self.recorded(person.id).await?;
        let child = rules::age::is_child(person.birth(), &recorded, self.now().date_naive());
        Ok(Age { child, of_age: rules::age::comes_of_age(person.birth(), &recorded) })
    }

    /// The person who can consent now: the person of the case or somebody else.
    pub(crate) async fn speaker(&self, case: &case::Model) -> Result<Speaker, Error> {
        self.speaker_on(case, self.now().date_naive()).await
    }

    /// The person who could consent on this day, as it is known now. Assessments count in all cases of the person.
    pub(crate) async fn speaker_on(&self, case: &case::Model, day: Date) -> Result<Speaker, Error> {
        person_facts::speaker_on(self, case, day).await
    }

    /// The facts that a consent of this purpose depends on, for this receiving organisation.
    pub(crate) async fn authority(
        &self,
        case: &case::Model,
        purpose: Purpose,
        receiver_id: Uuid,
    ) -> Result<Authority, Error> {
        Ok(PersonFacts::of(self, case, self.now()).await?.authority(purpose, receiver_id))
    }

    /// The day on which the person of the case, a child now, will count as an adult.
    pub(crate) async fn comes_of_age(&self, case: &case::Model) -> Result<Option<Date>, Error> {
        Ok(self.age_of(case).await?.of_age)
    }

    /// The vulnerabilities recorded for a person, in any case.
    pub(crate) async fn recorded(&self, person_id: Uuid) -> Result<Vec<Recorded>, Error> {
        person_facts::recorded(self, person_id).await
    }

    /// The medical notes in force, the newest last: by the day of the encounter, then as they were recorded.
    pub(crate) async fn medical_notes(&self, case_id: Uuid) -> Result<Vec<medical_note::Model>, Error> {
        use medical_note::Column as N;
        let notes = medical_note::Entity::find().filter(N::CaseId.eq(case_id)).in_force();
        let ordered = notes.order_by_asc(N::EncounterOn).order_by_asc(N::CreatedAt).order_by_asc(N::Id);
        Ok(ordered.all(self.transaction()).await?)
    }

    /// The immigration status of the latest day that is in force. Of one day the status that was recorded last counts.
    pub(crate) async fn latest_status(&self, case_id: Uuid) -> Result<Option<immigration_status::Model>, Error> {
        use immigration_status::Column as S;
        let statuses = immigration_status::Entity::find().filter(S::CaseId.eq(case_id)).in_force();
        let ordered = statuses.order_by_desc(S::RecordedOn).order_by_desc(S::CreatedAt).order_by_desc(S::Id);
        Ok(ordered.one(self.transaction()).await?)
    }

    /// The transfers of the case that are not accepted yet, locked. One at most is approved.
    pub(crate) async fn live_transfers(&self, case_id: Uuid) -> Result<Vec<transfer::Model>, Error> {
        let live = transfer::Entity::find()
            .filter(transfer::Column::CaseId.eq(case_id))
            .filter(transfer::Column::State.is_in(rules::transfer::LIVE.iter().copied()))
            .lock_exclusive();
        Ok(live.all(self.transaction()).await?)
    }

    /// The draft and active consents of the case, locked, each with the recipients that it names.
    pub(crate) async fn standing_consents(
        &self,
        case_id: Uuid,
    ) -> Result<Vec<(consent::Model, Vec<Recipient>)>, Error> {
        let consents = consent::Entity::find()
            .filter(consent::Column::CaseId.eq(case_id))
            .filter(consent::Column::Status.is_in([ConsentStatus::Draft, ConsentStatus::Active]))
            .order_by_asc(consent::Column::Id)
            .lock_exclusive()
            .all(self.transaction())
            .await?;
        let lines = consent_recipient::Entity::find()
            .filter(consent_recipient::Column::ConsentId.is_in(consents.iter().map(|consent| consent.id)))
            .filter(consent_recipient::Column::ExcludedFrom.is_null())
            .all(self.transaction())
            .await?;
        let named = |id| lines.iter().filter(|line| line.consent_id == id).map(Recipient::of).collect();
        Ok(consents
            .into_iter()
            .map(|consent| {
                let named = named(consent.id);
                (consent, named)
            })
            .collect())
    }

    /// The drafted and live referrals of the case to any organisation except this one, locked.
    pub(crate) async fn referrals_elsewhere(
        &self,
        case_id: Uuid,
        organisation_id: Uuid,
    ) -> Result<Vec<referral::Model>, Error> {
        let under_way = rules::referral::LIVE.iter().copied().chain([ReferralState::Draft]);
        let referrals = referral::Entity::find()
            .filter(referral::Column::CaseId.eq(case_id))
            .filter(referral::Column::State.is_in(under_way))
            .filter(referral::Column::ToOrganisationId.ne(organisation_id))
            .order_by_asc(referral::Column::ServiceId)
            .lock_exclusive();
        Ok(referrals.all(self.transaction()).await?)
    }
}

//! A worker records what the person agreed to or refused. The newest statement decides: earlier consents of the same
//! purpose and recipients end or are superseded in the same change.

use async_graphql::InputObject;
use chrono::SubsecRound as _;
use entity::{
    best_interest_determination, case,
    codes::{ConsentGiver, ConsentMethod, ConsentStatus, DataClass as D, OrganisationType, Purpose, ServiceType},
    consent, consent_recipient, organisation,
};
use sea_orm::{IntoActiveModel, prelude::DateTimeUtc};
use uuid::Uuid;

use super::newest_word;
use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{Shows, Verb, case_row},
    error::Error,
    global_id::Id,
    rules::{
        self,
        authority::ends_by,
        capacity::{Speaker, gave},
        consent::Consent,
        consent_time::{period, still_begins},
        emergency::may_record_for,
        inference::{Named, consent_reveals},
        language,
        recording::{given_by_determination, giver_named, may_record, may_refuse},
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    scalars::LanguageTag,
    store::write::{change::Change, change_log::ChangeRecord, recorded::done, save::Write as _, stop::ChangeError},
};

/// The most recipients of one consent.
const MOST: usize = 20;

/// A consent that the person gave or refused.
#[derive(Clone, Debug, InputObject)]
#[expect(clippy::struct_excessive_bools, reason = "questions of the form, each answered with yes or no")]
pub(crate) struct RecordConsentInput {
    pub case_id: Id<case::Entity>,
    /// Whether the person refused. Earlier consents of this purpose to these recipients end.
    #[graphql(default, directive = holds::apply(D::Operational))]
    pub refused: bool,
    /// The person who gave or refused the consent.
    #[graphql(directive = holds::apply(D::Operational))]
    pub given_by: ConsentGiver,
    /// Name of the guardian, caregiver or authority that gave it for the person. Needs access to protection data.
    pub giver_name: Option<String>,
    /// The best-interest determination in favour that it is based on. Required if `givenBy` is
    /// `BEST_INTEREST_DECISION`. Then each recipient has to be the receiver of the determination.
    #[graphql(directive = holds::apply(D::Protection))]
    pub determination_id: Option<Id<best_interest_determination::Entity>>,
    /// How the consent was given.
    #[graphql(directive = holds::apply(D::Operational))]
    pub method: ConsentMethod,
    /// Language in which the consent was given, BCP 47.
    #[graphql(directive = holds::apply(D::Operational))]
    pub language: LanguageTag,
    /// Whether an interpreter helped.
    #[graphql(directive = holds::apply(D::Operational))]
    pub interpreter_used: bool,
    /// Purpose for which the data may be used.
    #[graphql(directive = holds::apply(D::Operational))]
    pub purpose: Purpose,
    /// Recipients of the data. A refusal without recipients applies to everybody.
    pub recipients: Vec<ConsentRecipientInput>,
    /// Classes of data that the recipients may read.
    #[graphql(directive = holds::apply(D::Operational))]
    pub classes: Vec<D>,
    /// Contact restrictions, for example 'call only after 18:00, never the husband's number'.
    pub contact_restrictions: Option<String>,
    /// When the consent begins. Default: now.
    #[graphql(directive = holds::apply(D::Operational))]
    pub valid_from: Option<DateTimeUtc>,
    /// When the consent ends, at most five years after it begins. Default: one year after it begins.
    #[graphql(directive = holds::apply(D::Operational))]
    pub valid_until: Option<DateTimeUtc>,
    /// Whether the consent was read back to the person and confirmed.
    #[graphql(directive = holds::apply(D::Operational))]
    pub read_back_confirmed: bool,
    /// Whether the person was informed that assistance does not depend on the consent.
    #[graphql(directive = holds::apply(D::Operational))]
    pub not_tied_to_assistance: bool,
    /// Whether a consent that names the organisation of the case stays valid when the case is transferred.
    #[graphql(default, directive = holds::apply(D::Operational))]
    pub includes_successor: bool,
    /// Whether a receiver may also read PROTECTION, MEDICAL and ASYLUM facts that become known after it accepted.
    #[graphql(default, directive = holds::apply(D::Operational))]
    pub includes_later_facts: bool,
    /// SHA-256 of the signed form or the recording, in hexadecimal.
    pub evidence_hash: Option<String>,
}

/// A recipient of a consent. All parts that are given must match, for example one kind of service of one organisation.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ConsentRecipientInput {
    /// Only this organisation.
    pub organisation_id: Option<Id<organisation::Entity>>,
    /// Only organisations of this kind.
    pub organisation_type: Option<OrganisationType>,
    /// Only services of this type.
    pub service_type: Option<ServiceType>,
}

impl Verb for RecordConsentInput {
    const ACTION: Action = Action::RecordConsent;
    const SHOWS: Shows = Shows::changed("Consent");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let permit = Self::permit(change, self.case_id.0).await?;
        let case = permit.row();
        // A refusal counts even after the case was closed, because receivers may still read the shared data.
        if !self.refused {
            rules::case::open(case.status)?;
        }
        if self.giver_name.is_some() && !permit.held().clearance.holds(D::Protection) {
            return Err(Error::Forbidden.into());
        }
        may_record_for(self.purpose, permit.held().clearance.classes)?;
        let refused = self.refused;
        let speaker = change.speaker(case).await?;
        let mut period = period(self.valid_from, self.valid_until, change.now());
        if let (Ok((from, until)), false) = (&mut period, self.refused) {
            let determination = match self.determination_id {
                Some(named) => change.determined_by(case.id, named.0, self.purpose).await?,
                None => None,
            };
            *until = ends_by(speaker, change.comes_of_age(case).await?, determination.as_ref(), *until);
            still_begins(*from, *until)?;
        }
        let (row, recipients) = rows(change, case, self, period.clone().unwrap_or((change.now(), change.now())))?;
        let mut refusals: Vec<Refusal> = period.err().into_iter().collect();
        let said = if row.valid_from < change.now() {
            change.speaker_on(case, row.valid_from.date_naive()).await?
        } else {
            speaker
        };
        let recorded = may_be_recorded(change, (speaker, said), &row, &recipients).await?;
        refusals.extend(recorded.err().into_iter().flatten());
        if !refusals.is_empty() {
            return Err(refusals.into());
        }
        let mut named = Vec::with_capacity(recipients.len());
        for recipient in &recipients {
            let organisation_type = match recipient.organisation_id {
                Some(id) => Some(change.row::<organisation::Entity>(id).await?.organisation_type),
                None => recipient.organisation_type,
            };
            named.push(Named { organisation_type, service_type: recipient.service_type });
        }
        let told = consent_reveals(row.purpose, ClassSet::from_bits(row.classes), &named);
        // A consent that its author may not read would vanish for them at once. A refusal is recorded by any worker.
        let message = "this consent reveals more about the person than you may read; ask a colleague who may";
        Refusal::of("recipients", RefusalCode::ValueNotAllowed, message)
            .when(!refused && !permit.held().clearance.classes.covers(told))?;
        let row = row.into_active_model().insert_in(change).await?;
        for recipient in recipients {
            recipient.into_active_model().insert_in(change).await?;
        }
        newest_word::settle(change, &row).await?;
        case_row::touch(change, case, told.iter().last().unwrap_or(D::Staff), vec!["consents"]).await?;
        Ok(done(&row, case.organisation_id, vec!["purpose", "classes", "recipients", "status", "valid_until"]))
    }
}

fn rows(
    change: &Change,
    case: &case::Model,
    input: RecordConsentInput,
    (from, until): (DateTimeUtc, DateTimeUtc),
) -> Result<(consent::Model, Vec<consent_recipient::Model>), Refusal> {
    let RecordConsentInput {
        case_id: _,
        refused,
        given_by,
        giver_name,
        determination_id,
        method,
        language,
        interpreter_used,
        purpose,
        recipients,
        classes,
        contact_restrictions,
        valid_from: _,
        valid_until: _,
        read_back_confirmed,
        not_tied_to_assistance,
        includes_successor,
        includes_later_facts,
        evidence_hash,
    } = input;
    if recipients.len() > MOST {
        let message = format!("a consent names at most {MOST} recipients");
        return Err(Refusal::of("recipients", RefusalCode::LimitReached, message));
    }
    let (id, now) = (Uuid::now_v7(), change.now());
    let restrictions = contact_restrictions.as_deref();
    let row = consent::Model::builder()
        .id(id)
        .case_id(case.id)
        .person_id(case.person_id)
        .organisation_id(case.organisation_id)
        .given_by(given_by)
        .maybe_giver_name(giver_named(given_by, giver_name.as_deref())?)
        .maybe_determination_id(determination_id.map(|named| named.0))
        .method(method)
        .language(language::language("language", &language)?)
        .interpreter_used(interpreter_used)
        .purpose(purpose)
        .classes(ClassSet::of(&classes).to_bits())
        .maybe_contact_restrictions(text::optional("contactRestrictions", TextKind::Paragraph, restrictions)?)
        .valid_from(from.trunc_subsecs(6))
        .valid_until(until.trunc_subsecs(6))
        .status(if refused { ConsentStatus::Refused } else { ConsentStatus::Active })
        .read_back_confirmed(read_back_confirmed)
        .not_tied_to_assistance(not_tied_to_assistance)
        .includes_successor(includes_successor)
        .includes_later_facts(includes_later_facts)
        .maybe_evidence_hash(evidence_hash.map(|hash| text::fingerprint("evidenceHash", &hash)).transpose()?)
        .worker_id(change.scope.viewer.worker_id)
        .created_at(now)
        .build();
    let recipients = recipients.into_iter().map(|recipient| {
        let ConsentRecipientInput { organisation_id, organisation_type, service_type } = recipient;
        let organisation_id = organisation_id.map(|named| named.0);
        consent_recipient::Model {
            id: Uuid::now_v7(),
            consent_id: id,
            organisation_id,
            organisation_type,
            service_type,
            excluded_from: None,
            decided_by_id: None,
        }
    });
    Ok((row, recipients.collect()))
}

/// A consent has to be valid. A refusal is recorded from any speaker and in any form. `speaker` can consent now, `said` could
/// on the day when the consent was given.
async fn may_be_recorded(
    change: &Change,
    (speaker, said): (Speaker, Speaker),
    row: &consent::Model,
    recipients: &[consent_recipient::Model],
) -> Result<Result<(), Vec<Refusal>>, ChangeError> {
    let consent = Consent::of(row, recipients);
    if row.status == ConsentStatus::Refused {
        return Ok(may_refuse(&consent.recipients).map_err(Into::into));
    }
    let speaks = match row.determination_id {
        Some(named) => change.determined_by(row.case_id, named, row.purpose).await?,
        None => None,
    };
    given_by_determination(&consent, row.determination_id, speaks.as_ref())?;
    Ok(may_record(&consent, speaker).and_then(|()| Ok(gave(said, row.given_by)?)))
}

//! The rows of a caseload, and how they are written: many in one statement, each row after those that it refers to.

use std::collections::{HashMap, HashSet};

use entity::{
    best_interest_determination, case, case_note, centre, consent, consent_recipient, consular_event, consular_packet,
    consular_packet_version, consular_post, consular_post_competence, consular_request, contact, identifier,
    immigration_status, legal_override, medical_note, nationality, organisation, person, person_language, person_name,
    person_name_word, protection_gate, protection_marker, referral, referral_event, service, service_language, share,
    share_facts, stay, transfer, travel_document, travel_document_custody, vulnerability, worker,
};
use sea_orm::{
    ActiveModelBehavior, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel, Iterable,
    sea_query::{Expr, Query},
};
use uuid::Uuid;
use waystation::store::case_file::share::known;

/// SQLite accepts 32,766 parameters in a statement, PostgreSQL 65,535.
const PARAMETERS: usize = 30_000;

/// Rows by table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Organisations.
    pub organisations: Vec<organisation::Model>,
    /// Centres, ordinary ones first.
    pub centres: Vec<centre::Model>,
    /// Services.
    pub services: Vec<service::Model>,
    /// Languages of the services.
    pub service_languages: Vec<service_language::Model>,
    /// Consular posts of States of origin.
    pub consular_posts: Vec<consular_post::Model>,
    /// The competences of the posts.
    pub consular_post_competences: Vec<consular_post_competence::Model>,
    /// Workers.
    pub workers: Vec<worker::Model>,
    /// Persons.
    pub persons: Vec<person::Model>,
    /// Names of the persons.
    pub person_names: Vec<person_name::Model>,
    /// Languages of the persons.
    pub person_languages: Vec<person_language::Model>,
    /// Nationalities of the persons.
    pub nationalities: Vec<nationality::Model>,
    /// Identity documents of the persons.
    pub identifiers: Vec<identifier::Model>,
    /// Contacts of the persons.
    pub contacts: Vec<contact::Model>,
    /// Cases.
    pub cases: Vec<case::Model>,
    /// Vulnerabilities.
    pub vulnerabilities: Vec<vulnerability::Model>,
    /// Medical notes.
    pub medical_notes: Vec<medical_note::Model>,
    /// Immigration statuses.
    pub immigration_statuses: Vec<immigration_status::Model>,
    /// Case notes.
    pub case_notes: Vec<case_note::Model>,
    /// Best-interest determinations of children.
    pub best_interest_determinations: Vec<best_interest_determination::Model>,
    /// Consents.
    pub consents: Vec<consent::Model>,
    /// Recipients of the consents.
    pub consent_recipients: Vec<consent_recipient::Model>,
    /// Referrals, without the link to their successor.
    pub referrals: Vec<referral::Model>,
    /// Redirected referrals with their successors. The links are written after both rows.
    pub redirected: Vec<(Uuid, Uuid)>,
    /// Legal overrides.
    pub legal_overrides: Vec<legal_override::Model>,
    /// Steps of referrals.
    pub referral_events: Vec<referral_event::Model>,
    /// Transfers.
    pub transfers: Vec<transfer::Model>,
    /// Shares.
    pub shares: Vec<share::Model>,
    /// Consular requests.
    pub consular_requests: Vec<consular_request::Model>,
    /// Decisions at the protection gates.
    pub protection_gates: Vec<protection_gate::Model>,
    /// Protection markers.
    pub protection_markers: Vec<protection_marker::Model>,
    /// Consular packets.
    pub consular_packets: Vec<consular_packet::Model>,
    /// Stored versions of the packets.
    pub consular_packet_versions: Vec<consular_packet_version::Model>,
    /// Steps of consular requests.
    pub consular_events: Vec<consular_event::Model>,
    /// Travel documents that consulates issued.
    pub travel_documents: Vec<travel_document::Model>,
    /// Custody of the travel documents.
    pub travel_document_custody: Vec<travel_document_custody::Model>,
    /// Stays.
    pub stays: Vec<stay::Model>,
}

/// A destination of rows: statements for any database, or a faster way for one.
pub trait Destination: Sync {
    /// Writes rows of one table, and returns their number.
    fn take<E>(&self, rows: Vec<E::Model>) -> impl Future<Output = Result<u64, DbErr>> + Send
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: ActiveModelBehavior + Send;
}

impl Rows {
    /// Writes all rows.
    pub async fn write(mut self, to: &impl ConnectionTrait) -> Result<u64, DbErr> {
        let redirected = std::mem::take(&mut self.redirected);
        let written = self.give(&Statements(to)).await?;
        for (declined, next) in redirected {
            let update = Query::update()
                .table(referral::Entity)
                .value(referral::Column::RedirectedToId, next)
                .and_where(Expr::col(referral::Column::Id).eq(declined))
                .take();
            to.execute(&update).await?;
        }
        Ok(written)
    }

    /// Writes all rows to the destination table by table, each row after those that it refers to, except `redirected`.
    ///
    /// # Errors
    /// An error of the destination.
    pub async fn give(self, to: &impl Destination) -> Result<u64, DbErr> {
        let mut written = 0;
        let kept = self.kept_by_shares();
        written += insert::<organisation::Entity>(to, self.organisations).await?;
        written += insert::<centre::Entity>(to, self.centres).await?;
        written += insert::<service::Entity>(to, self.services).await?;
        written += insert::<service_language::Entity>(to, self.service_languages).await?;
        written += insert::<consular_post::Entity>(to, self.consular_posts).await?;
        written += insert::<consular_post_competence::Entity>(to, self.consular_post_competences).await?;
        written += insert::<worker::Entity>(to, self.workers).await?;
        written += insert::<person::Entity>(to, self.persons).await?;
        let words = self.person_names.iter().flat_map(person_name::Model::words).collect();
        written += insert::<person_name::Entity>(to, self.person_names).await?;
        written += insert::<person_name_word::Entity>(to, words).await?;
        written += insert::<person_language::Entity>(to, self.person_languages).await?;
        written += insert::<nationality::Entity>(to, self.nationalities).await?;
        written += insert::<identifier::Entity>(to, self.identifiers).await?;
        written += insert::<contact::Entity>(to, self.contacts).await?;
        written += insert::<case::Entity>(to, self.cases).await?;
        written += insert::<vulnerability::Entity>(to, self.vulnerabilities).await?;
        written += insert::<medical_note::Entity>(to, self.medical_notes).await?;
        written += insert::<immigration_status::Entity>(to, self.immigration_statuses).await?;
        written += insert::<case_note::Entity>(to, self.case_notes).await?;
        written += insert::<best_interest_determination::Entity>(to, self.best_interest_determinations).await?;
        written += insert::<consent::Entity>(to, self.consents).await?;
        written += insert::<consent_recipient::Entity>(to, self.consent_recipients).await?;
        written += insert::<referral::Entity>(to, self.referrals).await?;
        written += insert::<legal_override::Entity>(to, self.legal_overrides).await?;
        written += insert::<referral_event::Entity>(to, self.referral_events).await?;
        written += insert::<transfer::Entity>(to, self.transfers).await?;
        written += insert::<share::Entity>(to, self.shares).await?;
        written += insert::<share_facts::Entity>(to, kept).await?;
        written += insert::<consular_request::Entity>(to, self.consular_requests).await?;
        written += insert::<protection_gate::Entity>(to, self.protection_gates).await?;
        written += insert::<protection_marker::Entity>(to, self.protection_markers).await?;
        written += insert::<consular_packet::Entity>(to, self.consular_packets).await?;
        written += insert::<consular_packet_version::Entity>(to, self.consular_packet_versions).await?;
        written += insert::<consular_event::Entity>(to, self.consular_events).await?;
        written += insert::<travel_document::Entity>(to, self.travel_documents).await?;
        written += insert::<travel_document_custody::Entity>(to, self.travel_document_custody).await?;
        written += insert::<stay::Entity>(to, self.stays).await?;
        Ok(written)
    }

    /// The facts that each share stores of its case. The caseload has only one state of a case, so the share stores
    /// that state.
    fn kept_by_shares(&self) -> Vec<share_facts::Model> {
        let cases: HashMap<Uuid, &case::Model> = self.cases.iter().map(|case| (case.id, case)).collect();
        let dead: HashSet<Uuid> = self.persons.iter().filter(|row| row.deceased).map(|row| row.id).collect();
        let known = |share: &share::Model| {
            let case = cases[&share.case_id];
            known(case, dead.contains(&case.person_id), share)
        };
        self.shares.iter().map(known).collect()
    }
}

async fn insert<E>(to: &impl Destination, rows: Vec<E::Model>) -> Result<u64, DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelBehavior + Send,
{
    to.take::<E>(rows).await
}

struct Statements<'a, C>(&'a C);

impl<C: ConnectionTrait> Destination for Statements<'_, C> {
    async fn take<E>(&self, rows: Vec<E::Model>) -> Result<u64, DbErr>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: ActiveModelBehavior + Send,
    {
        let (mut written, mut rows) = (0, rows.into_iter().map(IntoActiveModel::into_active_model).peekable());
        let at_once = PARAMETERS / E::Column::iter().count();
        while rows.peek().is_some() {
            written += E::insert_many(rows.by_ref().take(at_once)).exec_without_returning(self.0).await?;
        }
        Ok(written)
    }
}

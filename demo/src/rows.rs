//! The rows of a caseload, and how they are written: many in one statement, each row after those that it refers to.

use std::collections::HashMap;

use entity::{case, person, person_name, referral, share, share_facts};
use sea_orm::{
    ActiveModelBehavior, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel, Iterable,
    sea_query::{Expr, Query},
};
use uuid::Uuid;
use waystation::store::case_file::share::known;

/// SQLite accepts 32,766 parameters in a statement, PostgreSQL 65,535.
const PARAMETERS: usize = 30_000;

/// Declares the tables in the order in which they are written, each after those that its rows refer to.
macro_rules! tables {
    ($($table:ident: $entity:ident,)*) => {
        /// Rows by table.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Rows {
            $(
                #[doc = concat!("The rows of `", stringify!($table), "`.")]
                pub $table: Vec<entity::$entity::Model>,
            )*
            /// Redirected referrals with their successors. The links are written after both rows.
            pub redirected: Vec<(Uuid, Uuid)>,
        }

        impl Rows {
            async fn each(self, to: &impl Destination) -> Result<u64, DbErr> {
                let mut written = 0;
                $(written += to.take::<entity::$entity::Entity>(self.$table).await?;)*
                Ok(written)
            }
        }
    };
}

tables! {
    organisations: organisation,
    centres: centre,
    services: service,
    service_languages: service_language,
    consular_posts: consular_post,
    consular_post_competences: consular_post_competence,
    workers: worker,
    worker_centres: worker_centre,
    webhooks: webhook,
    webhook_deliveries: webhook_delivery,
    persons: person,
    person_names: person_name,
    person_name_words: person_name_word,
    person_languages: person_language,
    nationalities: nationality,
    identifiers: identifier,
    contacts: contact,
    households: household,
    cases: case,
    vulnerabilities: vulnerability,
    medical_notes: medical_note,
    immigration_statuses: immigration_status,
    case_notes: case_note,
    best_interest_determinations: best_interest_determination,
    consents: consent,
    consent_recipients: consent_recipient,
    referrals: referral,
    legal_overrides: legal_override,
    referral_events: referral_event,
    transfers: transfer,
    shares: share,
    share_facts: share_facts,
    consular_requests: consular_request,
    protection_gates: protection_gate,
    protection_markers: protection_marker,
    consular_packets: consular_packet,
    consular_packet_versions: consular_packet_version,
    consular_events: consular_event,
    travel_documents: travel_document,
    travel_document_custody: travel_document_custody,
    stays: stay,
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

    /// Writes all rows to the destination, except `redirected`. The words of the names and the facts that shares store follow
    /// from the other rows.
    /// Errors: an error of the destination.
    pub async fn give(mut self, to: &impl Destination) -> Result<u64, DbErr> {
        self.person_name_words = self.person_names.iter().flat_map(person_name::Model::words).collect();
        self.share_facts = self.kept_by_shares();
        self.each(to).await
    }

    /// The facts that each share stores of its case. The caseload has only one state of a case, so the share stores
    /// that state.
    fn kept_by_shares(&self) -> Vec<share_facts::Model> {
        let cases: HashMap<Uuid, &case::Model> = self.cases.iter().map(|case| (case.id, case)).collect();
        let persons: HashMap<Uuid, &person::Model> = self.persons.iter().map(|row| (row.id, row)).collect();
        let known = |share: &share::Model| {
            let case = cases[&share.case_id];
            known(case, persons[&case.person_id], share)
        };
        self.shares.iter().map(known).collect()
    }
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

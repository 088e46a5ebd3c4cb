//! One fact that only some readers may know, as rows to write.

use std::pin::Pin;

use entity::{codes::ReferralState, referral, referral_event};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, ModelTrait};
use uuid::Uuid;
use waystation::store::{database::Database, write::standings};

use super::people::Reader;
use crate::support::rows;

type Write = Box<dyn FnOnce(Database) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// One fact that only some readers may know.
pub struct Secret {
    pub name: &'static str,
    /// The readers who may notice.
    pub knows: Vec<Reader>,
    /// Identifiers of its new rows. Other readers must find nothing there.
    pub ids: Vec<(&'static str, Uuid)>,
    writes: Vec<Write>,
}

impl Secret {
    /// A protection officer who oversees the country knows what the one of the organisation does.
    pub fn new(name: &'static str, knows: &[Reader]) -> Self {
        let overseer = knows.contains(&Reader::ProtectionOfficer).then_some(Reader::CountryProtectionOfficer);
        Self { name, knows: knows.iter().copied().chain(overseer).collect(), ids: Vec::new(), writes: Vec::new() }
    }

    /// Data protection officers and auditors know that there is something that is shared, in masked form.
    pub fn shared(mut self) -> Self {
        self.knows.extend([Reader::DataProtectionOfficer, Reader::HouseAuditor, Reader::CountryAuditor]);
        self
    }

    /// Nobody knows it by oversight of the country.
    pub fn within_the_organisation(mut self) -> Self {
        self.knows.retain(|reader| *reader != Reader::CountryProtectionOfficer);
        self
    }

    /// Adds an identifier of a new row.
    pub fn id(mut self, record: &'static str, id: Uuid) -> Self {
        self.ids.push((record, id));
        self
    }

    /// Adds a new row.
    pub fn new_row<M>(mut self, row: M) -> Self
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel> + 'static,
        M::Entity: EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
    {
        self.writes.push(Box::new(|database| {
            Box::pin(async move {
                row.into_active_model().insert(&database.writer).await.expect("the row is sound");
            })
        }));
        self
    }

    /// Adds a row with changed values.
    pub fn other_row<M>(mut self, row: M) -> Self
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel> + 'static,
        M::Entity: EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
    {
        self.writes.push(Box::new(|database| {
            Box::pin(async move {
                row.into_active_model().reset_all().update(&database.writer).await.expect("the row is sound");
            })
        }));
        self
    }

    /// Writes the rows.
    pub async fn happen(self, database: &Database) {
        for write in self.writes {
            write(database.clone()).await;
        }
        standings::rebuild(database).await.expect("standings are written");
    }
}

/// The last event of a referral.
pub fn event(of: &referral::Model) -> referral_event::Model {
    referral_event::Model {
        id: Uuid::now_v7(),
        referral_id: of.id,
        at: rows::now() - chrono::Duration::hours(2),
        worker_id: of.from_worker_id,
        organisation_id: Some(of.from_organisation_id),
        from_state: Some(ReferralState::Draft),
        to_state: of.state,
        reason: of.end_reason.map(|_| "SENDER_REQUEST".to_owned()),
        text: None,
    }
}

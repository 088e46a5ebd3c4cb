//! One step of a consular request as rows: the request, a line of its history, and what the consulate is shown. The
//! packet is updated here and nowhere else, so that no mutation can forget it.

use entity::{
    case,
    codes::{CaseStatusGroup, Coarsens, ConsularState},
    consent, consular_event, consular_packet, consular_packet_version, consular_request,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{DateTimeUtc, Json},
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    access::viewer::Viewer,
    error::Error,
    rules::{
        consent_time,
        consular::{
            after::{Contact, allows_contact, any_allows_contact, over, packet_after},
            closing::{batch_day, close_after},
            machine::RequestState,
        },
    },
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        recorded, save,
        save::Write as _,
        written::{Belongs, WrittenRow},
    },
};

/// The state of the request, and the state behind a hold.
pub(crate) const fn state_of(row: &consular_request::Model) -> RequestState {
    RequestState { state: row.state, held: row.held_state }
}

impl Change {
    /// Writes the request as it is after a step, and what follows from it. `by` is `None` if the step follows from
    /// another change, or from time.
    pub(crate) async fn step_consular_request(
        &self,
        before: &consular_request::Model,
        after: consular_request::Model,
        by: Option<&Viewer>,
        reason: Option<String>,
    ) -> Result<(consular_request::Model, ChangeRecord), Error> {
        let after = consular_request::Model {
            closed_at: after.closed_at.or_else(|| over(after.state).then_some(self.now())),
            updated_at: self.now(),
            version: before.version + 1,
            ..after
        };
        let changed = save::write(self, before, &after).await?;
        self.consular_event(&after, Some(before.state), by, reason).await?;
        self.show(&after).await?;
        self.allow_contact(before, &after).await?;
        let done = recorded::done(&after, after.organisation_id, changed);
        Ok((after, done))
    }

    /// Writes a line of the history.
    pub(crate) async fn consular_event(
        &self,
        row: &consular_request::Model,
        from_state: Option<ConsularState>,
        by: Option<&Viewer>,
        reason: Option<String>,
    ) -> Result<(), Error> {
        consular_event::ActiveModel {
            id: Set(Uuid::now_v7()),
            consular_request_id: Set(row.id),
            at: Set(self.now()),
            worker_id: Set(by.map(|viewer| viewer.worker_id)),
            organisation_id: Set(by.map(|viewer| viewer.organisation_id)),
            from_state: Set(from_state),
            to_state: Set(row.state),
            reason: Set(reason),
        }
        .insert_in(self)
        .await?;
        Ok(())
    }

    /// The packet of a request, locked.
    pub(crate) async fn packet_of(&self, request_id: Uuid) -> Result<Option<consular_packet::Model>, Error> {
        let packet = consular_packet::Entity::find()
            .filter(consular_packet::Column::ConsularRequestId.eq(request_id))
            .lock_exclusive()
            .one(self.transaction())
            .await?;
        Ok(packet)
    }

    /// Copies to the packet what the consulate is shown now.
    async fn show(&self, row: &consular_request::Model) -> Result<(), Error> {
        let Some(before) = self.packet_of(row.id).await? else { return Ok(()) };
        let mut after = packet_after(&before, row, self.now());
        if after.closing_state.is_some() && before.closing_state.is_none() {
            let chance = u16::try_from(Uuid::new_v4().as_u128() & 0x7FFF).unwrap_or_default();
            after.close_after = Some(close_after(self.now(), self.waiting_batch().await?, chance));
        }
        save::write(self, &before, &after).await?;
        if after.revoked_at.is_some() && before.revoked_at.is_none() {
            self.erase_packet_versions(before.id).await?;
        }
        if after.payload.is_none() && before.payload.is_some() {
            self.retire_packet_version(&before).await?;
        }
        Ok(())
    }

    /// A packet that was taken back must not be readable anywhere, not even in the versions that the organisation keeps
    /// as proof. The hash stays, so that the holder of a copy can prove what it contained.
    async fn erase_packet_versions(&self, packet_id: Uuid) -> Result<(), Error> {
        consular_packet_version::Entity::update_many()
            .col_expr(consular_packet_version::Column::Payload, Expr::value(Json::Null))
            .filter(consular_packet_version::Column::ConsularPacketId.eq(packet_id))
            .exec(self.transaction())
            .await?;
        Ok(())
    }

    /// Hides the person from the consulate from this moment on, or shows the person again. The version of the request
    /// does not rise, because a decision that the desk may not know of can cause it.
    pub(crate) async fn suspend(
        &self,
        request: &consular_request::Model,
        from: Option<DateTimeUtc>,
    ) -> Result<(), Error> {
        let now = self.now();
        // A suspension keeps its first moment.
        let from = from.map(|from| request.suspended_at.filter(|since| *since <= now && from <= now).unwrap_or(from));
        // Both statements run in any case, because the time of a step of the consulate must not reveal a suspension.
        let (of_request, of_packet) = (consular_request::Column::SuspendedAt, consular_packet::Column::SuspendedAt);
        let written = consular_request::Entity::update_many()
            .filter(consular_request::Column::Id.eq(request.id))
            .filter(other_than(of_request, from))
            .col_expr(of_request, Expr::value(from))
            .exec(self.transaction())
            .await?;
        if written.rows_affected > 0 {
            let row = WrittenRow::columns("consular_requests", Some(request.id), &["suspended_at"]);
            self.note(Belongs::Case(request.case_id), row);
        }
        consular_packet::Entity::update_many()
            .filter(consular_packet::Column::ConsularRequestId.eq(request.id))
            .filter(other_than(of_packet, from))
            .col_expr(of_packet, Expr::value(from))
            .exec(self.transaction())
            .await?;
        Ok(())
    }

    /// Writes the one result of the gates that the desk can read. It does not raise the version, because a marker that
    /// the desk may not know of can change it.
    pub(crate) async fn set_cleared(&self, request: &consular_request::Model, cleared: bool) -> Result<(), Error> {
        if request.cleared != cleared {
            consular_request::Entity::update_many()
                .col_expr(consular_request::Column::Cleared, Expr::value(cleared))
                .filter(consular_request::Column::Id.eq(request.id))
                .exec(self.transaction())
                .await?;
            let row = WrittenRow::columns("consular_requests", Some(request.id), &["cleared"]);
            self.note(Belongs::Case(request.case_id), row);
        }
        Ok(())
    }

    /// The moment of tomorrow's batch, if a closure already waits for it.
    async fn waiting_batch(&self) -> Result<Option<DateTimeUtc>, Error> {
        let (from, until) = batch_day(self.now());
        let waiting = consular_packet::Entity::find()
            .filter(consular_packet::Column::CloseAfter.gte(from))
            .filter(consular_packet::Column::CloseAfter.lt(until))
            .order_by_asc(consular_packet::Column::CloseAfter)
            .one(self.transaction())
            .await?;
        Ok(waiting.and_then(|packet| packet.close_after))
    }

    /// Updates whether staff may speak to a consulate about the person, after this request changed its state. It is
    /// written with and without a protection hold, so that a step of the consulate takes the same time in both cases.
    async fn allow_contact(
        &self,
        before: &consular_request::Model,
        after: &consular_request::Model,
    ) -> Result<(), Error> {
        let same =
            |of: fn(&consular_request::Model) -> ConsularState| allows_contact(of(before)) == allows_contact(of(after));
        if same(|row| row.state) && same(|row| state_of(row).without_hold()) {
            return Ok(());
        }
        self.settle_contact(after.case_id).await
    }

    /// Writes whether staff may speak to a consulate about the person of this case now.
    pub(crate) async fn settle_contact(&self, case_id: Uuid) -> Result<(), Error> {
        let case = self.row::<case::Entity>(case_id).await?;
        let requests = consular_request::Entity::find()
            .filter(consular_request::Column::CaseId.eq(case_id))
            .all(self.transaction())
            .await?;
        let consents = consent::Entity::find()
            .filter(consent::Column::Id.is_in(requests.iter().filter_map(|request| request.consent_id)))
            .all(self.transaction())
            .await?;
        let in_force = |id| {
            consents.iter().any(|row| {
                Some(row.id) == id && consent_time::consent_state(row, self.now()) == consent_time::ConsentState::Active
            })
        };
        let contacts: Vec<_> = requests
            .iter()
            .map(|request| Contact {
                state: request.state,
                suspended: request.suspended_at.is_some_and(|from| from <= self.now()),
                consented: in_force(request.consent_id),
            })
            .collect();
        let open = case.status.coarse() == CaseStatusGroup::Open;
        let allowed = open && !self.has_protection_marker(case.person_id).await? && any_allows_contact(&contacts);
        let written = case::Entity::update_many()
            .col_expr(case::Column::ConsularContactAllowed, Expr::value(allowed))
            .filter(case::Column::Id.eq(case_id))
            .filter(case::Column::ConsularContactAllowed.ne(allowed))
            .exec(self.transaction())
            .await?;
        if written.rows_affected > 0 {
            let row = WrittenRow::columns("cases", Some(case_id), &["consular_contact_allowed"]);
            self.note(Belongs::Case(case_id), row);
        }
        Ok(())
    }
}

/// The rows in which this moment is another one.
fn other_than<C: ColumnTrait>(column: C, moment: Option<DateTimeUtc>) -> Condition {
    match moment {
        None => Condition::all().add(column.is_not_null()),
        Some(moment) => Condition::any().add(column.is_null()).add(column.ne(moment)),
    }
}

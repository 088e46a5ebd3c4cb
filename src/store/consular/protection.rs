//! The protection markers of a person, and the gates of their requests. Every change looks for new signs in all cases
//! of its person and notes them, so that no mutation can forget it. A sign that was noted and cleared is not noted
//! again.

use entity::{
    case,
    codes::{DataClass, Purpose, ReferralState},
    consular_post, consular_request, organisation, protection_gate, protection_marker, referral, transfer,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
    prelude::DateTimeUtc,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::signs::{cases_of, new_signs};
use crate::{
    error::Error,
    rules::{
        self,
        best_interest::{About, undetermined_from},
        consular::gates::{Decided, PROTECTION_SERVICE, Protection, blocks, in_effect},
        inference::receiver_reveals,
    },
    store::write::{change::Change, change_log::ChangeRecord, save, save::Write as _},
};

impl Change {
    /// All cases of the person of this case, locked. A person may have several, and their protection applies to all.
    pub(crate) async fn cases_of_the_person(&self, case_id: Uuid) -> Result<Vec<case::Model>, Error> {
        let person = Query::select()
            .column(case::Column::PersonId)
            .from(case::Entity)
            .and_where(case::Column::Id.eq(case_id))
            .take();
        let cases = case::Entity::find()
            .filter(case::Column::PersonId.in_subquery(person))
            .order_by_asc(case::Column::Id)
            .lock_exclusive();
        Ok(cases.all(self.transaction()).await?)
    }

    /// Notes the signs that were not noted yet. `case` is the case that is being changed.
    pub(crate) async fn note_signs(&self, case: &case::Model) -> Result<(), Error> {
        for row in self.transaction().query_all(&new_signs(case)).await? {
            let marker = protection_marker::Model::builder()
                .id(Uuid::now_v7())
                .person_id(case.person_id)
                .sign(row.try_get_by_index(0)?)
                .subject_id(row.try_get_by_index(1)?)
                .case_id(row.try_get_by_index(2)?)
                .noted_at(self.now())
                .maybe_worker_id(self.by().map(|viewer| viewer.worker_id))
                .build();
            let marker = marker.into_active_model().insert_in(self).await?;
            self.record("MARK_PERSON".to_owned(), &marked(&marker, case, vec!["noted_at"])).await?;
        }
        Ok(())
    }

    /// The markers of a row that is corrected are now about the row that replaces it, which says the same. A marker that was
    /// cleared stays cleared.
    pub(crate) async fn move_markers(&self, from: Uuid, to: Uuid) -> Result<(), DbErr> {
        use protection_marker::{Column as M, Entity};
        let moved = Entity::update_many().col_expr(M::SubjectId, to.into()).filter(M::SubjectId.eq(from));
        moved.exec(self.transaction()).await.map(drop)
    }

    /// Whether the person has a marker that is not cleared.
    pub(crate) async fn has_protection_marker(&self, person_id: Uuid) -> Result<bool, Error> {
        Ok(open(person_id).count(self.transaction()).await? > 0)
    }

    /// The reasons against contact between the person of the case and the State of this request now: a marker, a failed
    /// gate, or the missing best-interest determination of a child.
    pub(crate) async fn protection(
        &self,
        case: &case::Model,
        request: &consular_request::Model,
    ) -> Result<Protection, Error> {
        self.note_signs(case).await?;
        let requests = Query::select()
            .column(consular_request::Column::Id)
            .from(consular_request::Entity)
            .and_where(consular_request::Column::Country.eq(request.country.as_str()))
            .and_where(consular_request::Column::CaseId.in_subquery(cases_of(case.person_id)))
            .take();
        let gates = self.decided(protection_gate::Column::ConsularRequestId.in_subquery(requests)).await?;
        let undetermined = self.undetermined_from(case, request).await?.is_some_and(|from| from <= self.now());
        Ok(Protection {
            marked: self.has_protection_marker(case.person_id).await?,
            blocked: blocks(&gates),
            undetermined,
        })
    }

    /// The moment from which no best-interest determination in favour of the child speaks for this request; now if there
    /// is none. `None` for an adult.
    pub(crate) async fn undetermined_from(
        &self,
        case: &case::Model,
        request: &consular_request::Model,
    ) -> Result<Option<DateTimeUtc>, Error> {
        let post = self.row::<consular_post::Entity>(request.consular_post_id).await?;
        let about = About { case_id: case.id, purpose: Purpose::ConsularDocument, receiver_id: post.organisation_id };
        let found = self.determined_for(about).await?;
        Ok(undetermined_from(self.age_of(case).await?, found.as_ref(), self.now()))
    }

    /// The decisions in effect at the gates of a request.
    pub(crate) async fn gates(&self, request_id: Uuid) -> Result<Vec<Decided>, Error> {
        self.decided(protection_gate::Column::ConsularRequestId.eq(request_id)).await
    }

    /// The decisions in effect among the gates that fulfil this condition.
    async fn decided(&self, which: Expr) -> Result<Vec<Decided>, Error> {
        let rows = protection_gate::Entity::find()
            .filter(which)
            .order_by_asc(protection_gate::Column::At)
            .order_by_asc(protection_gate::Column::Id)
            .all(self.transaction())
            .await?;
        let decided = |row: &protection_gate::Model| Decided {
            request_id: row.consular_request_id,
            gate: row.gate,
            outcome: row.outcome,
            worker_id: row.worker_id,
            lifted: row.lifted_at.is_some(),
        };
        Ok(in_effect(rows.iter().map(decided).collect()))
    }

    /// Whether a referral or transfer to an asylum body is under way in one of these cases, or such a body has taken over one
    /// of them. A draft is under way, because it can be sent at any time.
    pub(crate) async fn asylum_under_way(&self, cases: &[case::Model]) -> Result<bool, Error> {
        for case in cases {
            let owner = self.row::<organisation::Entity>(case.organisation_id).await?;
            if receiver_reveals(owner.organisation_type) == DataClass::Asylum {
                return Ok(true);
            }
        }
        let ids = || cases.iter().map(|case| case.id);
        let under_way = rules::referral::LIVE.iter().copied().chain([ReferralState::Draft]);
        let reveals = Condition::any()
            .add(referral::Column::InferenceClass.eq(DataClass::Asylum))
            .add(referral::Column::ServiceType.eq(PROTECTION_SERVICE));
        let referrals = referral::Entity::find()
            .filter(referral::Column::CaseId.is_in(ids()))
            .filter(referral::Column::State.is_in(under_way))
            .filter(reveals);
        if referrals.count(self.transaction()).await? > 0 {
            return Ok(true);
        }
        let transfers = transfer::Entity::find()
            .filter(transfer::Column::CaseId.is_in(ids()))
            .filter(transfer::Column::State.is_in(rules::transfer::LIVE.iter().copied()))
            .all(self.transaction())
            .await?;
        for row in transfers.iter().filter(|row| row.to_organisation_id != row.from_organisation_id) {
            let receiver = self.row::<organisation::Entity>(row.to_organisation_id).await?;
            if receiver_reveals(receiver.organisation_type) == DataClass::Asylum {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Clears the markers of the person of this case, each with its log entry. Returns how many.
    pub(crate) async fn clear_markers(&self, case: &case::Model, reason: &str) -> Result<usize, Error> {
        let markers = open(case.person_id).lock_exclusive().all(self.transaction()).await?;
        for before in &markers {
            let after = protection_marker::Model {
                cleared_at: Some(self.now()),
                cleared_by: self.by().map(|viewer| viewer.worker_id),
                clear_reason: Some(reason.to_owned()),
                ..before.clone()
            };
            let changed = save::write(self, before, &after).await?;
            self.record("UNMARK_PERSON".to_owned(), &marked(&after, case, changed)).await?;
        }
        Ok(markers.len())
    }
}

fn open(person_id: Uuid) -> Select<protection_marker::Entity> {
    protection_marker::Entity::find()
        .filter(protection_marker::Column::PersonId.eq(person_id))
        .filter(protection_marker::Column::ClearedAt.is_null())
}

/// The log entry for a change of a marker.
fn marked(marker: &protection_marker::Model, case: &case::Model, changed: Vec<&'static str>) -> ChangeRecord {
    ChangeRecord {
        id: marker.id,
        subject_type: "protection_markers",
        case_id: Some(marker.case_id),
        organisation_id: case.organisation_id,
        version: None,
        changed,
    }
}

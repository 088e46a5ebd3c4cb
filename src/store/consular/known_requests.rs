//! The consular requests next to a change that its viewer may know of: see `case_file::known_rows`.

use entity::consular_request;
use sea_orm::{
    DbErr,
    sea_query::{Condition, ExprTrait},
};
use uuid::Uuid;

use super::desk;
use crate::{
    rules,
    store::{
        case_file::person_facts::cases_of_the_person,
        sql::expression::{code, column, listed},
        write::change::Change,
    },
};

impl Change {
    /// Whether the viewer knows of another live request of the person to this consular post. A request that a protection gate
    /// stopped counts for those who may not know that it was stopped. A request that the consulate ended is not live: see
    /// `Change::live_consular_requests`.
    pub(crate) async fn knows_live_request(
        &self,
        case_id: Uuid,
        post_id: Uuid,
        except: Option<Uuid>,
    ) -> Result<bool, DbErr> {
        let (t, live) = (listed(), rules::consular::machine::LIVE);
        let of = |name: consular_request::Column| column(&t, name);
        let held = consular_request::Column::HeldState;
        let others = Condition::all()
            .add(of(consular_request::Column::CaseId).in_subquery(cases_of_the_person(case_id)))
            .add(of(consular_request::Column::ConsularPostId).eq(post_id))
            .add(desk::shown_in(&self.scope, live, &t))
            .add(of(held).is_null().or(of(held).is_in(live.iter().map(code))))
            .add_option(except.map(|id| of(consular_request::Column::Id).ne(id)))
            .add(desk::visible(&self.scope, &t));
        Ok(!self.ids_of(consular_request::Entity, &t, others).await?.is_empty())
    }
}

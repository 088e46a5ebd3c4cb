//! The access facts of a packet. They are its own: nothing of the case decides access to a packet, so nothing of the
//! case can show through it.

use entity::{
    codes::{AccessMode, LiaisonState, Relation},
    consular_packet, consular_request,
};
use sea_orm::{
    DbErr, JoinType, QueryResult,
    prelude::DateTimeUtc,
    sea_query::{DynIden, ExprTrait, IntoIden, SelectStatement},
};
use uuid::Uuid;

use super::{clearance::Clearance, scope::Scope};
use crate::{
    access::{
        class::ClassSet,
        relation::{CaseFacts, Relations},
    },
    rules::consular::view::open_to_liaison,
    store::sql::expression::column,
};

/// How many columns [`select`] adds.
pub(crate) const PACKET_FACTS: usize = 8;

/// The columns that decide access to a packet.
#[derive(Clone, Debug)]
pub(crate) struct PacketFacts {
    case_id: Uuid,
    house_id: Uuid,
    organisation_id: Uuid,
    submitted_at: Option<DateTimeUtc>,
    liaison_state: Option<LiaisonState>,
    revoked_at: Option<DateTimeUtc>,
    readable_until: Option<DateTimeUtc>,
    suspended_at: Option<DateTimeUtc>,
}

/// Adds the facts of the packet under `row`. The case is selected only for the read log.
pub(crate) fn select(select: &mut SelectStatement, row: &DynIden, left: bool) {
    use consular_packet::Column as C;
    let request = DynIden::from(format!("{row}_request"));
    let on = column(&request, consular_request::Column::Id).equals((row.clone(), C::ConsularRequestId.into_iden()));
    let kind = if left { JoinType::LeftJoin } else { JoinType::InnerJoin };
    select.join_as(kind, consular_request::Entity, request.clone(), on);
    select.expr(column(&request, consular_request::Column::CaseId));
    select.expr(column(&request, consular_request::Column::OrganisationId));
    for of in [C::OrganisationId, C::SubmittedAt, C::LiaisonState, C::RevokedAt, C::ReadableUntil, C::SuspendedAt] {
        select.expr(column(row, of));
    }
}

impl PacketFacts {
    /// Reads the facts that begin at column `at`.
    pub(crate) fn read(row: &QueryResult, at: usize) -> Result<Self, DbErr> {
        Ok(Self {
            case_id: row.try_get_by_index(at)?,
            house_id: row.try_get_by_index(at + 1)?,
            organisation_id: row.try_get_by_index(at + 2)?,
            submitted_at: row.try_get_by_index(at + 3)?,
            liaison_state: row.try_get_by_index(at + 4)?,
            revoked_at: row.try_get_by_index(at + 5)?,
            readable_until: row.try_get_by_index(at + 6)?,
            suspended_at: row.try_get_by_index(at + 7)?,
        })
    }

    /// The relation of the post, if the viewer's organisation is that post and the packet was submitted to it.
    pub(crate) fn relation(&self, scope: &Scope) -> Option<Relation> {
        let shown = self.liaison_state?;
        if self.organisation_id != scope.viewer.organisation_id || self.submitted_at.is_none() {
            return None;
        }
        let open = self.revoked_at.is_none()
            && self.suspended_at.is_none_or(|from| from > scope.now)
            && self.readable_until.is_none_or(|until| until > scope.now)
            && open_to_liaison(shown);
        Some(if open { Relation::ConsularPacket } else { Relation::ConsularPacketClosed })
    }

    /// The classes of the packet that the viewer may read.
    pub(crate) fn clearance(&self, scope: &Scope) -> Clearance {
        let classes = |relation| scope.grants.classes(AccessMode::Standard, relation);
        let classes = self.relation(scope).map_or(ClassSet::NONE, classes);
        Clearance { classes, case_id: Some(self.case_id) }
    }

    /// The facts that a permit carries, for the log of the organisation of the case. They describe no real case: the
    /// access mode of the case and the place of the person change nothing for a post.
    pub(crate) fn as_case(&self) -> CaseFacts {
        CaseFacts::of_no_case(self.case_id, self.house_id)
    }

    /// The relations through which a liaison may act: to an open packet, and to one whose end the post already sees.
    /// For the latter the state machine refuses with a message, so if two officers decide at the same time the second
    /// one sees why.
    pub(crate) fn relations(&self, scope: &Scope) -> Relations {
        let open = self.relation(scope) == Some(Relation::ConsularPacket);
        let ended = self.relation(scope).is_some()
            && self.revoked_at.is_none()
            && self.liaison_state.is_some_and(|shown| !open_to_liaison(shown));
        Relations::default().with(Relation::ConsularPacket, open || ended)
    }
}

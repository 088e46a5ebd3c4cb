//! The packets of a post, as its liaison lists and finds them. Every condition here uses only what the post is shown at
//! the moment of the request, never a column of the requesting organisation.

use entity::{
    codes::{AccessMode, DataClass, LiaisonState, Relation},
    consular_packet::{Column as C, Entity},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Cond, Condition, DynIden, ExprTrait, Query},
};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::consular::view::OPEN,
    store::{
        access::{
            clearance::Clearance,
            scope::{Scope, class_on_row},
        },
        lists::list::Selected,
        read::rows::Listing,
        sql::{
            expression::{code, column, constant, listed},
            ordering::Ordering,
            period::Period,
        },
        write::change::Change,
    },
};

/// Filter of a list of packets.
#[derive(Clone, Debug, Default)]
pub struct PacketFilter {
    /// Only the packet with this reference.
    pub reference: Option<String>,
    /// Only packets in one of these states.
    pub state: Option<Vec<LiaisonState>>,
    /// Only packets submitted in this time.
    pub submitted: Period,
}

/// The packets that the viewer's post knows of.
impl Selected for PacketFilter {
    type Entity = Entity;

    fn condition(&self, scope: &Scope, t: &DynIden, order: &Ordering) -> Condition {
        let Self { reference, state, submitted } = self;
        Cond::all()
            .add(scope.packets(t, order.class))
            .add_option(reference.as_deref().map(|reference| column(t, C::Reference).eq(reference)))
            .add_option(state.as_deref().map(|states| shown_as(scope, t, states)))
            .add(submitted.holds(&column(t, C::SubmittedAt)))
    }
}

/// The one packet with this reference: the same row that the list shows, also for a packet that was taken back and that
/// the next batch will show as closed. A packet that the list shows and this does not find would reveal that something
/// happened.
pub(crate) fn one(scope: &Scope, reference: &str) -> Listing {
    let t = listed();
    let from = Query::select()
        .from_as(Entity, t.clone())
        .and_where(column(&t, C::Reference).eq(reference))
        .cond_where(scope.packets(&t, DataClass::OperationalCoarse))
        .take();
    Listing { from, order: None, limit: 1, inherited: Clearance::PUBLIC }
}

/// "The packet is shown in one of these states now": the closing state after its batch went out, and the previous state
/// until then.
fn shown_as(scope: &Scope, t: &DynIden, states: &[LiaisonState]) -> Condition {
    let among = |of| column(t, of).is_in(states.iter().map(code));
    let closed = || column(t, C::CloseAfter).is_not_null().and(column(t, C::CloseAfter).lte(scope.now));
    let waiting = || column(t, C::CloseAfter).is_null().or(column(t, C::CloseAfter).gt(scope.now));
    Cond::any().add(closed().and(among(C::ClosingState))).add(waiting().and(among(C::LiaisonState)))
}

impl Scope {
    /// The condition "this viewer may read `class` of the packet under this alias".
    pub fn packets(&self, packet: &DynIden, class: DataClass) -> Condition {
        let gives = |relation| {
            let classes = self.grants.classes(AccessMode::Standard, relation);
            classes.holds(class_on_row(class))
        };
        let until = || column(packet, C::ReadableUntil);
        let suspended = || column(packet, C::SuspendedAt);
        let open = || {
            Cond::all()
                .add(column(packet, C::RevokedAt).is_null())
                .add(suspended().is_null().or(suspended().gt(self.now)))
                .add(until().is_null().or(until().gt(self.now)))
                .add(column(packet, C::LiaisonState).is_in(OPEN.iter().map(code)))
        };
        let ways = Cond::any()
            .add_option(gives(Relation::ConsularPacket).then(open))
            .add_option(gives(Relation::ConsularPacketClosed).then(|| open().not()));
        Cond::all()
            .add(column(packet, C::OrganisationId).eq(self.viewer.organisation_id))
            .add(column(packet, C::SubmittedAt).is_not_null())
            .add(column(packet, C::LiaisonState).is_not_null())
            .add(if ways.is_empty() { Cond::any().add(constant(false)) } else { ways })
    }
}

impl Change {
    /// The packet with this reference that was submitted to the viewer's organisation.
    /// Errors: `NOT_FOUND` for a packet of another post, a packet that was taken back or suspended, and a reference
    /// that does not exist: the same statement for all.
    pub(crate) async fn packet(&self, reference: &str) -> Result<Uuid, Error> {
        let packet = Entity::find()
            .filter(C::Reference.eq(reference))
            .filter(C::OrganisationId.eq(self.scope.viewer.organisation_id))
            .filter(C::RevokedAt.is_null())
            .filter(Condition::any().add(C::SuspendedAt.is_null()).add(C::SuspendedAt.gt(self.now())))
            .filter(C::SubmittedAt.is_not_null())
            .one(self.transaction())
            .await?;
        packet.map(|packet| packet.id).ok_or(Error::NotFound)
    }
}

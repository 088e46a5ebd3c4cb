//! The records of a file that list actions, each in each of its states.

use entity::{
    case,
    codes::{CaseStatus, ConsularState, InterviewSide, PersonMatchState, ReferralState, TransferState},
    consular_packet, consular_request, legal_order, person_match, referral, stay, transfer,
};
use sea_orm::{ColumnTrait, EntityTrait, Iterable, QueryFilter};
use waystation::rules::consular::view::liaison_view;

use crate::support::{World, consular, matching, order, standing::Place, stays};

/// A record in some state.
#[derive(Clone, Debug)]
pub enum Row {
    Case(case::Model),
    Stay(stay::Model),
    Referral(referral::Model),
    Transfer(transfer::Model),
    Request(consular_request::Model),
    Order(legal_order::Model),
    Match(person_match::Model),
    /// A packet, with its request in the same state.
    Packet(consular_packet::Model, consular_request::Model),
}

impl Row {
    /// The record type, and the field of an input that names the record.
    pub const fn named(&self) -> (&'static str, &'static str) {
        match self {
            Self::Case(_) => ("Case", "caseId"),
            // A bed is given and taken by actions on the case.
            Self::Stay(_) => ("Stay", "caseId"),
            Self::Referral(_) => ("Referral", "referralId"),
            Self::Transfer(_) => ("Transfer", "transferId"),
            Self::Request(_) => ("ConsularRequest", "consularRequestId"),
            Self::Order(_) => ("LegalOrder", "legalOrderId"),
            Self::Match(_) => ("PersonMatch", "personMatchId"),
            Self::Packet(..) => ("ConsularPacket", "packetReference"),
        }
    }

    /// The state, for a message.
    pub fn state(&self) -> String {
        match self {
            Self::Case(row) => format!("{:?}", row.status),
            Self::Stay(row) => format!("until {:?}", row.until_at),
            Self::Referral(row) => format!("{:?} grounded until {:?}", row.state, row.grounded_until),
            Self::Transfer(row) => {
                format!("{:?} confirmed {:?} {:?}", row.state, row.sender_confirmed_by, row.receiver_confirmed_by)
            }
            Self::Request(row) => format!("{:?}", row.state),
            Self::Order(row) => format!("approved {:?}, ended {:?}", row.approved_at, row.ended_at),
            Self::Match(row) => format!("{:?} until {:?}", row.state, row.expires_at),
            Self::Packet(row, _) => format!("{:?}", row.liaison_state),
        }
    }

    async fn write(&self, world: &World) {
        match self.clone() {
            Self::Case(row) => world.change(row).await,
            Self::Stay(row) => world.change(row).await,
            Self::Referral(row) => world.change(row).await,
            Self::Transfer(row) => world.change(row).await,
            Self::Request(row) => world.change(row).await,
            Self::Order(row) => world.change(row).await,
            Self::Match(row) => world.change(row).await,
            Self::Packet(row, request) => {
                world.change(row).await;
                world.change(request).await;
            }
        }
    }
}

/// The rows of a file as they were written.
#[derive(Clone, Debug)]
pub struct Rows {
    case: case::Model,
    stay: stay::Model,
    referral: referral::Model,
    transfer: transfer::Model,
    request: consular_request::Model,
    order: legal_order::Model,
    side: person_match::Model,
    packet: consular_packet::Model,
}

impl Rows {
    /// Writes the rows that the file does not have yet.
    pub async fn add(world: &World, place: &Place) -> Self {
        let (file, cast, reader) = (&place.file, &place.cast, &world.database.reader);
        consular::add(world, cast, file).await;
        consular::packet(world, file, place.viewer.organisation_id).await;
        order::add(world, cast, file).await;
        stays::add(world, cast, file).await;
        let request = consular_request::Entity::find_by_id(consular::ids(file).request).one(reader).await;
        let order = legal_order::Entity::find_by_id(order::id(file)).one(reader).await;
        let stay = stay::Entity::find_by_id(stays::id(file)).one(reader).await;
        let reference = consular_packet::Column::Reference.eq(consular::reference(file));
        let packet = consular_packet::Entity::find().filter(reference).one(reader).await;
        Self {
            case: file.case.clone(),
            stay: stay.expect("read").expect("it is there"),
            referral: file.referral.clone(),
            transfer: file.transfer.clone(),
            request: request.expect("read").expect("it is there"),
            order: order.expect("read").expect("it is there"),
            side: matching::add(world, cast, file).await,
            packet: packet.expect("read").expect("it is there"),
        }
    }

    /// The records in each of their states.
    pub fn all(&self) -> Vec<Vec<Row>> {
        vec![
            self.cases(),
            self.stays(),
            self.referrals(),
            self.transfers(),
            self.requests(),
            self.orders(),
            self.matches(),
        ]
    }

    fn cases(&self) -> Vec<Row> {
        CaseStatus::iter().map(|status| Row::Case(case::Model { status, ..self.case.clone() })).collect()
    }

    fn stays(&self) -> Vec<Row> {
        let until = [None, self.stay.until_at];
        until.map(|until_at| Row::Stay(stay::Model { until_at, exit_reason: None, ..self.stay.clone() })).to_vec()
    }

    fn referrals(&self) -> Vec<Row> {
        let of =
            |state, grounded_until| Row::Referral(referral::Model { state, grounded_until, ..self.referral.clone() });
        let ended = of(ReferralState::UnderReview, Some(self.referral.created_at));
        ReferralState::iter().map(|state| of(state, None)).chain([ended]).collect()
    }

    fn transfers(&self) -> Vec<Row> {
        let (at, other) = (Some(self.transfer.created_at), Some(self.transfer.proposed_by));
        let of = |state, [sender, receiver]: [bool; 2]| {
            Row::Transfer(transfer::Model {
                state,
                conference_on: None,
                sender_confirmed_at: at.filter(|_| sender),
                sender_confirmed_by: other.filter(|_| sender),
                receiver_confirmed_at: at.filter(|_| receiver),
                receiver_confirmed_by: other.filter(|_| receiver),
                ..self.transfer.clone()
            })
        };
        let confirmed = [[true, false], [false, true]].map(|by| of(TransferState::Accepted, by));
        TransferState::iter().map(|state| of(state, [false, false])).chain(confirmed).collect()
    }

    fn requests(&self) -> Vec<Row> {
        let states = ConsularState::iter().map(|state| {
            let held = (state == ConsularState::OnHoldProtection).then_some(ConsularState::MoreInfoRequired);
            Row::Request(consular_request::Model { state, held_state: held, ..self.request.clone() })
        });
        states.collect()
    }

    fn orders(&self) -> Vec<Row> {
        let (at, valid_until) = (Some(self.order.created_at), None);
        let states = [(None, None), (at, None), (None, at), (at, at)];
        let states = states.map(|(approved_at, ended_at)| {
            Row::Order(legal_order::Model { approved_at, ended_at, valid_until, ..self.order.clone() })
        });
        states.to_vec()
    }

    fn matches(&self) -> Vec<Row> {
        let past = self.side.created_at;
        let of = |state, expires_at| Row::Match(person_match::Model { state, expires_at, ..self.side.clone() });
        let over = of(PersonMatchState::Proposed, past);
        PersonMatchState::iter().map(|state| of(state, self.side.expires_at)).chain([over]).collect()
    }

    /// The packet in each state that the consulate sees.
    pub fn packets(&self) -> Vec<Row> {
        let shown = ConsularState::iter().filter(|state| liaison_view(*state).is_some());
        let states = shown.map(|state| {
            // The requesting organisation proposed the interview.
            let (liaison_state, interview_by) = (liaison_view(state), Some(InterviewSide::Requester));
            let packet = consular_packet::Model { liaison_state, interview_by, ..self.packet.clone() };
            let held_state = None;
            Row::Packet(packet, consular_request::Model { state, held_state, interview_by, ..self.request.clone() })
        });
        states.collect()
    }

    /// Writes the rows as they were, and this one in its state.
    pub async fn write(&self, world: &World, row: &Row) {
        let given = stay::Entity::delete_many().filter(stay::Column::CaseId.eq(self.case.id));
        let given = given.filter(stay::Column::Id.ne(self.stay.id));
        given.exec(&world.database.writer).await.expect("beds are free again");
        for row in [
            Row::Case(self.case.clone()),
            Row::Stay(self.stay.clone()),
            Row::Referral(self.referral.clone()),
            Row::Transfer(self.transfer.clone()),
            Row::Packet(self.packet.clone(), self.request.clone()),
            Row::Order(self.order.clone()),
            Row::Match(self.side.clone()),
            row.clone(),
        ] {
            row.write(world).await;
        }
        world.rebuild().await;
    }
}

//! A random consular desk: posts of several States, requests in every state of the desk, packets in every state that a
//! post is shown. Some packets are revoked, expired, or closed with a batch that is due or already out.

use entity::{
    case,
    codes::{ConsularState, LiaisonState},
    consent, consular_packet, consular_packet_version, consular_post, consular_request, organisation, worker,
};
use rand::{RngExt as _, rngs::ChaCha8Rng, seq::IndexedRandom as _};
use sea_orm::Iterable;
use uuid::Uuid;

use super::caseload::{moment, one, some_moment, write};
use crate::support::{World, rows};

/// The rows of the desk.
pub struct Desk {
    posts: Vec<consular_post::Model>,
    pub requests: Vec<consular_request::Model>,
    pub packets: Vec<consular_packet::Model>,
    versions: Vec<consular_packet_version::Model>,
}

impl Desk {
    /// Requests for these cases to these States of origin. A few packets belong to an organisation that is no post.
    pub fn at_random(
        dice: &mut ChaCha8Rng,
        cases: &[case::Model],
        consents: &[consent::Model],
        workers: &[worker::Model],
        states: &[organisation::Model],
        others: &[organisation::Model],
    ) -> Self {
        let country = |of: &organisation::Model| of.country.clone().unwrap_or_else(|| "GIN".to_owned());
        let posts: Vec<_> = states.iter().map(|state| rows::post(state, &country(state))).collect();
        let requests: Vec<_> = (0..90)
            .map(|_| {
                let (case, post) = (one(dice, cases), one(dice, &posts));
                let row = rows::consular_request(&case, &post, &one(dice, consents), one(dice, workers).id);
                request(dice, row)
            })
            .collect();
        let asked: Vec<_> = requests.sample(dice, 80).cloned().collect();
        let packets: Vec<_> = asked
            .iter()
            .map(|request| {
                let post = posts.iter().find(|post| post.id == request.consular_post_id).expect("it asks a post");
                let strange = dice.random_bool(0.1).then(|| one(dice, others).id);
                packet(dice, rows::packet(request, post), strange)
            })
            .collect();
        let versions =
            packets.iter().flat_map(|of| (1..=of.version_number).map(|number| rows::packet_version(of, number)));
        let versions = versions.collect();
        Self { posts, requests, packets, versions }
    }

    pub async fn write(&self, world: &World) {
        write(world, &self.posts).await;
        write(world, &self.requests).await;
        write(world, &self.packets).await;
        write(world, &self.versions).await;
    }
}

fn request(dice: &mut ChaCha8Rng, row: consular_request::Model) -> consular_request::Model {
    let states: Vec<_> = ConsularState::iter().collect();
    let state = one(dice, &states);
    let held_state = (state == ConsularState::OnHoldProtection).then(|| one(dice, &states));
    // Submission dates are random, even for a blocked request: such rows do not make sense, on purpose.
    consular_request::Model { state, held_state, submitted_at: some_moment(dice, 0.8), ..row }
}

fn packet(dice: &mut ChaCha8Rng, row: consular_packet::Model, strange: Option<Uuid>) -> consular_packet::Model {
    let shown: Vec<_> = LiaisonState::iter().collect();
    let ends = [LiaisonState::Closed, LiaisonState::ClosedByRequester];
    let closed = dice.random_bool(0.4);
    let version_number = dice.random_range(1..=3);
    consular_packet::Model {
        organisation_id: strange.unwrap_or(row.organisation_id),
        version_number,
        // A state without a submission, or a submission without a state: nobody may read such a packet.
        liaison_state: dice.random_bool(0.95).then(|| one(dice, &shown)),
        submitted_at: some_moment(dice, 0.9),
        readable_until: some_moment(dice, 0.5),
        revoked_at: some_moment(dice, if closed { 0.9 } else { 0.1 }),
        closing_state: closed.then(|| one(dice, &ends)),
        close_after: closed.then(|| moment(dice)),
        payload: row.payload.filter(|_| dice.random_bool(0.7)),
        ..row
    }
}

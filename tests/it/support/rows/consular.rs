//! The rows of a consular request: the post, the request to it, and the packet that the post reads.

use entity::{
    case,
    codes::{ConsularState, IdentifierType, LiaisonState, PostKind},
    consent, consular_packet, consular_packet_version, consular_post, consular_request, organisation,
};
use serde_json::json;
use uuid::Uuid;
use waystation::rules::name_order::sort_key;

use super::{reference, yesterday};

/// A post in Niger for this organisation. It accepts requests.
pub fn post(of: &organisation::Model, country: &str) -> consular_post::Model {
    consular_post::Model {
        id: Uuid::now_v7(),
        organisation_id: of.id,
        country: country.to_owned(),
        kind: PostKind::Embassy,
        name: format!("Embassy of {country}"),
        name_translations: None,
        sort_key: sort_key(&format!("Embassy of {country}")),
        host_country: "NER".to_owned(),
        active: true,
        created_at: yesterday(),
        updated_at: yesterday(),
    }
}

/// A request that was submitted to the post yesterday and that the post has not seen yet.
pub fn consular_request(
    case: &case::Model,
    post: &consular_post::Model,
    consent: &consent::Model,
    drafted_by: Uuid,
) -> consular_request::Model {
    let id = Uuid::now_v7();
    consular_request::Model::builder()
        .id(id)
        .reference(reference("C", id))
        .case_id(case.id)
        .organisation_id(case.organisation_id)
        .drafted_by(drafted_by)
        .consular_post_id(post.id)
        .country(post.country.clone())
        .document_type(IdentifierType::LaissezPasserNational)
        .created_at(yesterday())
        .consent_id(consent.id)
        .state(ConsularState::Submitted)
        .cleared(true)
        .packet_reference(packet_reference(id))
        .submitted_at(yesterday())
        .build()
}

/// The packet of the request as the consulate received it, with an empty payload.
pub fn packet(request: &consular_request::Model, post: &consular_post::Model) -> consular_packet::Model {
    consular_packet::Model::builder()
        .id(Uuid::new_v4())
        .reference(packet_reference(request.id))
        .consular_request_id(request.id)
        .organisation_id(post.organisation_id)
        .consular_post_id(post.id)
        .country(post.country.clone())
        .consent_id(request.consent_id.expect("a packet rests on a consent"))
        .payload(json!({}))
        .payload_hash("0".repeat(64))
        .liaison_state(LiaisonState::Received)
        .liaison_version(1)
        .submitted_at(yesterday())
        .created_at(yesterday())
        .build()
}

/// A version of the packet, which the requesting organisation keeps.
pub fn packet_version(of: &consular_packet::Model, number: i32) -> consular_packet_version::Model {
    consular_packet_version::Model {
        id: Uuid::now_v7(),
        consular_packet_id: of.id,
        version_number: number,
        payload: json!({}),
        payload_hash: "0".repeat(64),
        consent_id: of.consent_id,
        created_at: yesterday(),
        replaced_at: (number < of.version_number).then(yesterday),
    }
}

fn packet_reference(request_id: Uuid) -> String {
    reference("K", request_id)
}

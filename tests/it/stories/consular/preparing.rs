//! Before the consulate hears of anything: the consent names the post, and the post must be competent.

use chrono::Duration;
use entity::{
    case,
    codes::{ConsentStatus, OrganisationType, Purpose},
    consent, consent_recipient, consular_packet, consular_post, consular_post_competence,
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::global_id;

use super::{Story, embassy_of, merged, of_request};
use crate::support::{on_both, rows};

#[tokio::test]
async fn no_packet_is_frozen_without_a_consent_that_names_this_very_post() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let mut draft = story.draft();
        draft.as_object_mut().expect("an input").remove("consentId");
        let request = story.screen(draft).await;
        let ready = |more: Value| story.refused(&story.mariama, "freezeConsularPacket", of_request(&request, more));
        assert_eq!(ready(json!({})).await, "CONSENT_MISSING");

        let good = || consent::Model { id: Uuid::now_v7(), ..story.consent.clone() };
        let embassy = Some(story.embassy.organisation_id);
        let any_consulate = consent_recipient::Model {
            organisation_id: None,
            organisation_type: Some(OrganisationType::GovOriginConsular),
            ..story.recipient(&good(), None)
        };
        let soon = story.world.now + Duration::seconds(1);
        let other_purpose = consent::Model { purpose: Purpose::ReturnTravel, ..good() };
        let of_mali = Some(story.bintou.organisation_id);
        for (why, consent, recipient, code) in [
            ("the embassy of Mali", good(), story.recipient(&good(), of_mali), "CONSENT_DOES_NOT_COVER"),
            ("any consulate", good(), any_consulate, "CONSENT_DOES_NOT_COVER"),
            ("another purpose", other_purpose, story.recipient(&good(), embassy), "CONSENT_DOES_NOT_COVER"),
            (
                "taken back",
                consent::Model { status: ConsentStatus::Withdrawn, ..good() },
                story.recipient(&good(), embassy),
                "CONSENT_NOT_VALID",
            ),
            (
                "not yet",
                consent::Model { valid_from: soon, ..good() },
                story.recipient(&good(), embassy),
                "CONSENT_NOT_VALID",
            ),
            (
                "no more",
                consent::Model { valid_until: Some(story.world.now), ..good() },
                story.recipient(&good(), embassy),
                "CONSENT_NOT_VALID",
            ),
        ] {
            let consent = story.world.add(consent).await;
            story.world.add(consent_recipient::Model { consent_id: consent.id, ..recipient }).await;
            let input = json!({ "consentId": global_id::encode("Consent", consent.id) });
            assert_eq!(ready(input).await, code, "{why}");
        }
        let packets = consular_packet::Entity::find().count(&story.world.database.reader).await;
        assert_eq!(packets.expect("they are counted"), 0);
        let good = json!({ "consentId": global_id::encode("Consent", story.consent.id) });
        let request = story.house(&story.mariama, "freezeConsularPacket", &request, good).await;
        assert_eq!(request["state"], "READY");
    })
    .await;
}

#[tokio::test]
async fn a_request_goes_to_the_post_of_the_region_of_origin_or_of_the_country_of_stay() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let draft = |post: &consular_post::Model, region: Option<&str>| {
            let post = global_id::encode("ConsularPost", post.id);
            merged(story.draft(), json!({ "postId": post, "originRegion": region }))
        };
        let refused = async |draft: Value| story.refused(&story.mariama, "draftConsularRequest", draft).await;
        let ((_, closed), _) = embassy_of(&story.world, "GIN").await;
        let shut = consular_post::ActiveModel { id: Set(closed.id), active: Set(false), ..Default::default() };
        shut.update(&story.world.database.writer).await.expect("it is written");
        assert_eq!(refused(draft(&closed, None)).await, "NOT_ACTIVE");
        let ((_, regional), _) = embassy_of(&story.world, "GIN").await;
        let line = consular_post_competence::Model {
            id: Uuid::now_v7(),
            consular_post_id: regional.id,
            origin_admin1: Some("Labé".to_owned()),
            stay_country: Some("NER".to_owned()),
        };
        story.world.add(line).await;
        for region in [None, Some("Kindia")] {
            assert_eq!(refused(draft(&regional, region)).await, "POST_NOT_COMPETENT", "{region:?}");
        }
        story.must(&story.mariama, "draftConsularRequest", draft(&regional, Some("labe"))).await;
        assert_eq!(refused(draft(&regional, Some("Labé"))).await, "LIMIT_REACHED", "one request to a post at a time");
    })
    .await;
}

#[tokio::test]
async fn who_left_for_another_country_is_not_submitted_to_the_post_of_the_first() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.screened().await;
        let request = story.house(&story.mariama, "freezeConsularPacket", &request, json!({})).await;
        let country = Set("MLI".to_owned());
        let case = case::ActiveModel { id: Set(story.case.id), country, ..Default::default() };
        case.update(&story.world.database.writer).await.expect("it is written");
        let input = of_request(&request, json!({}));
        assert_eq!(story.refused(&story.mariama, "submitConsularRequest", input).await, "POST_NOT_COMPETENT");
        assert_eq!(story.inbox(&story.sekou, "").await["data"]["consularPackets"]["nodes"], json!([]));
    })
    .await;
}

impl Story {
    /// The consent names this organisation.
    #[expect(clippy::unused_self, reason = "it reads better as a method of the story")]
    fn recipient(&self, consent: &consent::Model, organisation_id: Option<Uuid>) -> consent_recipient::Model {
        let organisation = rows::organisation(OrganisationType::GovOriginConsular);
        consent_recipient::Model { organisation_id, ..rows::recipient(consent, &organisation) }
    }
}

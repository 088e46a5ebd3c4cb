//! What was corrected is in no packet.

use entity::{
    codes::{ContactType, DocumentSeen, IdentifierType, LanguageLevel, NationalityBasis},
    contact, identifier, nationality, organisation, person, person_language, person_name,
};
use sea_orm::{EntityTrait as _, prelude::Uuid};
use serde_json::json;

use super::Story;
use crate::support::{on_both, rows};

#[tokio::test]
async fn a_consulate_reads_nothing_of_a_person_that_was_wrong() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let (reader, person_id) = (&story.world.database.reader, story.case.person_id);
        let person = person::Entity::find_by_id(person_id).one(reader).await.expect("read").expect("there");
        let owner = organisation::Entity::find_by_id(story.case.organisation_id).one(reader).await;
        let by = story.world.add(rows::worker(&owner.expect("read").expect("there"))).await;
        let wrong = async |record: &str| {
            Some(story.world.add(rows::correction(&by, story.case.id, record, Uuid::now_v7())).await.id)
        };
        let correction_id = wrong("PersonName").await;
        let name = person_name::Model { position: -1, correction_id, ..rows::name(&person, "Wrong", "Name") };
        story.world.add(name).await;
        story
            .world
            .add(nationality::Model {
                id: Uuid::nil(),
                person_id,
                country: "MLI".to_owned(),
                basis: NationalityBasis::Confirmed,
                correction_id: wrong("Nationality").await,
            })
            .await;
        let correction_id = wrong("PersonLanguage").await;
        let language = rows::language(person_id, "bm", LanguageLevel::Native);
        story.world.add(person_language::Model { correction_id, ..language }).await;
        story
            .world
            .add(identifier::Model {
                id: Uuid::now_v7(),
                person_id,
                identifier_type: IdentifierType::ConventionTravelDocument,
                number: "wrong".to_owned(),
                issuer: None,
                issued_on: None,
                expires_on: None,
                seen: DocumentSeen::Original,
                search_key: None,
                correction_id: wrong("Identifier").await,
            })
            .await;
        story
            .world
            .add(contact::Model {
                id: Uuid::now_v7(),
                person_id,
                contact_type: ContactType::AddressInOrigin,
                value: "wrong".to_owned(),
                name: None,
                relation: None,
                may_contact: true,
                search_key: None,
                correction_id: wrong("Contact").await,
            })
            .await;
        let mut draft = story.draft();
        draft["languages"] = json!(["bm"]);
        let refused = story.refused(&story.mariama, "draftConsularRequest", draft).await;
        assert_eq!(refused, "VALUE_NOT_ALLOWED", "she does not speak it");
        // The papers of a refugee would be a sign that no consulate may be asked.
        let request = story.submitted().await;
        let packet = story.packet(&story.sekou, &request["packetReference"]).await["data"]["consularPacket"].take();
        assert_eq!((&packet["givenNames"], &packet["claimedNationality"]), (&json!("Aïssata"), &json!("GIN")));
        assert_eq!(packet["lastAddress"], json!(null));
        let told = packet.to_string().to_lowercase();
        assert!(!told.contains("wrong"), "{told}");
    })
    .await;
}

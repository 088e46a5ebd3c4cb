//! What is in a packet, and what is not.

use entity::{
    codes::{DataClass, LanguageLevel},
    consent, person_language,
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set};
use serde_json::{Value, json};
use waystation::access::class::ClassSet;

use super::{Story, merged};
use crate::support::on_both;

#[tokio::test]
async fn a_consulate_hears_of_a_language_that_was_named_for_it_and_agreed_to_and_of_no_other() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        // Her mother tongue, and what she learned on the road.
        for (language, level) in [("ff", LanguageLevel::Native), ("ar", LanguageLevel::Conversational)] {
            let (person_id, language) = (story.case.person_id, language.to_owned());
            story.world.add(person_language::Model { person_id, language, level, interpreter_needed: false }).await;
        }
        let draft = |languages: Value| merged(story.draft(), json!({ "languages": languages }));
        let refused = async |draft: Value| story.refused(&story.mariama, "draftConsularRequest", draft).await;
        assert_eq!(refused(draft(json!(["sus"]))).await, "VALUE_NOT_ALLOWED", "nobody heard her speak it");
        let unheard = merged(draft(json!(["ff"])), json!({ "interviewPreferences": [] }));
        assert_eq!(refused(unheard).await, "VALUE_NOT_ALLOWED", "no interview, no evidence");

        let languages = async |request: &Value| {
            let packet = story.packet(&story.sekou, &request["packetReference"]).await;
            packet["data"]["consularPacket"]["languages"].clone()
        };
        let request = story.submit(draft(json!(["ff"]))).await;
        assert_eq!(languages(&request).await, json!([]), "the consent does not hold OPERATIONAL");
        story.house(&story.mariama, "withdrawConsularRequest", &request, json!({ "reason": "ENTERED_IN_ERROR" })).await;

        story.agree(&[DataClass::Operational, DataClass::Identity, DataClass::Legal]).await;
        let request = story.submit(draft(json!(["ff"]))).await;
        assert_eq!(languages(&request).await, json!(["ff"]));
        story.house(&story.mariama, "withdrawConsularRequest", &request, json!({ "reason": "DUPLICATE" })).await;
        let request = story.submitted().await;
        assert_eq!(languages(&request).await, json!([]), "no language was named");
    })
    .await;
}

impl Story {
    /// The person agrees to these classes, and to no other.
    async fn agree(&self, classes: &[DataClass]) {
        let classes = Set(ClassSet::of(classes).to_bits());
        let consent = consent::ActiveModel { id: Set(self.consent.id), classes, ..Default::default() };
        consent.update(&self.world.database.writer).await.expect("it is written");
    }
}

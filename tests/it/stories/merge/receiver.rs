//! A receiver of one of the two cases reads the names of the person, and nothing of the other case or of what became known of the
//! person's protection after it accepted.

use entity::{
    codes::{DataClass, Severity, VulnerabilityCategory, VulnerabilitySource},
    person, share, vulnerability,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::class::ClassSet, store::case_file::share::known};

use super::{Second, each};
use crate::{
    stories::house::House,
    support::{on_both, rows},
};

const OF_CASE: &str = "{ cases { nodes { vulnerabilities { category } caseNotes { text }
    person { names { given } formerNames { given } formerFacts { birthPlace } genderIdentity protectionMarkers { sign }
        merges { id } } } } }";

/// The only case that the partner reads.
async fn read(house: &House) -> Value {
    let asked = house.world.ask(&house.engine, &house.ibrahim_reads(), OF_CASE, json!({})).await;
    let cases = asked["data"]["cases"]["nodes"].as_array().unwrap_or_else(|| panic!("{asked:#}")).clone();
    assert_eq!(cases.len(), 1, "{asked:#}");
    cases[0].clone()
}

impl House {
    /// The focal point of the partner.
    fn ibrahim_reads(&self) -> waystation::access::viewer::Viewer {
        waystation::access::viewer::Viewer { roles: vec![entity::codes::Role::NgoFocalPoint], ..self.ibrahim.clone() }
    }
}

#[tokio::test]
async fn a_receiver_of_one_case_learns_of_the_other_registration_what_its_consent_opens() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::plain(&house).await;
        let shared = [DataClass::Operational, DataClass::Identity, DataClass::Protection];
        let share = share::Model {
            classes: ClassSet::of(&shared).to_bits(),
            later_facts: false,
            ..rows::share(&second.case, &house.partner)
        };
        let share = house.world.add(share).await;
        house.world.add(known(&second.case, &second.person, &share)).await;
        let own_words = Expr::val("in her own words");
        person::Entity::update_many()
            .col_expr(person::Column::GenderIdentity, own_words)
            .filter(person::Column::Id.eq(house.case.person_id))
            .exec(&house.world.database.writer)
            .await
            .expect("written");
        house
            .world
            .add(vulnerability::Model {
                id: Uuid::now_v7(),
                case_id: house.case.id,
                category: VulnerabilityCategory::TortureSurvivor,
                severity: Severity::High,
                determinant_level: None,
                identified_on: house.world.now.date_naive(),
                source: VulnerabilitySource::StaffObservation,
                confirmed: true,
                notes: None,
                worker_id: None,
                created_at: house.world.now - chrono::Duration::days(2),
                correction_id: None,
            })
            .await;
        let before = read(&house).await;
        assert_eq!(each(&before["person"]["names"], "given"), ["Aïcha"]);
        let undo = house.merge(&second).await;
        let after = read(&house).await;
        assert_eq!(each(&after["person"]["names"], "given"), ["Aïssata", "Aïcha"], "IDENTITY is what is in force");
        for field in ["formerNames", "formerFacts", "merges"] {
            assert_eq!(after["person"][field], json!([]), "{field}");
        }
        assert_eq!(after["person"]["genderIdentity"], Value::Null, "as it was at acceptance");
        assert_eq!(after["vulnerabilities"], json!([]), "those of the other case are not shared");
        house.merges("undoPersonMerge", undo).await;
        assert_eq!(read(&house).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_receiver_without_identity_reads_no_name_of_either() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::plain(&house).await;
        let classes = ClassSet::of(&[DataClass::Operational]).to_bits();
        house.world.add(share::Model { classes, ..rows::share(&second.case, &house.partner) }).await;
        let before = read(&house).await;
        house.merge(&second).await;
        assert_eq!(read(&house).await, before);
    })
    .await;
}

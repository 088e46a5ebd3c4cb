//! A person at the counter asks for their file. Djamila, the data protection officer, finds it by what the person says, reads
//! nothing more of it than before, and leaves a line in the read log.

use entity::{
    case,
    codes::{AccessMode, BirthDatePrecision, ContactType, IdentifierType, OrganisationType, Oversight, Role},
    contact, identifier, organisation, person, read_log,
};
use sea_orm::{EntityTrait as _, QueryOrder as _};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, store::background::search_keys};

use crate::{
    stories::house::House,
    support::{on_both, rows, someone},
};

/// What every search here asks for.
const ANSWER: &str =
    "cases { reference person { initials birthYear birthDate names { given } } } userErrors { code field }";

/// A person with a case of Aïssata's organisation in Agadez, born on 1 June 1990, and the officer.
pub(super) struct Counter {
    pub(super) house: House,
    pub(super) djamila: Viewer,
    /// The reference of the case.
    kadidia: case::Model,
}

impl Counter {
    pub(super) async fn begin(house: House) -> Self {
        let djamila = house.world.add(rows::worker(&house.owner)).await;
        let djamila = house.world.viewer(Role::DataProtectionOfficer, &djamila, &house.owner);
        let kadidia = registered(&house, "Kadidia", "Traoré", BirthDatePrecision::Exact, |case| case).await;
        let document = identifier::Model {
            search_key: search_keys::of_document("GN-77"),
            ..rows_identifier(&kadidia, IdentifierType::Passport, "GN-77")
        };
        house.world.add(document).await;
        house.world.add(phone(&kadidia, "+227 90 11 22 33")).await;
        Self { house, djamila, kadidia }
    }

    async fn asked(&self, who: &Viewer, said: &str) -> Value {
        let document = format!("{{ personAtCounter(purpose: ACCESS, {said}) {{ {ANSWER} }} }}");
        self.house.world.ask(&self.house.engine, who, &document, json!({})).await
    }

    /// The references that are found. The search must be made.
    pub(super) async fn found(&self, who: &Viewer, said: &str) -> Vec<String> {
        let asked = self.asked(who, said).await;
        let answer = &asked["data"]["personAtCounter"];
        assert_eq!(answer["userErrors"], json!([]), "{said}: {asked:#}");
        super::each(&answer["cases"], "reference")
    }

    /// The code of the only refusal. Nothing is answered with it.
    pub(super) async fn refused(&self, said: &str) -> Value {
        let asked = self.asked(&self.djamila, said).await;
        let answer = &asked["data"]["personAtCounter"];
        assert_eq!(answer["cases"], json!([]), "{said}: {asked:#}");
        answer["userErrors"][0]["code"].clone()
    }

    /// The searches in the read log, the oldest first.
    pub(super) async fn logged(&self) -> Vec<Value> {
        let rows = read_log::Entity::find().order_by_asc(read_log::Column::Id).all(&self.house.world.database.reader);
        let rows = rows.await.expect("the log is read");
        let entries = rows.iter().filter_map(|row| row.entries.as_array()).flatten();
        entries.filter(|entry| entry["search"] == "personAtCounter").cloned().collect()
    }
}

fn rows_identifier(of: &case::Model, identifier_type: IdentifierType, number: &str) -> identifier::Model {
    identifier::Model {
        id: Uuid::now_v7(),
        person_id: of.person_id,
        identifier_type,
        number: number.to_owned(),
        issuer: None,
        issued_on: None,
        expires_on: None,
        seen: entity::codes::DocumentSeen::Original,
        search_key: search_keys::of_document(number),
        correction_id: None,
    }
}

fn phone(of: &case::Model, value: &str) -> contact::Model {
    contact::Model {
        id: Uuid::now_v7(),
        person_id: of.person_id,
        contact_type: ContactType::Phone,
        value: value.to_owned(),
        name: None,
        relation: None,
        may_contact: true,
        search_key: search_keys::of_contact(value),
        correction_id: None,
    }
}

/// A case of a woman who was born on 1 June 1990, as exactly as this says.
pub(super) async fn registered(
    house: &House,
    given: &str,
    family: &str,
    precision: BirthDatePrecision,
    of: impl FnOnce(case::Model) -> case::Model,
) -> case::Model {
    let row = person::Model {
        birth_date: chrono::NaiveDate::from_ymd_opt(1990, 6, 1),
        birth_date_precision: precision,
        ..rows::person(&house.owner)
    };
    let person = house.world.add(row).await;
    house.world.add(rows::name(&person, given, family)).await;
    house.world.add(of(rows::case(&person, &house.agadez))).await
}

#[tokio::test]
async fn two_facts_find_the_file_and_show_nothing_more_of_it() {
    on_both(|world| async move {
        let desk = Counter::begin(House::begin(world).await).await;
        let mine = [desk.kadidia.reference.clone()];
        for said in [
            "name: \"Traore Khadidja\", birthDate: \"1990-06-01\"",
            "phone: \"90 11 22 33\", identifierNumber: \"gn 77\"",
            &format!("name: \"Kadidia\", reference: \"{}\"", desk.kadidia.reference),
        ] {
            assert_eq!(desk.found(&desk.djamila, said).await, mine, "{said}");
        }
        let asked = desk.asked(&desk.djamila, "name: \"Traoré\", birthDate: \"1990-06-01\"").await;
        let person = &asked["data"]["personAtCounter"]["cases"][0]["person"];
        assert_eq!(person["birthYear"], 1990, "{asked:#}");
        assert_eq!([&person["names"], &person["birthDate"]], [&Value::Null; 2], "{asked:#}");
        let withheld = super::each(&asked["extensions"]["withheld"], "field");
        assert_eq!(withheld, ["Person.birthDate", "Person.names"]);
        // The list of cases still finds nothing by the name.
        let listed = "{ cases(filter: { name: \"Kadidia\" }) { totalCount } }";
        let listed = desk.house.world.ask(&desk.house.engine, &desk.djamila, listed, json!({})).await;
        assert_eq!(listed["data"]["cases"]["totalCount"], 0, "{listed:#}");
    })
    .await;
}

#[tokio::test]
async fn one_fact_is_refused_and_every_fact_has_to_fit() {
    on_both(|world| async move {
        let desk = Counter::begin(House::begin(world).await).await;
        assert_eq!(desk.refused("name: \"Kadidia Traoré\"").await, "VALUE_REQUIRED");
        assert_eq!(desk.refused("reference: \"C-1\", name: null").await, "VALUE_REQUIRED");
        let malformed = desk.asked(&desk.djamila, "name: \"Kadidia\", phone: \"hello\"").await;
        assert_eq!(super::code(&malformed), "BAD_USER_INPUT");
        assert_eq!(desk.logged().await, [] as [Value; 0], "nobody was searched for");
        for wrong in [
            "name: \"Kadidia\", birthDate: \"1990-06-02\"",
            "name: \"Aminata\", birthDate: \"1990-06-01\"",
            "name: \"Kadidia Diallo\", birthDate: \"1990-06-01\"",
            "name: \"Traoré\", birthDate: \"1990-06-01\", phone: \"90 11 22 34\"",
            // A name is not found by its beginning, so that nobody can find it letter by letter.
            "name: \"Kadi\", birthDate: \"1990-06-01\"",
            "name: \"K\", birthDate: \"1990-06-01\"",
        ] {
            assert_eq!(desk.found(&desk.djamila, wrong).await, [""; 0], "{wrong}");
        }
        // A birth fits as exactly as it is on file.
        let [month, year, estimated] =
            [BirthDatePrecision::Month, BirthDatePrecision::Year, BirthDatePrecision::Estimated];
        for (given, precision, fits, fits_not) in [
            ("Bintou", month, "1990-06-30", "1990-07-01"),
            ("Coumba", year, "1990-12-31", "1991-01-01"),
            ("Dado", estimated, "1992-12-31", "1993-01-01"),
        ] {
            let case = registered(&desk.house, given, "Sow", precision, |case| case).await;
            let said = |day: &str| format!("name: \"{given} Sow\", birthDate: \"{day}\"");
            assert_eq!(desk.found(&desk.djamila, &said(fits)).await, [case.reference], "{given}");
            assert_eq!(desk.found(&desk.djamila, &said(fits_not)).await, [""; 0], "{given}");
        }
    })
    .await;
}

#[tokio::test]
async fn only_people_of_whom_the_officer_may_know_are_found() {
    on_both(|world| async move {
        let desk = Counter::begin(House::begin(world).await).await;
        let said = "name: \"Kadidia Traoré\", birthDate: \"1990-06-01\"";
        let house = &desk.house;
        // The partner has a case of the same woman, and this one is shared with it.
        let elsewhere = case::Model {
            id: Uuid::now_v7(),
            reference: "C-9".to_owned(),
            organisation_id: house.partner.id,
            centre_id: house.dirkou.id,
            ..desk.kadidia.clone()
        };
        house.world.add(elsewhere).await;
        house.world.add(rows::share(&desk.kadidia, &house.partner)).await;
        assert_eq!(desk.found(&desk.djamila, said).await, std::slice::from_ref(&desk.kadidia.reference));
        assert_eq!(desk.found(&desk.djamila, "name: \"Traoré\", reference: \"C-9\"").await, [""; 0]);
        let of_partner = Viewer { roles: vec![Role::DataProtectionOfficer], ..house.ibrahim.clone() };
        assert_eq!(desk.found(&of_partner, said).await, ["C-9"], "a case that was shared is no case of theirs");
        let of_nobody = Viewer { roles: vec![Role::DataProtectionOfficer], ..house.nadia.clone() };
        assert_eq!(desk.found(&of_nobody, said).await, [""; 0]);
        let (over, hawa) = {
            let kind = rows::organisation(OrganisationType::UnAgency);
            let over = house.world.add(organisation::Model { oversight: Oversight::Country, ..kind }).await;
            let hawa = house.world.add(rows::worker(&over)).await;
            (over, hawa)
        };
        let hawa = house.world.viewer(Role::DataProtectionOfficer, &hawa, &over);
        assert_eq!(desk.found(&hawa, said).await.len(), 2, "both are in the country that her organisation oversees");
        // A restricted and a sealed case are found: the officer may know of them.
        for mode in [AccessMode::Restricted, AccessMode::Sealed] {
            let given = format!("{mode:?}");
            let hidden = |case| case::Model { access_mode: mode, ..case };
            let case = registered(house, &given, "Ba", BirthDatePrecision::Exact, hidden).await;
            let said = format!("name: \"{given} Ba\", birthDate: \"1990-06-01\"");
            assert_eq!(desk.found(&desk.djamila, &said).await, [case.reference]);
        }
        // The papers of a refugee reveal asylum, which the officer does not read.
        let papers = rows_identifier(&desk.kadidia, IdentifierType::ConventionTravelDocument, "R 77001");
        house.world.add(papers).await;
        assert_eq!(desk.found(&desk.djamila, "name: \"Kadidia\", identifierNumber: \"R 77001\"").await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn only_a_data_protection_officer_may_ask() {
    on_both(|world| async move {
        let desk = Counter::begin(House::begin(world).await).await;
        let said = "name: \"Kadidia Traoré\", birthDate: \"1990-06-01\"";
        let house = &desk.house;
        let auditor = Viewer { roles: vec![Role::Auditor], ..desk.djamila.clone() };
        for who in [&house.aminata, &house.moussa, &house.salif, &house.awa, &house.ibrahim, &auditor] {
            let asked = desk.asked(who, said).await;
            assert_eq!(super::code(&asked), "FORBIDDEN");
            assert_eq!(asked["data"]["personAtCounter"], Value::Null);
        }
        let (consulate, liaison) = someone(&house.world, OrganisationType::GovOriginConsular).await;
        let liaison = house.world.viewer(Role::GovernmentLiaison, &liaison, &consulate);
        let asked = desk.asked(&liaison, said).await;
        let unknown = asked["errors"][0]["message"].as_str().unwrap_or_default();
        assert!(unknown.starts_with("Unknown field \"personAtCounter\""), "the root does not exist: {asked:#}");
    })
    .await;
}

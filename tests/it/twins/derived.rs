//! Every code of the inference rules is as secret as the class that it reveals. A reader without that class reads,
//! filters, counts and measures the same before and after the code is stored. The codes are taken from the rules.

use entity::{
    case,
    codes::{
        DataClass as D, DocumentSeen, IdentifierType, ImmigrationStatus, NationalityBasis, OrganisationType, Purpose,
        Role, ServiceType, Severity, VulnerabilityCategory, VulnerabilitySource,
    },
    consent_recipient, identifier, immigration_status, nationality, referral, vulnerability,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, Iterable};
use serde_json::json;
use uuid::Uuid;
use waystation::{
    access::{
        policy::{Policy, spelled},
        policy_file::SHIPPED,
        viewer::Viewer,
    },
    global_id,
    graphql::{engine::Engine, record::table::Record as _, records::Case},
    rules::{
        consular::gates::protects,
        country::PROTECTION_CODES,
        inference::{Named, inference_class, nationality_reveals, receiver_reveals},
    },
    store::background::search_keys,
};

use crate::support::{World, asking::engine_over, document, on_both, rows, someone};

/// The classes that a code can reveal in addition to the class of its field.
const TOLD: [D; 5] = [D::Legal, D::Journey, D::Protection, D::Medical, D::Asylum];

#[tokio::test]
async fn a_code_is_as_secret_as_the_class_that_it_tells() {
    on_both(|world| async move {
        let file = File::new(&world).await;
        let all = engine_without(&world, None).await;
        let mut without = Vec::new();
        for class in TOLD {
            without.push((class, engine_without(&world, Some(class)).await));
        }
        for kind in OrganisationType::iter() {
            let provider = world.add(rows::organisation(kind)).await;
            for service in ServiceType::iter() {
                let told = inference_class(service, kind);
                let ordinary = kind == OrganisationType::NationalNgo;
                if told == D::Operational || !ordinary && service != ServiceType::Food {
                    continue;
                }
                let service = world.add(rows::service(&provider, service)).await;
                let before = file.asked(&world, &all, &without, told).await;
                let sent = referral::Model { inference_class: told, ..rows::referral(&file.case, &service) };
                world.add(sent).await;
                file.holds(&world, &all, &without, (told, before, format!("{kind:?} {:?}", service.service_type)))
                    .await;
            }
        }
        for (told, what, write) in file.codes() {
            let before = file.asked(&world, &all, &without, told).await;
            write.to(&world, &file.case).await;
            file.holds(&world, &all, &without, (told, before, what)).await;
        }
    })
    .await;
}

/// An engine whose case worker of record reads every class, or every class except one.
pub(super) async fn engine_without(world: &World, missing: Option<D>) -> Engine {
    let classes: Vec<_> = D::iter().filter(|class| Some(*class) != missing && *class != D::System).collect();
    let classes: Vec<_> = classes.iter().map(|class| format!("{:?}", spelled(class))).collect();
    let begin = "[roles.CASE_WORKER]\nASSIGNED.classes = [";
    let (head, tail) = SHIPPED.split_once(begin).expect("the policy has case workers");
    let (_, tail) = tail.split_once(']').expect("a list ends");
    let policy = Policy::parse("policy.toml", &format!("{head}{begin}{}]{tail}", classes.join(", ")));
    let policy = policy.unwrap_or_else(|error| panic!("{error}"));
    engine_over(world.database.clone(), policy, [7; 32]).await
}

pub(super) struct File {
    pub case: case::Model,
    pub reader: Viewer,
}

/// A row with a revealing code.
pub(super) enum Write {
    Identifier(identifier::Model),
    Nationality(nationality::Model),
    Vulnerability(vulnerability::Model),
    Consent(Purpose, Option<Named>),
    Status(ImmigrationStatus),
}

impl Write {
    pub(super) async fn to(self, world: &World, case: &case::Model) {
        match self {
            Self::Identifier(row) => {
                world.add(row).await;
            }
            Self::Nationality(row) => {
                world.add(row).await;
            }
            Self::Vulnerability(row) => {
                world.add(row).await;
            }
            Self::Consent(purpose, named) => {
                let consent = world.add(rows::consent(case, purpose)).await;
                if let Some(Named { organisation_type, service_type }) = named {
                    let (id, consent_id, organisation_id) = (Uuid::now_v7(), consent.id, None);
                    let named = consent_recipient::Model {
                        id,
                        consent_id,
                        organisation_id,
                        organisation_type,
                        service_type,
                        excluded_from: None,
                        decided_by_id: None,
                    };
                    world.add(named).await;
                }
            }
            Self::Status(status) => {
                world
                    .add(immigration_status::Model {
                        id: Uuid::now_v7(),
                        case_id: case.id,
                        status,
                        claim_reference: None,
                        recorded_on: rows::now().date_naive(),
                        worker_id: None,
                        created_at: rows::now(),
                        correction_id: None,
                    })
                    .await;
                let now =
                    case::ActiveModel { id: Set(case.id), immigration_status: Set(Some(status)), ..Default::default() };
                now.update(&world.database.writer).await.expect("it is written");
            }
        }
    }
}

impl File {
    /// An open case, and its case worker of record.
    pub(super) async fn new(world: &World) -> Self {
        let (house, worker) = someone(world, OrganisationType::Iom).await;
        let centre = world.add(rows::centre(&house)).await;
        let person = world.add(rows::person(&house)).await;
        let case = case::Model { assigned_worker_id: Some(worker.id), ..rows::case(&person, &centre) };
        Self { case: world.add(case).await, reader: world.viewer(Role::CaseWorker, &worker, &house) }
    }

    /// Every code that reveals more than its field, with the class that it reveals.
    fn codes(&self) -> Vec<(D, String, Write)> {
        let mut codes = Vec::new();
        for identifier_type in IdentifierType::iter().filter(|it| it.reveals() != D::Identity) {
            let write = self.identifier(identifier_type);
            codes.push((identifier_type.reveals(), format!("{identifier_type:?}"), write));
        }
        for country in PROTECTION_CODES {
            codes.push((nationality_reveals(country), country.to_owned(), self.nationality(country)));
        }
        for category in VulnerabilityCategory::iter().filter(|it| it.reveals() != D::Protection) {
            codes.push((category.reveals(), format!("{category:?}"), self.vulnerability(category)));
        }
        let nobody = Named { organisation_type: None, service_type: None };
        for purpose in Purpose::iter().filter(|it| it.reveals() != D::Operational) {
            codes.push((purpose.reveals(), format!("{purpose:?}"), Write::Consent(purpose, None)));
        }
        for kind in OrganisationType::iter().filter(|it| receiver_reveals(*it) != D::Operational) {
            let named = Named { organisation_type: Some(kind), ..nobody };
            let write = Write::Consent(Purpose::ReferralService, Some(named));
            codes.push((receiver_reveals(kind), format!("a consent for {kind:?}"), write));
        }
        for service in ServiceType::iter().filter(|it| it.reveals() != D::Operational) {
            let named = Named { service_type: Some(service), ..nobody };
            let write = Write::Consent(Purpose::ReferralService, Some(named));
            codes.push((service.reveals(), format!("a consent for {service:?}"), write));
        }
        for status in ImmigrationStatus::iter().filter(|it| protects(*it)) {
            codes.push((D::Asylum, format!("{status:?}"), Write::Status(status)));
        }
        codes
    }

    pub(super) fn identifier(&self, identifier_type: IdentifierType) -> Write {
        Write::Identifier(identifier::Model {
            id: Uuid::now_v7(),
            person_id: self.case.person_id,
            identifier_type,
            number: "1".to_owned(),
            issuer: None,
            issued_on: None,
            expires_on: None,
            seen: DocumentSeen::Original,
            search_key: search_keys::of_document("1"),
            correction_id: None,
        })
    }

    pub(super) fn nationality(&self, country: &str) -> Write {
        let (id, basis) = (Uuid::now_v7(), NationalityBasis::Claimed);
        let person_id = self.case.person_id;
        let country = country.to_owned();
        Write::Nationality(nationality::Model { id, person_id, country, basis, correction_id: None })
    }

    pub(super) fn vulnerability(&self, category: VulnerabilityCategory) -> Write {
        Write::Vulnerability(vulnerability::Model {
            id: Uuid::now_v7(),
            case_id: self.case.id,
            category,
            severity: Severity::Severe,
            determinant_level: None,
            identified_on: rows::now().date_naive(),
            source: VulnerabilitySource::Screening,
            confirmed: true,
            notes: None,
            worker_id: None,
            created_at: rows::now(),
            correction_id: None,
        })
    }

    async fn asked(&self, world: &World, all: &Engine, without: &[(D, Engine)], told: D) -> (String, String) {
        let engine = &without.iter().find(|(class, _)| *class == told).expect("one of those").1;
        (self.ask(world, all, 1).await, self.ask(world, engine, 1).await)
    }

    /// A reader without the class notices nothing, and a reader with it notices something.
    async fn holds(
        &self,
        world: &World,
        all: &Engine,
        without: &[(D, Engine)],
        (told, before, what): (D, (String, String), String),
    ) {
        let now = self.asked(world, all, without, told).await;
        assert_ne!(now.0, before.0, "{what} is not shown to those who read {told:?}");
        assert_eq!(now.1, before.1, "{what} is shown to those who do not read {told:?}");
    }

    pub(super) async fn ask(&self, world: &World, engine: &Engine, deep: usize) -> String {
        let fields = document::fields(Case::table(), &mut vec!["Case"], deep);
        let counted = PROTECTION_CODES.map(|code| {
            format!("n{code}: cases(filter: {{ nationality: \"{code}\" }}) {{ totalCount nodes {{ id }} }}")
        });
        let id = global_id::encode("Case", self.case.id);
        let lists = "referrals(box: OUTGOING) { totalCount nodes { id } } transfers { totalCount nodes { id } }
            cases { totalCount nodes { id version lastActivityAt status closureGroup closureReason } }";
        let document = format!("{{ case(id: \"{id}\") {{ {fields} }} {} {lists} }}", counted.join(" "));
        world.bytes(engine, &self.reader, &document, json!({})).await
    }
}

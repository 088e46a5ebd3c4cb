//! The directory as a State of origin and an enforcement agency see it: no service and no centre reveals where
//! survivors, children or refugees are. Also: which roles read how many places of a service are free.

use entity::{
    centre,
    codes::{CentreType, DataClass, OrganisationType, Role, ServiceType},
    organisation, service,
};
use sea_orm::Iterable;
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, graphql::engine::Engine, rules::inference::inference_class};

use crate::support::{World, on_both, rows, someone};

/// An organisation with a service of every type, and a centre of every type.
async fn offered(world: &World, kind: OrganisationType) -> (organisation::Model, Vec<service::Model>) {
    let provider = world.add(rows::organisation(kind)).await;
    let mut services = Vec::new();
    for service in ServiceType::iter() {
        services.push(world.add(rows::service(&provider, service)).await);
    }
    for centre_type in CentreType::iter() {
        world.add(centre::Model { centre_type, ..rows::centre(&provider) }).await;
    }
    (provider, services)
}

async fn listed(world: &World, engine: &Engine, viewer: &Viewer) -> (Vec<String>, Vec<String>) {
    let document = "{ services(first: 100) { nodes { type } } centres(first: 100) { nodes { type } } }";
    let response = world.ask(engine, viewer, document, json!({})).await;
    let types = |list: &str| {
        let nodes = response["data"][list]["nodes"].as_array().unwrap_or_else(|| panic!("{response:#}"));
        let mut types: Vec<_> = nodes.iter().filter_map(|node| node["type"].as_str().map(str::to_owned)).collect();
        types.sort();
        types
    };
    (types("services"), types("centres"))
}

#[tokio::test]
async fn a_state_of_origin_and_the_police_find_no_place_of_the_protected() {
    on_both(|world| async move {
        let (_, services) = offered(&world, OrganisationType::NationalNgo).await;
        let agency = world.add(rows::organisation(OrganisationType::UnAgency)).await;
        world.add(rows::service(&agency, ServiceType::Food)).await;
        let engine = world.engine().await;
        let (other, worker) = someone(&world, OrganisationType::IntlNgo).await;
        let (all, centres) = listed(&world, &engine, &world.viewer(Role::NgoFocalPoint, &worker, &other)).await;
        assert_eq!((all.len(), centres.len()), (services.len() + 1, CentreType::iter().count()));
        for (kind, role) in [
            (OrganisationType::GovOriginConsular, Role::GovernmentLiaison),
            (OrganisationType::GovHostEnforcement, Role::GovernmentHostOfficer),
        ] {
            let (of_state, officer) = someone(&world, kind).await;
            let (seen, places) = listed(&world, &engine, &world.viewer(role, &officer, &of_state)).await;
            let told = |it: &&service::Model| inference_class(it.service_type, OrganisationType::NationalNgo);
            let open = services.iter().filter(|it| matches!(told(it), DataClass::Operational | DataClass::Legal));
            assert_eq!(seen.len(), open.count(), "{kind:?}: {seen:?}");
            for hidden in ["VOT_SUPPORT", "GBV", "CHILD_PROTECTION", "SAFE_SHELTER", "ASYLUM_REFERRAL"] {
                assert!(!seen.iter().any(|it| it == hidden), "{kind:?} finds {hidden}");
            }
            assert_eq!(seen.iter().filter(|it| *it == "FOOD").count(), 1, "{kind:?} finds where UNHCR gives food");
            assert_eq!(places.len(), CentreType::iter().count() - 2, "{kind:?}: {places:?}");
            assert!(!places.iter().any(|it| it == "SHELTER_VOT" || it == "SHELTER_UASC"), "{kind:?}: {places:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn free_places_are_read_by_those_who_refer_and_those_who_receive() {
    on_both(|world| async move {
        let (provider, services) = offered(&world, OrganisationType::NationalNgo).await;
        let own = world.add(rows::worker(&provider)).await;
        let (house, worker) = someone(&world, OrganisationType::Iom).await;
        let (other, stranger) = someone(&world, OrganisationType::IntlNgo).await;
        let engine = world.engine().await;
        let open = services.iter().filter(|it| it.service_type.reveals() == DataClass::Operational).count();
        for (viewer, known) in [
            (world.viewer(Role::NgoFocalPoint, &own, &provider), services.len()),
            (world.viewer(Role::CaseWorker, &worker, &house), open),
            (world.viewer(Role::ProtectionOfficer, &worker, &house), open),
            (world.viewer(Role::ConsularWorker, &worker, &house), 0),
            (world.viewer(Role::NgoFocalPoint, &stranger, &other), 0),
            (world.viewer(Role::ServiceAccount, &stranger, &other), 0),
            (world.viewer(Role::Administrator, &own, &provider), 0),
        ] {
            let document = "{ services(first: 100) { nodes { capacityFree capacityAsOf } }
                free: services(filter: { freeCapacity: true }) { totalCount } }";
            let response = world.ask(&engine, &viewer, document, json!({})).await;
            let nodes = response["data"]["services"]["nodes"].as_array().expect("a list").clone();
            let told = |field: &str| nodes.iter().filter(|node| node[field] != Value::Null).count();
            assert_eq!((told("capacityFree"), told("capacityAsOf")), (known, known), "{:?}", viewer.roles);
            assert_eq!(response["data"]["free"]["totalCount"], known, "{:?}", viewer.roles);
        }
    })
    .await;
}

#[tokio::test]
async fn a_region_with_hidden_places_alone_is_like_one_that_does_not_exist() {
    on_both(|world| async move {
        let (house, worker) = someone(&world, OrganisationType::NationalNgo).await;
        let in_region = |service: ServiceType, region: &str| service::Model {
            admin1: Some(region.to_owned()),
            ..rows::service(&house, service)
        };
        world.add(in_region(ServiceType::VotSupport, "Tahoua")).await;
        world.add(in_region(ServiceType::Food, "Zinder")).await;
        let shelter = CentreType::ShelterVot;
        world.add(centre::Model { centre_type: shelter, admin1: "Diffa".to_owned(), ..rows::centre(&house) }).await;
        let engine = world.engine().await;
        let counted = async |viewer: &Viewer, region: &str| {
            let document = format!("{{ services(filter: {{ admin1: \"{region}\" }}) {{ totalCount }} }}");
            let response = world.ask(&engine, viewer, &document, json!({})).await;
            match response["errors"][0]["extensions"]["code"].as_str() {
                Some(code) => json!(code),
                None => response["data"]["services"]["totalCount"].clone(),
            }
        };
        for (kind, role) in [
            (OrganisationType::GovOriginConsular, Role::GovernmentLiaison),
            (OrganisationType::GovHostEnforcement, Role::GovernmentHostOfficer),
        ] {
            let (of_state, officer) = someone(&world, kind).await;
            let viewer = world.viewer(role, &officer, &of_state);
            for region in ["Tahoua", "Diffa", "Nowhere"] {
                assert_eq!(counted(&viewer, region).await, "BAD_USER_INPUT", "{kind:?}: {region}");
            }
            assert_eq!(counted(&viewer, "Zinder").await, 1, "{kind:?}");
        }
        let own = world.viewer(Role::NgoFocalPoint, &worker, &house);
        assert_eq!(counted(&own, "tahoua").await, 1);
        assert_eq!(counted(&own, "diffa").await, 0);
    })
    .await;
}

//! Lists by name are in the order of the letters, on both databases and from page to page.

use entity::{
    centre,
    codes::{OrganisationType, Role, ServiceType},
    consular_post, organisation, search_key_version, service, worker,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, rules::name_order::sort_key, store::background::search_keys};

use crate::support::{World, on_both, rows, someone};

/// In their order.
const NAMES: [&str; 6] = ["Abéché", "Abidjan", "abidjan", "École", "N'Djamena", "Zinder"];

/// The names of a list, one page after another.
async fn listed(world: &World, who: &Viewer, list: &str, (field, name): (&str, &str), direction: &str) -> Vec<String> {
    let engine = world.engine().await;
    let (mut after, mut names) = (Value::Null, Vec::new());
    loop {
        let document = format!(
            "query($after: String) {{ list: {list}(first: 2, after: $after, orderBy: {{ field: {field}, direction: {direction} }}) {{
                nodes {{ name: {name} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let response = world.ask(&engine, who, &document, json!({ "after": after })).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        let page = &response["data"]["list"];
        let here = page["nodes"].as_array().expect("nodes").iter();
        names.extend(here.map(|it| it["name"].as_str().unwrap_or_default().to_owned()));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            return names.into_iter().filter(|name| NAMES.contains(&name.as_str())).collect();
        }
    }
}

#[tokio::test]
async fn names_are_listed_in_the_order_of_their_letters() {
    on_both(|world| async move {
        let (house, manager) = someone(&world, OrganisationType::Iom).await;
        let mut mixed = NAMES;
        mixed.rotate_left(2);
        mixed.swap(0, 3);
        for name in mixed {
            let name = name.to_owned();
            let agency = rows::organisation(OrganisationType::GovOriginConsular);
            let agency = world.add(organisation::Model { name: name.clone(), ..agency }).await;
            world.add(centre::Model { name: name.clone(), ..rows::centre(&house) }).await;
            let sort_key = sort_key(&name);
            let service = rows::service(&house, ServiceType::HealthPrimary);
            world.add(service::Model { name: name.clone(), sort_key: sort_key.clone(), ..service }).await;
            let post = rows::post(&agency, "GIN");
            world.add(consular_post::Model { name: name.clone(), sort_key: sort_key.clone(), ..post }).await;
            let (display_name, sort_key) = (Some(name), Some(sort_key));
            world.add(worker::Model { display_name, sort_key, ..rows::worker(&house) }).await;
        }
        let who = world.viewer(Role::CentreManager, &manager, &house);
        let lists = [
            ("organisations", ("NAME", "name")),
            ("centres", ("NAME", "name")),
            ("services", ("NAME", "name")),
            ("consularPosts", ("NAME", "name")),
            ("colleagues", ("DISPLAY_NAME", "displayName")),
        ];
        let mut downwards = NAMES;
        downwards.reverse();
        for (list, field) in lists {
            assert_eq!(listed(&world, &who, list, field, "ASC").await, NAMES, "{list}");
            assert_eq!(listed(&world, &who, list, field, "DESC").await, downwards, "{list}");
        }
        // Rows that an older server wrote get their keys before a node serves.
        let writer = &world.database.writer;
        let old = service::ActiveModel { sort_key: Set(String::new()), ..Default::default() };
        service::Entity::update_many().set(old).exec(writer).await.expect("set");
        let old = consular_post::ActiveModel { sort_key: Set(String::new()), ..Default::default() };
        consular_post::Entity::update_many().set(old).exec(writer).await.expect("set");
        let old = worker::ActiveModel { sort_key: Set(None), ..Default::default() };
        worker::Entity::update_many().set(old).exec(writer).await.expect("set");
        search_key_version::Entity::delete_many().exec(writer).await.expect("they are forgotten");
        assert_eq!(listed(&world, &who, "colleagues", lists[4].1, "ASC").await, [""; 0]);
        search_keys::renew(&world.database).await.expect("keys are made again");
        for (list, field) in lists {
            assert_eq!(listed(&world, &who, list, field, "ASC").await, NAMES, "{list}");
        }
    })
    .await;
}

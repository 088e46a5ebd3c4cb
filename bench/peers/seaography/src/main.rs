//! Seaography over our own entities: its generated schema with relations, behind one axum route. No access control: it
//! answers every query.
//!
//!     seaography-peer ADDRESS DATABASE CONNECTIONS

use std::sync::LazyLock;

use async_graphql::dynamic::{Field, Schema};
use axum::{Json, Router, extract::State, routing::post};
use entity::{case, centre, codes, organisation, person, person_name, referral};
use sea_orm::{ConnectOptions, EntityTrait, EnumIter, IdentityOf, RelationDef};
use seaography::{
    Builder, BuilderContext, EntityObjectRelationBuilder, RelatedEntityFilter, RelatedEntityFilterField, RelationBuilder,
};

static CONTEXT: LazyLock<BuilderContext> = LazyLock::new(BuilderContext::default);

macro_rules! entities {
    ($builder:ident, $($entity:ident: [$($relation:expr),*]),* $(,)?) => {
        $(
            $builder.register_entity::<$entity::Entity>(vec![$($relation),*], &RelatedEntityFilter::build::<Through>(&CONTEXT));
            $builder = $builder
                .register_entity_dataloader_one_to_one($entity::Entity, tokio::spawn)
                .register_entity_dataloader_one_to_many($entity::Entity, tokio::spawn);
        )*
    };
}

macro_rules! lists {
    ($builder:ident, $($list:ident),* $(,)?) => { $($builder.register_enumeration::<codes::$list>();)* };
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, database, connections] = &arguments[..] else { panic!("ADDRESS DATABASE CONNECTIONS") };
    let mut options = ConnectOptions::new(database);
    options.max_connections(connections.parse().expect("a number")).sqlx_logging(false).test_before_acquire(false);
    let database = sea_orm::Database::connect(options).await.expect("the database answers");
    let schema = schema(database);
    let routes = Router::new().route("/graphql", post(answer)).with_state(schema);
    let listener = tokio::net::TcpListener::bind(address).await.expect("the address is free");
    axum::serve(listener, routes).await.expect("it serves");
}

async fn answer(
    State(schema): State<Schema>,
    Json(request): Json<async_graphql::Request>,
) -> Json<async_graphql::Response> {
    Json(schema.execute(request).await)
}

fn schema(database: sea_orm::DatabaseConnection) -> Schema {
    use {case::Column as C, person_name::Column as N, referral::Column as R};
    let mut builder = Builder::new(&CONTEXT, database.clone());
    entities!(builder,
        referral: [
            one::<_, case::Entity>("case", referral::Entity, R::CaseId, case::Column::Id),
            one::<_, organisation::Entity>("fromOrganisation", referral::Entity, R::FromOrganisationId, organisation::Column::Id),
            one::<_, organisation::Entity>("toOrganisation", referral::Entity, R::ToOrganisationId, organisation::Column::Id)
        ],
        case: [
            one::<_, person::Entity>("person", case::Entity, C::PersonId, person::Column::Id),
            one::<_, centre::Entity>("centre", case::Entity, C::FrontingCentreId, centre::Column::Id),
            many::<_, referral::Entity>("referrals", case::Entity, C::Id, R::CaseId)
        ],
        centre: [many::<_, case::Entity>("cases", centre::Entity, centre::Column::Id, C::FrontingCentreId)],
        organisation: [],
        person: [many::<_, person_name::Entity>("names", person::Entity, person::Column::Id, N::PersonId)],
        person_name: [],
    );
    lists!(
        builder, AccessMode, BirthDatePrecision, CaseStatus, CentreType, ClosureReason, DataClass, DeclineReason,
        FitnessToTravel, ImmigrationStatus, LegalBasis, MaritalStatus, NameType, NotCompletedReason, OrganisationType,
        Oversight, Priority, Purpose, ReferralEndReason, ReferralOutcome, ReferralReason, ReferralState, RiskLevel, ServiceType,
        Sex, Urgency,
    );
    builder.schema_builder().data(database).finish().expect("the schema is sound")
}

fn one<T, R>(name: &str, _: T, from: T::Column, to: R::Column) -> Field
where
    T: EntityTrait,
    R: EntityTrait<Model: Sync>,
    T::Column: IdentityOf<T> + std::str::FromStr<Err: std::fmt::Debug>,
    R::Column: IdentityOf<R> + std::str::FromStr<Err: std::fmt::Debug>,
{
    let relation: RelationDef = T::belongs_to(R::default()).from(from).to(to).into();
    EntityObjectRelationBuilder { context: &CONTEXT }.get_relation::<T, R>(name, relation)
}

fn many<T, R>(name: &str, _: T, from: T::Column, to: R::Column) -> Field
where
    T: EntityTrait,
    R: EntityTrait<Model: Sync>,
    T::Column: IdentityOf<T> + std::str::FromStr<Err: std::fmt::Debug>,
    R::Column: IdentityOf<R> + std::str::FromStr<Err: std::fmt::Debug>,
{
    let relation: RelationDef = R::belongs_to(T::default()).from(to).to(from).into();
    EntityObjectRelationBuilder { context: &CONTEXT }.get_relation::<T, R>(name, relation.rev())
}

/// The relations that a filter may use. None is needed.
#[derive(Clone, Copy, EnumIter)]
enum Through {}

impl RelationBuilder for Through {
    fn get_relation_name(&self, _: &'static BuilderContext) -> String {
        match *self {}
    }

    fn get_relation(&self, _: &'static BuilderContext) -> Field {
        match *self {}
    }

    fn get_related_entity_filter(&self, _: &'static BuilderContext) -> RelatedEntityFilterField {
        match *self {}
    }
}

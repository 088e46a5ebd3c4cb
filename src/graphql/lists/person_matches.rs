//! The list of matches across organisations: the work list of a protection officer.

use async_graphql::{Context, InputObject};
use entity::{
    centre,
    codes::{DataClass as D, PersonMatchState},
    person_match::Column as C,
};
use sea_orm::sea_query::Order;

use super::{
    listed::{Listed, given_filter},
    order::{OrderDirection, PersonMatchOrderField},
    values::{any_of, case_of_row},
};
use crate::{
    access::directive::holds,
    error::Error,
    global_id::Id,
    graphql::records::PersonMatch,
    store::{lists::person_match::PersonMatchFilter as List, sql::ordering::Ordering},
};

/// Conditions on matches across organisations. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct PersonMatchFilter {
    /// Only matches in one of these states.
    #[graphql(directive = holds::apply(D::Protection))]
    state: Option<Vec<PersonMatchState>>,
    /// Only matches of cases for which one of these centres answers (`Case.centre`).
    #[graphql(directive = holds::apply(D::Operational))]
    centre_id: Option<Vec<Id<centre::Entity>>>,
}

impl Listed for PersonMatchFilter {
    type Record = PersonMatch;
    type Order = PersonMatchOrderField;
    type List = List;
    const USUAL: (PersonMatchOrderField, OrderDirection) = (PersonMatchOrderField::CreatedAt, OrderDirection::Desc);

    async fn read(context: &Context<'_>) -> Result<List, Error> {
        let Self { state, centre_id } = given_filter(context)?;
        Ok(List { state: any_of("state", state)?, case: case_of_row(centre_id, None)? })
    }

    fn order(_: &List, PersonMatchOrderField::CreatedAt: PersonMatchOrderField, direction: Order) -> Ordering {
        Ordering::by(C::CreatedAt, C::Id, direction).of_class(D::Protection)
    }
}

//! Any filter is either read or refused with a code. Set `PROPTEST_CASES=100000` to try more.

use async_graphql::{InputType, Name, Value, indexmap::IndexMap, resolver_utils::EnumType as _};
use proptest::prelude::*;
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{Order, PostgresQueryBuilder, SqliteQueryBuilder},
};

use super::{
    cases::CaseFilterInput,
    listed::Listed,
    order::CaseOrderField,
    referrals::{ReferralBoxInput, ReferralFilterInput},
};
use crate::{
    error::Error,
    graphql::statistics::StatisticsFilter,
    store::{access::scope::Scope, lists::list::List, sql::paging::Paging},
};

/// A random text, or one that is almost valid.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[A-Za-z]{0,4}",
        "[a-z' -]{0,60}",
        "\\PC{0,210}",
        "20[0-9]{2}-[0-9]{2}-[0-9T:Z.+-]{0,16}"
    ]
}

fn object(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (Name::new(name), value)).collect::<IndexMap<_, _>>())
}

fn coded<T>(result: Result<T, Error>) -> Option<T> {
    match result {
        Ok(read) => Some(read),
        Err(error) => {
            assert!(["BAD_USER_INPUT", "INVALID_ID", "NOT_FOUND"].contains(&error.code().name()), "{error:?}");
            None
        }
    }
}

proptest! {
    #[test]
    fn any_filter_of_cases_is_a_statement_or_refused(
        name in proptest::option::of(text()),
        nationality in proptest::option::of(prop_oneof![text(), Just("NER".to_owned()), Just("XXA".to_owned())]),
        centre in proptest::option::of(text()),
        from in proptest::option::of(text()),
    ) {
        let given = [("name", name), ("nationality", nationality), ("centreId", centre)];
        let fields = given.into_iter().filter_map(|(field, text)| Some((field, Value::String(text?))));
        let opened = from.map(|from| ("opened", object([("from", Value::String(from))])));
        let Ok(filter) = CaseFilterInput::parse(Some(object(fields.chain(opened)))) else { return Ok(()) };
        let Some(filter) = coded(filter.checked()) else { return Ok(()) };
        let scope = Scope::of_nobody(DateTimeUtc::UNIX_EPOCH);
        for by in CaseOrderField::items().iter().map(|item| item.value) {
            let order = CaseFilterInput::order(&filter, by, Order::Desc);
            let listing = filter.page(&scope, &order, &Paging::default());
            prop_assert!(!listing.from.to_string(PostgresQueryBuilder).is_empty());
            prop_assert!(!filter.all(&scope, &order).to_string(SqliteQueryBuilder).is_empty());
        }
    }

    #[test]
    fn any_other_filter_is_read_or_refused(one in text(), other in text(), third in text()) {
        let range = object([("from", Value::String(one.clone())), ("before", Value::String(other.clone()))]);
        if let Ok(filter) = ReferralFilterInput::parse(Some(object([("entered", range)]))) {
            coded(filter.checked(ReferralBoxInput::Incoming));
        }
        let list = |texts: &[&String]| Value::List(texts.iter().map(|text| Value::String((*text).clone())).collect());
        let of = object([("country", list(&[&one, &other])), ("nationality", list(&[&third])), ("centreId", list(&[&third]))]);
        if let Ok(filter) = StatisticsFilter::parse(Some(of)) {
            coded(filter.region());
        }
    }
}

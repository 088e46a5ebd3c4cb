//! The types that declare records in the schema. A record reaches the engine only as a finished answer.

use std::{
    borrow::Cow,
    future::Future,
    marker::PhantomData,
    sync::{Mutex, PoisonError},
};

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, TypeDirective, Value,
    parser::types::Field as AskedField,
    registry::{MetaField, MetaTypeId, ObjectBuilder, Registry},
};
use sea_orm::prelude::Date;

use super::table::{Field, Holds, Record, Table};
use crate::{
    access::directive::holds,
    error::Error,
    graphql::{
        page::{self, LARGEST_PAGE, argument},
        page_info::PageInfo,
        request::Request,
        visible::{self, Target},
    },
    store::access::row_access::Access,
};

/// A finished answer. The engine takes it once.
#[derive(Debug)]
pub(in crate::graphql) struct Answer(Mutex<Value>);

impl Answer {
    pub(in crate::graphql) fn new(value: Value) -> Self {
        Self(Mutex::new(value))
    }

    pub(in crate::graphql) fn take(&self) -> Value {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The answer for one record, with what the viewer may not read already withheld.
#[derive(Debug)]
pub(crate) struct RecordAnswer<R>(Answer, PhantomData<R>);

impl<R: Record> Target for RecordAnswer<R> {
    fn is_shown(request: &Request) -> bool {
        request.shows(R::table().name)
    }
}

/// The type of a Relay connection of records. It only declares the type in the schema; no value of it is created.
#[derive(Debug)]
pub struct Connection<R>(PhantomData<R>);

/// The edge type of a connection. It only declares the type in the schema; no value of it is created.
#[derive(Debug)]
pub(crate) struct Edge<R>(PhantomData<R>);

/// The answer of a root field, or null with an error. A root field that fails does not remove the answers of the
/// others.
#[derive(Debug)]
pub(crate) struct Maybe<T>(Result<T, Error>);

impl<T> Maybe<T> {
    /// The result of the future.
    pub(crate) async fn of(making: impl Future<Output = Result<T, Error>>) -> Self {
        Self(making.await)
    }
}

impl<T: OutputType> OutputType for Maybe<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn qualified_type_name() -> String {
        T::type_name().into_owned()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry);
        Self::qualified_type_name()
    }

    async fn resolve(&self, context: &ContextSelectionSet<'_>, field: &Positioned<AskedField>) -> ServerResult<Value> {
        match &self.0 {
            Ok(answer) => answer.resolve(context, field).await,
            Err(error) => {
                context.add_error(context.set_error_path(error.clone().at(field.pos)));
                Ok(Value::Null)
            }
        }
    }
}

impl<R> RecordAnswer<R> {
    pub(in crate::graphql) fn new(value: Value) -> Self {
        Self(Answer::new(value), PhantomData)
    }
}

impl<R: Record> OutputType for RecordAnswer<R> {
    fn type_name() -> Cow<'static, str> {
        R::table().name.into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let table = R::table();
        holds.register(registry);
        let node = table.fields.iter().any(|field| matches!(field.holds, Holds::Id));
        if node {
            registry.add_implements(table.name, "Node");
        }
        registry.create_output_type::<Self, _>(MetaTypeId::Object, |registry| {
            let fields =
                table.fields.iter().map(|field| (field.name.to_owned(), describe(table, field, registry))).collect();
            ObjectBuilder::new(table.name, fields)
                .description(Some(table.doc.to_owned()))
                .rust_typename(std::any::type_name::<Self>())
                .visible(Some(visible::record::<R>))
                .build()
        })
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        Ok(self.0.take())
    }
}

impl<R: Record> OutputType for Connection<R> {
    fn type_name() -> Cow<'static, str> {
        page::connection_name(R::table().name).into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Object, |registry| {
            let mut fields = vec![
                meta("edges", <Vec<Edge<R>>>::create_type_info(registry), "The items of the page with their cursors."),
                meta("nodes", <Vec<RecordAnswer<R>>>::create_type_info(registry), "The items of the page."),
                meta("pageInfo", PageInfo::create_type_info(registry), "The position of the page in the list."),
            ];
            // A State must not learn how many of its nationals it is asked about.
            if R::table().access != Access::Packet {
                let doc = "The number of items in the whole list that you may see.";
                fields.push(meta("totalCount", <i32>::create_type_info(registry), doc));
            }
            ObjectBuilder::new(Self::type_name(), fields.into_iter().collect())
                .description(Some(format!("A page of a list of `{}`.", R::table().name)))
                .rust_typename(std::any::type_name::<Self>())
                .visible(Some(visible::record::<R>))
                .build()
        })
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        Ok(Value::Null)
    }
}

impl<R: Record> OutputType for Edge<R> {
    fn type_name() -> Cow<'static, str> {
        page::edge_name(R::table().name).into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Object, |registry| {
            let fields = [
                meta("cursor", String::create_type_info(registry), "The opaque position of the item in this list."),
                meta("node", RecordAnswer::<R>::create_type_info(registry), "The item."),
            ];
            ObjectBuilder::new(Self::type_name(), fields.into_iter().collect())
                .description(Some(format!("A `{}` in a page, with its cursor.", R::table().name)))
                .rust_typename(std::any::type_name::<Self>())
                .visible(Some(visible::record::<R>))
                .build()
        })
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        Ok(Value::Null)
    }
}

fn meta(name: &str, of: String, doc: &str) -> (String, MetaField) {
    let mut field = MetaField::new(name, of);
    field.description = Some(doc.to_owned());
    (name.to_owned(), field)
}

fn describe(table: &Table, field: &Field, registry: &mut Registry) -> MetaField {
    let of = (field.of)(registry);
    let (_, mut described) = meta(field.name, of, field.doc);
    described.directive_invocations = vec![holds::apply(field.class)];
    described.visible = Some((field.visible)(table.access, field.class));
    let arguments = match &field.holds {
        Holds::Many { connection: true, .. } => page::arguments(LARGEST_PAGE).to_vec(),
        Holds::Many { connection: false, .. } => page::list_arguments().to_vec(),
        Holds::Occupancies { daily: true, .. } => {
            let date = <Option<Date> as async_graphql::InputType>::create_type_info(registry);
            vec![
                argument("from", &date, "The first day. Default: 30 days before `before`.", None),
                argument(
                    "before",
                    &date,
                    "The day after the last one, at the latest tomorrow. Default: tomorrow.",
                    None,
                ),
            ]
        }
        _ => Vec::new(),
    };
    described.args = arguments.into_iter().map(|argument| (argument.name.clone(), argument)).collect();
    described
}

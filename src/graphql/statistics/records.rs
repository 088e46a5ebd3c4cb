//! The centres and organisations in the buckets of one answer. The first bucket whose record is resolved fetches what
//! the selection needs for the records of all buckets, so that the number of statements does not depend on the number
//! of buckets.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::{Context, QueryPathNode, QueryPathSegment, Value};
use entity::codes::StatisticsDimension;
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::{
    error::Error,
    graphql::{
        node,
        prefetch::{self, Below},
        record::{
            answer::AnswerWriter,
            plan::{Body, Plan},
            selection::Reader,
            table::Table,
        },
        request::Request,
    },
    store::statistics::buckets::Buckets,
};

/// The records of the buckets of one answer.
#[derive(Debug)]
pub(crate) struct Records {
    dimensions: Vec<StatisticsDimension>,
    buckets: Arc<Buckets>,
    /// By the path of the field in the document.
    fetched: Mutex<HashMap<String, Arc<OnceCell<Fetched>>>>,
}

/// The selection of one field of the document, with the rows that were fetched for it.
#[derive(Debug)]
struct Fetched {
    body: Body,
    plan: Plan,
    below: HashMap<Uuid, Below>,
}

impl Records {
    /// The records of these buckets. Nothing is fetched yet.
    pub(crate) fn new(dimensions: &[StatisticsDimension], buckets: &Arc<Buckets>) -> Self {
        Self { dimensions: dimensions.to_vec(), buckets: Arc::clone(buckets), fetched: Mutex::default() }
    }

    /// The record of one bucket, with the selection of the field that is being resolved.
    /// Errors: `NOT_FOUND` if the viewer may not know of the record.
    pub(crate) async fn of(
        &self,
        context: &Context<'_>,
        table: &'static Table,
        dimension: StatisticsDimension,
        id: Uuid,
    ) -> Result<Value, Error> {
        let request = Request::of(context);
        let reader = Reader::new(context);
        let sets = reader.root();
        if sets.is_empty() {
            // This is a repeated response key. Its first occurrence has the whole answer.
            return Ok(Value::Object(async_graphql::indexmap::IndexMap::new()));
        }
        let entry = node::entry(&request.store, table, id).ok_or(Error::NotFound)?;
        let cell = self.cell(context);
        let fetch = || async {
            let (body, plan) = reader.record(table, &sets)?;
            let entries: Vec<_> =
                self.ids(dimension).into_iter().filter_map(|id| node::entry(&request.store, table, id)).collect();
            let below = prefetch::below(&request.store, &plan, &entries).await?;
            let below = below.into_iter().map(|below| (below.key(), below)).collect();
            Ok::<_, Error>(Fetched { body, plan, below })
        };
        let fetched = cell.get_or_try_init(fetch).await?;
        let mut answering = AnswerWriter::new(context, None);
        answering.entry(&fetched.plan, &fetched.body, entry, fetched.below.get(&id))?;
        Ok(answering.finish())
    }

    fn ids(&self, dimension: StatisticsDimension) -> BTreeSet<Uuid> {
        let Some(place) = self.dimensions.iter().position(|it| *it == dimension) else { return BTreeSet::new() };
        self.buckets.keys().filter_map(|key| key.get(place)?.parse().ok()).collect()
    }

    /// The cell of the field: the key is its response path without the indexes of the buckets.
    fn cell(&self, context: &Context<'_>) -> Arc<OnceCell<Fetched>> {
        let mut place = String::new();
        let mut node = context.path_node.as_ref();
        while let Some(QueryPathNode { parent, segment }) = node {
            if let QueryPathSegment::Name(key) = segment {
                place.push_str(key);
                place.push('.');
            }
            node = *parent;
        }
        Arc::clone(self.fetched.lock().unwrap_or_else(PoisonError::into_inner).entry(place).or_default())
    }
}

//! Reads a selection once and makes a body, which says what to answer under each response key, and a plan, which says
//! what to fetch. Only this file spreads fragments, merges keys and binds arguments.

use async_graphql::{
    Context, Name, Pos, Positioned, QueryPathNode, QueryPathSegment, Value,
    indexmap::IndexMap,
    parser::types::{Field as AskedField, Selection as Asked, SelectionSet},
};
use sea_orm::sea_query::DynIden;

use super::{
    plan::{Body, Branch, Count, KnownPlan, Plan, Slot},
    table::{Field, Holds, Table, Via},
};
use crate::{
    error::Error,
    graphql::{
        page::{self, LARGEST_PAGE, Paging},
        request::Request,
    },
    store::sql::ordering::Values,
};

/// Reads the selections of one request.
pub(crate) struct Reader<'a> {
    context: &'a Context<'a>,
}

type Sets<'a> = Vec<&'a SelectionSet>;
type Keys<'a> = IndexMap<&'a Name, Vec<&'a Positioned<AskedField>>>;

impl<'a> Reader<'a> {
    /// A reader of the field that is being resolved.
    pub(crate) fn new(context: &'a Context<'a>) -> Self {
        Self { context }
    }

    /// The merged selection of all fields under the response key that is being resolved. A key can occur several times,
    /// as in `{ viewer { organisation { id } } viewer { organisation { name } } }`. The engine resolves each
    /// occurrence. The first one gets the whole selection and the others get none, so that the work matches the
    /// measured cost.
    pub(crate) fn root(&self) -> Sets<'a> {
        let place = self.context.path_node.as_ref().map(ToString::to_string).unwrap_or_default();
        if Request::of(self.context).first_visit(place) { self.merged() } else { Vec::new() }
    }

    fn merged(&self) -> Sets<'a> {
        let mut path = Vec::new();
        let mut node = self.context.path_node.as_ref();
        while let Some(QueryPathNode { parent, segment }) = node {
            if let QueryPathSegment::Name(key) = segment {
                path.push(*key);
            }
            node = *parent;
        }
        let mut sets = vec![&self.context.query_env.operation.node.selection_set.node];
        for key in path.into_iter().rev() {
            let mut keys = Keys::new();
            for set in sets {
                self.collect(None, set, &mut keys);
            }
            let fields = keys.into_iter().find(|(name, _)| name.as_str() == key).map(|(_, fields)| fields);
            sets = fields.unwrap_or_default().iter().map(|field| &field.node.selection_set.node).collect();
        }
        sets
    }

    /// The position of the field under this key, one level below the field that is being resolved.
    pub(crate) fn place(&self, key: &Name) -> Pos {
        let mut keys = Keys::new();
        for set in self.merged() {
            self.collect(None, set, &mut keys);
        }
        keys.get(key).map_or(self.context.item.pos, |fields| fields[0].pos)
    }

    /// The body and the plan for a record.
    /// Errors: when an argument is malformed.
    pub(crate) fn record(&self, table: &'static Table, sets: &Sets<'a>) -> Result<(Body, Plan), Error> {
        let mut plan = Plan::new(table);
        let body = self.body(&mut plan, sets)?;
        plan.settle();
        Ok((body, plan))
    }

    /// The body and the plan for a connection, and whether the query asks for `totalCount`. `order` is the column that
    /// orders the list, and what it holds.
    /// Errors: when an argument is malformed.
    pub(crate) fn connection(
        &self,
        table: &'static Table,
        sets: &Sets<'a>,
        order: (&DynIden, Values),
    ) -> Result<(Body, Plan, bool), Error> {
        let mut plan = Plan::new(table);
        let (body, count) = self.connection_body(&mut plan, sets, order)?;
        plan.settle();
        Ok((body, plan, count))
    }

    /// The fields of a type that is not a record, such as a payload: response key, name and selection, with equal keys
    /// merged.
    pub(crate) fn keys(&self, of: &str, sets: &Sets<'a>) -> Vec<(Name, &'a str, Sets<'a>)> {
        let mut keys = Keys::new();
        for set in sets {
            self.collect(Some(of), set, &mut keys);
        }
        keys.into_iter()
            .map(|(key, fields)| {
                let sets = fields.iter().map(|field| &field.node.selection_set.node).collect();
                (key.clone(), fields[0].node.name.node.as_str(), sets)
            })
            .collect()
    }

    fn body(&self, plan: &mut Plan, sets: &Sets<'a>) -> Result<Body, Error> {
        let mut keys = Keys::new();
        for set in sets {
            self.collect(Some(plan.table.name), set, &mut keys);
        }
        let mut body = Body::with_capacity(keys.len());
        for (key, fields) in keys {
            let asked = fields[0];
            let sub = fields.iter().map(|field| &field.node.selection_set.node).collect();
            let Some(field) = plan.table.field(&asked.node.name.node) else {
                body.push((key.clone(), Slot::Named(asked.node.name.node.clone(), Body::new())));
                continue;
            };
            body.push((key.clone(), self.slot(plan, field, asked, &sub)?));
        }
        Ok(body)
    }

    fn slot(
        &self,
        plan: &mut Plan,
        field: &'static Field,
        asked: &Positioned<AskedField>,
        sub: &Sets<'a>,
    ) -> Result<Slot, Error> {
        let (at, body) = match &field.holds {
            Holds::Leaf { columns, .. } | Holds::Actions { columns, .. } => (plan.columns(columns), Body::new()),
            Holds::Id | Holds::Organisation { .. } | Holds::Centre { .. } | Holds::Occupancy { .. } | Holds::Part => {
                (0, Body::new())
            }
            Holds::Parts { columns, to, .. } => (plan.columns(columns), self.body(&mut Plan::new(to()), sub)?),
            Holds::One { to, .. } => {
                let number = plan.join(field, to());
                (number, self.body(&mut plan.joined[number].1, sub)?)
            }
            Holds::Known { via, to, .. } => {
                let first = match via {
                    Via::Column(column) => plan.columns(std::slice::from_ref(column)),
                    Via::RunBy => 0,
                };
                let mut below = Plan::new(to());
                let body = self.body(&mut below, sub)?;
                plan.known.push(KnownPlan { field, first, plan: below });
                (plan.known.len() - 1, body)
            }
            Holds::Occupancies { to, daily, .. } => {
                let now = Request::of(self.context).store.scope.now;
                let days = if *daily { Some(page::days(&self.arguments(asked)?, now)?) } else { None };
                let body = self.body(&mut Plan::new(to()), sub)?;
                plan.counts.push(Count { field, days });
                (plan.counts.len() - 1, body)
            }
            Holds::Many { edge, to, connection, .. } => {
                let edge = edge();
                let mut child = Plan::new(to());
                let arguments = self.arguments(asked)?;
                let (body, count, paging) = if *connection {
                    let (body, count) = self.connection_body(&mut child, sub, (&edge.order.key, edge.order.values))?;
                    let list = page::nested_list(to().name, &edge);
                    let paging = Paging::of(Request::of(self.context), &list, &arguments, LARGEST_PAGE)?;
                    (body, count, paging)
                } else {
                    (self.body(&mut child, sub)?, false, Paging::list(&arguments)?)
                };
                plan.branches.push(Branch { field, edge, paging, count, plan: child });
                (plan.branches.len() - 1, body)
            }
        };
        Ok(Slot::Field { field, place: asked.pos, at, body })
    }

    fn connection_body(
        &self,
        plan: &mut Plan,
        sets: &Sets<'a>,
        (order, values): (&DynIden, Values),
    ) -> Result<(Body, bool), Error> {
        // The cursor of a row is made of the column that orders the list. It must be the plan's first column.
        plan.columns(std::slice::from_ref(order));
        plan.order = values;
        let body = self.named(plan, &page::connection_name(plan.table.name), sets)?;
        let count = body.iter().any(|(_, slot)| matches!(slot, Slot::Named(name, _) if name == "totalCount"));
        Ok((body, count))
    }

    /// The body of a connection, an edge or `PageInfo`. The plan is that of the records of the connection.
    fn named(&self, plan: &mut Plan, of: &str, sets: &Sets<'a>) -> Result<Body, Error> {
        let keys = self.keys(of, sets).into_iter().map(|(key, name, sub)| {
            let body = match name {
                "nodes" | "node" => self.body(plan, &sub)?,
                "edges" => self.named(plan, &page::edge_name(plan.table.name), &sub)?,
                "pageInfo" => self.named(plan, "PageInfo", &sub)?,
                _ => Body::new(),
            };
            Ok((key, Slot::Named(Name::new(name), body)))
        });
        keys.collect()
    }

    /// Adds the fields of a set to `keys`. `of` is the type of the object; it is `None` above records, where every
    /// fragment applies because each position has only one possible type.
    fn collect(&self, of: Option<&str>, set: &'a SelectionSet, keys: &mut Keys<'a>) {
        let applies = |condition: &Name| of.is_none_or(|of| applies(condition, of));
        for asked in &set.items {
            match &asked.node {
                Asked::Field(field) => keys.entry(&field.node.response_key().node).or_default().push(field),
                Asked::FragmentSpread(spread) => {
                    if let Some(fragment) = self.context.query_env.fragments.get(&spread.node.fragment_name.node)
                        && applies(&fragment.node.type_condition.node.on.node)
                    {
                        self.collect(of, &fragment.node.selection_set.node, keys);
                    }
                }
                Asked::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    if condition.is_none_or(|condition| applies(&condition.node.on.node)) {
                        self.collect(of, &fragment.node.selection_set.node, keys);
                    }
                }
            }
        }
    }

    /// The arguments of a field, with variables replaced by their values.
    /// Errors: Never: it is a `Result` because the engine's conversion is one.
    pub fn arguments(&self, asked: &Positioned<AskedField>) -> Result<IndexMap<Name, Value>, Error> {
        let mut arguments = IndexMap::new();
        for (name, value) in &asked.node.arguments {
            let bound = value.node.clone().into_const_with(|variable| {
                let definition = self
                    .context
                    .query_env
                    .operation
                    .node
                    .variable_definitions
                    .iter()
                    .find(|it| it.node.name.node == variable);
                let given = self.context.query_env.variables.get(&variable).cloned();
                let default = definition.and_then(|it| it.node.default_value.as_ref()).map(|value| value.node.clone());
                Ok::<_, Error>(given.or(default).unwrap_or(Value::Null))
            })?;
            arguments.insert(name.node.clone(), bound);
        }
        Ok(arguments)
    }
}

/// Whether a fragment with this type condition applies to a record: it names the record or the interface `FetchedRow`.
fn applies(condition: &Name, of: &str) -> bool {
    condition.as_str() == of || condition.as_str() == "Node"
}

//! The cost of an operation: the largest number of fields that its answer can hold. Each field counts once for every
//! row in which it can occur. The length of a page is its `first` or `last`, or else the default in the schema. These
//! arguments may be variables, so the cost is computed for every request and not cached with the document.

use std::collections::HashMap;

use async_graphql_parser::{
    Positioned,
    types::{BaseType, ExecutableDocument, Field, OperationDefinition, Selection},
};
use async_graphql_value::{ConstValue, Name, Value, Variables};

use super::{
    fields::{self, TypedSet},
    limits::Limits,
    refusal::{Reason, Refusal},
    types::{FieldShape, Page, TypeIndex, innermost},
};

/// The cost of this operation with these variables. Refuses a cost that is too high and a page that is too large.
pub(crate) fn of(
    operation: &Positioned<OperationDefinition>,
    document: &ExecutableDocument,
    variables: &Variables,
    types: &TypeIndex,
    limits: &Limits,
) -> Result<u64, Refusal> {
    let mut meter = Meter { document, operation: &operation.node, variables, types, limits, fragments: HashMap::new() };
    let root = types.root(operation.node.ty);
    let cost = meter.set((&operation.node.selection_set.node, Some(root)), None)?;
    if cost > limits.cost {
        return Err(Refusal::over(Reason::TooCostly, limits.cost, [operation.pos]));
    }
    Ok(cost)
}

struct Meter<'a> {
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    types: &'a TypeIndex,
    limits: &'a Limits,
    /// The cost of each fragment for each page length under which it is spread.
    fragments: HashMap<(&'a Name, Option<u64>), u64>,
}

impl<'a> Meter<'a> {
    /// The cost of a selection set. `page` is the page length if the set belongs to a connection: its `edges` and
    /// `nodes` are lists of that length.
    fn set(&mut self, (set, parent): TypedSet<'a>, page: Option<u64>) -> Result<u64, Refusal> {
        let mut sum = 0_u64;
        for selection in &set.items {
            let cost = match &selection.node {
                Selection::Field(field) => self.field(&field.node, parent, page)?,
                Selection::InlineFragment(inline) => self.set(fields::inline(&inline.node, parent), page)?,
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node, page)?,
            };
            sum = sum.saturating_add(cost);
        }
        Ok(sum)
    }

    fn fragment(&mut self, name: &'a Name, page: Option<u64>) -> Result<u64, Refusal> {
        if let Some(cost) = self.fragments.get(&(name, page)) {
            return Ok(*cost);
        }
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(0) };
        let parent = &fragment.node.type_condition.node.on.node;
        let cost = self.set((&fragment.node.selection_set.node, Some(parent)), page)?;
        self.fragments.insert((name, page), cost);
        Ok(cost)
    }

    fn field(&mut self, field: &'a Field, parent: Option<&'a Name>, page: Option<u64>) -> Result<u64, Refusal> {
        let set = &field.selection_set.node;
        let Some(shape) = self.types.field(parent, &field.name.node) else {
            return Ok(self.set((set, None), None)?.saturating_add(1));
        };
        let of = innermost(&shape.ty);
        let own_page = match self.types.conventions.page(of, field) {
            Some(length) => Some(length),
            None => self.page(field, shape)?,
        };
        let (times, inner_page) = match (&shape.ty.base, own_page) {
            (BaseType::List(_), own) => (own.or(page).unwrap_or_else(|| self.list(of)), None),
            (BaseType::Named(_), own) => (1, own),
        };
        let inner = self.set((set, Some(of)), inner_page)?;
        Ok(inner.saturating_mul(times).saturating_add(1))
    }

    /// The page length of a field that takes `first` or `last`.
    fn page(&self, field: &Field, shape: &FieldShape) -> Result<Option<u64>, Refusal> {
        let usual = match shape.page {
            Page::None => return Ok(None),
            Page::OfSomeLength => self.limits.default_page,
            Page::Of(length) => length,
        };
        let mut longest = None;
        for name in ["first", "last"] {
            let Some(argument) = field.get_argument(name) else { continue };
            let Some(length) = self.number(&argument.node) else { continue };
            let length = u64::try_from(length).ok().filter(|length| *length <= self.limits.page_size);
            let length =
                length.ok_or_else(|| Refusal::over(Reason::PageSizeInvalid, self.limits.page_size, [argument.pos]))?;
            longest = longest.max(Some(length));
        }
        Ok(longest.or(Some(usual)))
    }

    /// The assumed length of a list without paging.
    fn list(&self, of: &Name) -> u64 {
        self.types.conventions.list(of, self.limits).unwrap_or(self.limits.assumed_list)
    }

    /// The integer in the document, or that of the variable in its place or of the variable's default.
    fn number(&self, value: &Value) -> Option<i64> {
        match value {
            Value::Number(number) => number.as_i64(),
            Value::Variable(name) => {
                let given = self.variables.get(name).cloned().or_else(|| {
                    let definition =
                        self.operation.variable_definitions.iter().find(|it| it.node.name.node == *name)?;
                    Some(definition.node.default_value.as_ref()?.node.clone())
                })?;
                match given {
                    ConstValue::Number(number) => number.as_i64(),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

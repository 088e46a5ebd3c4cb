//! Checks that fields under the same response key are the same field (GraphQL specification, "Field Selection
//! Merging"). The engine checks only one level. With a conflict on a deeper level it would answer one field with the
//! selection of another.
//!
//! A field occurs at one position of the document, so it has one parent type, however often its fragment is spread.
//! Sets of fields are therefore identified by positions, and each set is compared once. The algorithm is that of Simon
//! Adameit's "Optimizing the fields can merge validation": it compares first the shapes of all fields under a key, then
//! the names and arguments of those that can occur in one object.

use std::collections::{BTreeMap, HashSet};

use async_graphql_parser::{
    Pos,
    types::{BaseType, ExecutableDocument, Field, Selection, Type},
};
use async_graphql_value::Name;

use super::{
    fields::{self, FieldOccurrence, TypedSet},
    refusal::{Reason, Refusal},
    types::{FieldShape, TypeIndex, TypeShape},
};

/// How many selections are visited before the document is refused as too costly. Ordinary documents need a few hundred.
/// Only malicious ones, with interfaces nested in interfaces, come near.
const BUDGET: usize = 50_000;

/// Refuses a document in which two different fields have the same response key.
pub(crate) fn check(document: &ExecutableDocument, types: &TypeIndex) -> Result<(), Refusal> {
    let mut merge = Merge { document, types, shapes: HashSet::new(), parents: HashSet::new(), budget: BUDGET };
    for set in fields::sets(document, types) {
        let places = merge.collect([set])?;
        merge.same_shape(&places)?;
        merge.same_field(&places)?;
    }
    Ok(())
}

struct Merge<'a> {
    document: &'a ExecutableDocument,
    types: &'a TypeIndex,
    /// Sets of fields whose shapes were compared, by the positions of the fields.
    shapes: HashSet<Vec<Pos>>,
    /// Sets of fields whose names and arguments were compared, by the positions of the fields.
    parents: HashSet<Vec<Pos>>,
    budget: usize,
}

impl<'a> Merge<'a> {
    /// All fields of these selection sets with their fragments expanded, each once.
    fn collect(&mut self, sets: impl IntoIterator<Item = TypedSet<'a>>) -> Result<Vec<FieldOccurrence<'a>>, Refusal> {
        let mut places = BTreeMap::new();
        let mut spread_before = HashSet::new();
        let mut open: Vec<_> = sets.into_iter().collect();
        while let Some((set, parent)) = open.pop() {
            for selection in &set.items {
                self.budget = self.budget.checked_sub(1).ok_or_else(|| Refusal::at(Reason::TooCostly, []))?;
                match &selection.node {
                    Selection::Field(field) => {
                        places.insert(field.pos, FieldOccurrence::of(field, parent, self.types));
                    }
                    Selection::InlineFragment(inline) => open.push(fields::inline(&inline.node, parent)),
                    Selection::FragmentSpread(spread) => {
                        let name = &spread.node.fragment_name.node;
                        if let Some(fragment) = self.document.fragments.get(name)
                            && spread_before.insert(name)
                        {
                            let condition = &fragment.node.type_condition.node.on.node;
                            open.push((&fragment.node.selection_set.node, Some(condition)));
                        }
                    }
                }
            }
        }
        Ok(places.into_values().collect())
    }

    fn below(&mut self, places: &[FieldOccurrence<'a>]) -> Result<Vec<FieldOccurrence<'a>>, Refusal> {
        self.collect(places.iter().map(FieldOccurrence::set).collect::<Vec<_>>())
    }

    /// Checks that all fields under one key have the same shape, whatever their parent types.
    fn same_shape(&mut self, places: &[FieldOccurrence<'a>]) -> Result<(), Refusal> {
        if places.is_empty() || !self.shapes.insert(positions(places)) {
            return Ok(());
        }
        for group in by_key(places) {
            for other in &group[1..] {
                if !self.shapes_agree(group[0].shape, other.shape) {
                    return Err(conflict(&group[0], other));
                }
            }
            let below = self.below(&group)?;
            self.same_shape(&below)?;
        }
        Ok(())
    }

    /// Checks that fields under one key that can occur in one object have the same name and arguments.
    fn same_field(&mut self, places: &[FieldOccurrence<'a>]) -> Result<(), Refusal> {
        if places.is_empty() || !self.parents.insert(positions(places)) {
            return Ok(());
        }
        for group in by_key(places) {
            for meeting in self.by_object(&group) {
                for other in &meeting[1..] {
                    if !same_call(&meeting[0].field.node, &other.field.node) {
                        return Err(conflict(&meeting[0], other));
                    }
                }
                let below = self.below(&meeting)?;
                self.same_field(&below)?;
            }
        }
        Ok(())
    }

    /// Groups the fields by object type. A field of an interface or union is in every group, because the object may be
    /// of any of the types.
    fn by_object(&self, group: &[FieldOccurrence<'a>]) -> Vec<Vec<FieldOccurrence<'a>>> {
        let concrete = |place: &&FieldOccurrence<'a>| {
            let parent = place.parent.and_then(|name| self.types.get(name));
            matches!(parent, Some(TypeShape::Composite { concrete: true, .. }))
        };
        let (objects, anywhere): (Vec<&FieldOccurrence<'a>>, Vec<&FieldOccurrence<'a>>) =
            group.iter().partition(concrete);
        let anywhere: Vec<FieldOccurrence<'a>> = anywhere.into_iter().copied().collect();
        if objects.is_empty() {
            return vec![anywhere];
        }
        let mut meetings: BTreeMap<Option<&str>, Vec<FieldOccurrence<'a>>> = BTreeMap::new();
        for place in objects {
            meetings.entry(place.parent.map(Name::as_str)).or_insert_with(|| anywhere.clone()).push(*place);
        }
        meetings.into_values().collect()
    }

    /// A field that is not in the schema agrees with every other, because the engine will report it.
    fn shapes_agree(&self, one: Option<&FieldShape>, other: Option<&FieldShape>) -> bool {
        one.zip(other).is_none_or(|(one, other)| self.types_agree(&one.ty, &other.ty))
    }

    fn types_agree(&self, one: &Type, other: &Type) -> bool {
        one.nullable == other.nullable
            && match (&one.base, &other.base) {
                (BaseType::List(one), BaseType::List(other)) => self.types_agree(one, other),
                (BaseType::Named(one), BaseType::Named(other)) => {
                    let composite = |name| matches!(self.types.get(name), Some(TypeShape::Composite { .. }));
                    one == other || (composite(one) && composite(other))
                }
                _ => false,
            }
    }
}

fn positions(places: &[FieldOccurrence<'_>]) -> Vec<Pos> {
    places.iter().map(|place| place.field.pos).collect()
}

fn by_key<'a>(places: &[FieldOccurrence<'a>]) -> Vec<Vec<FieldOccurrence<'a>>> {
    let mut groups: BTreeMap<&str, Vec<FieldOccurrence<'a>>> = BTreeMap::new();
    for place in places {
        groups.entry(place.field.node.response_key().node.as_str()).or_default().push(*place);
    }
    groups.into_values().collect()
}

fn same_call(one: &Field, other: &Field) -> bool {
    one.name.node == other.name.node
        && one.arguments.len() == other.arguments.len()
        && one
            .arguments
            .iter()
            .all(|(name, value)| other.get_argument(&name.node).is_some_and(|other| other.node == value.node))
}

fn conflict(one: &FieldOccurrence<'_>, other: &FieldOccurrence<'_>) -> Refusal {
    Refusal::at(Reason::ConflictingFields, [one.field.pos, other.field.pos])
}

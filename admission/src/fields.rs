//! The fields of a document, each with its parent type and its shape in the schema.

use async_graphql_parser::{
    Positioned,
    types::{ExecutableDocument, Field, InlineFragment, Selection, SelectionSet},
};
use async_graphql_value::Name;

use super::types::{FieldShape, TypeIndex};

/// An occurrence of a field in the document. If the schema does not have the field, the engine will report it.
#[derive(Clone, Copy)]
pub(crate) struct FieldOccurrence<'a> {
    pub field: &'a Positioned<Field>,
    pub parent: Option<&'a Name>,
    pub shape: Option<&'a FieldShape>,
}

/// A selection set with its parent type.
pub(crate) type TypedSet<'a> = (&'a SelectionSet, Option<&'a Name>);

impl<'a> FieldOccurrence<'a> {
    /// The field, as a selection of this parent type.
    pub(crate) fn of(field: &'a Positioned<Field>, parent: Option<&'a Name>, types: &'a TypeIndex) -> Self {
        Self { field, parent, shape: types.field(parent, &field.node.name.node) }
    }

    /// The selection set of the field.
    pub(crate) fn set(&self) -> TypedSet<'a> {
        (&self.field.node.selection_set.node, self.shape.map(|shape| super::types::innermost(&shape.ty)))
    }
}

/// The selection sets of all operations and fragments.
pub(crate) fn sets<'a>(document: &'a ExecutableDocument, types: &'a TypeIndex) -> impl Iterator<Item = TypedSet<'a>> {
    let operations = document.operations.iter();
    let operations = operations.map(|(_, it)| (&it.node.selection_set.node, Some(types.root(it.node.ty))));
    let fragments = document.fragments.values();
    operations.chain(fragments.map(|it| (&it.node.selection_set.node, Some(&it.node.type_condition.node.on.node))))
}

/// The selection set of an inline fragment. Without a type condition its parent type is that of the set around it.
pub(crate) fn inline<'a>(inline: &'a InlineFragment, parent: Option<&'a Name>) -> TypedSet<'a> {
    let condition = inline.type_condition.as_ref().map(|it| &it.node.on.node);
    (&inline.selection_set.node, condition.or(parent))
}

/// All fields of the operations and fragments, each once and before the fields below it.
pub(crate) fn all<'a>(document: &'a ExecutableDocument, types: &'a TypeIndex) -> Vec<FieldOccurrence<'a>> {
    let mut fields = Vec::new();
    sets(document, types).for_each(|set| add(set, types, &mut fields));
    fields
}

fn add<'a>((set, parent): TypedSet<'a>, types: &'a TypeIndex, fields: &mut Vec<FieldOccurrence<'a>>) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                let field = FieldOccurrence::of(field, parent, types);
                fields.push(field);
                add(field.set(), types, fields);
            }
            Selection::InlineFragment(fragment) => add(inline(&fragment.node, parent), types, fields),
            Selection::FragmentSpread(_) => {}
        }
    }
}

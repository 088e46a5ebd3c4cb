//! The root field of an operation, as the schema spells it, so that a server can count its operations. Nothing that a client
//! makes up is in it: no operation name, no alias and no field that does not exist.

use std::sync::Arc;

use async_graphql_parser::types::{ExecutableDocument, OperationDefinition, Selection, SelectionSet};

use super::types::TypeIndex;

/// What an operation asks for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Root {
    /// One root field, once or several times.
    Field(Arc<str>),
    /// Several root fields.
    Several,
    /// Only the schema, or the name of a type.
    Introspection,
    /// A field that the schema does not have.
    Unknown,
}

/// The root of an operation. Its document has passed the check of its size, which counts expanded fragments.
pub(crate) fn of(operation: &OperationDefinition, document: &ExecutableDocument, types: &TypeIndex) -> Root {
    let parent = Some(types.root(operation.ty));
    let mut found = None;
    let mut open: Vec<&SelectionSet> = vec![&operation.selection_set.node];
    while let Some(set) = open.pop() {
        for selection in &set.items {
            let field = match &selection.node {
                Selection::Field(field) => field.node.name.node.as_str(),
                Selection::InlineFragment(fragment) => {
                    open.push(&fragment.node.selection_set.node);
                    continue;
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = document.fragments.get(&spread.node.fragment_name.node);
                    open.extend(fragment.map(|it| &it.node.selection_set.node));
                    continue;
                }
            };
            let root = if field.starts_with("__") {
                Root::Introspection
            } else if types.field(parent, field).is_some() {
                Root::Field(field.into())
            } else {
                Root::Unknown
            };
            match &found {
                None => found = Some(root),
                Some(before) if *before == root => {}
                // `__typename` next to a field is no second one.
                Some(Root::Introspection) => found = Some(root),
                Some(_) if root == Root::Introspection => {}
                Some(_) => return Root::Several,
            }
        }
    }
    found.unwrap_or(Root::Unknown)
}

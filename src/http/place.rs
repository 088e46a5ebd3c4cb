//! Finds the position in a document that belongs to a path in its response.

use async_graphql::{
    Name, PathSegment, Pos, Positioned,
    parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet},
};

/// The operation that ran, with its document.
#[derive(Debug)]
pub(crate) struct RootFields<'a> {
    /// The document, which holds the fragments.
    pub document: &'a ExecutableDocument,
    /// The operation.
    pub operation: &'a OperationDefinition,
}

impl<'a> RootFields<'a> {
    /// The operation with this name, or the only one.
    pub(crate) fn of(document: &'a ExecutableDocument, name: Option<&str>) -> Option<Self> {
        let named = |own: Option<&Name>| name.is_none() || own.map(Name::as_str) == name;
        let (_, operation) = document.operations.iter().find(|(own, _)| named(*own))?;
        Some(Self { document, operation: &operation.node })
    }

    /// The position of the field at the end of the path. If two fields have the same response key, the first one.
    pub(crate) fn place(&self, path: &[PathSegment]) -> Option<Pos> {
        let mut sets = vec![&self.operation.selection_set.node];
        let mut place = None;
        for key in path.iter().filter_map(key) {
            let mut fields = Vec::new();
            for set in sets {
                self.collect(set, key, &mut fields);
            }
            place = Some(fields.first()?.pos);
            sets = fields.iter().map(|field| &field.node.selection_set.node).collect();
        }
        place
    }

    /// Terminates, because admission refuses cycles of fragments.
    fn collect(&self, set: &'a SelectionSet, key: &str, fields: &mut Vec<&'a Positioned<Field>>) {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) if field.node.response_key().node == key => fields.push(field),
                Selection::Field(_) => {}
                Selection::InlineFragment(inline) => self.collect(&inline.node.selection_set.node, key, fields),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.document.fragments.get(&spread.node.fragment_name.node) {
                        self.collect(&fragment.node.selection_set.node, key, fields);
                    }
                }
            }
        }
    }
}

fn key(segment: &PathSegment) -> Option<&str> {
    match segment {
        PathSegment::Field(key) => Some(key),
        PathSegment::Index(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    #[test]
    fn the_place_is_found_through_fragments_and_aliases() {
        let document =
            parse_query("{ one: cases {\n ...F } }\nfragment F on Page { nodes {\n   who: person { age } } }").unwrap();
        let asked = RootFields::of(&document, None).unwrap();
        let path = ["one", "nodes", "0", "who"].map(|step| match step.parse() {
            Ok(index) => PathSegment::Index(index),
            Err(_) => PathSegment::Field(step.to_owned()),
        });
        assert_eq!(asked.place(&path), Some(Pos { line: 4, column: 4 }));
        assert_eq!(asked.place(&path[1..]), None);
        assert_eq!(asked.place(&[]), None);
    }
}

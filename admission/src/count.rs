//! Measures a document with its fragments expanded, without expanding them: each fragment is counted once and its sums
//! are reused wherever it is spread. A 750-byte document of fragments that each spread the next one twice expands to
//! millions of fields, but is counted as fast as any other document of that size.

use std::collections::HashMap;

use async_graphql_parser::{
    Pos,
    types::{ExecutableDocument, Field, OperationType, Selection, SelectionSet},
};
use async_graphql_value::Name;

use super::{
    limits::Limits,
    refusal::{Reason, Refusal},
};

/// Refuses a document that exceeds a limit, has a fragment cycle, or has two mutations under one response key.
pub(crate) fn check(document: &ExecutableDocument, limits: &Limits) -> Result<(), Refusal> {
    if document.fragments.len() > limits.fragments {
        return Err(Refusal::over(Reason::TooManyFragments, limits.fragments as u64, []));
    }
    let mut counter = Counter { document, fragments: HashMap::new() };
    // All operations and fragments count, because the engine validates all of them and not only the one that runs.
    let mut selections = 0_u64;
    for name in document.fragments.keys() {
        selections = selections.saturating_add(counter.fragment(name)?.fields);
    }
    for (_, operation) in document.operations.iter() {
        let set = &operation.node.selection_set.node;
        let mut counts = counter.set(set)?;
        counts.directives = counts.directives.saturating_add(operation.node.directives.len() as u64);
        selections = selections.saturating_add(counts.fields);
        // The specification allows one root field in a subscription.
        let most_roots = if operation.node.ty == OperationType::Subscription { 1 } else { limits.root_fields };
        let bounds = [
            (selections, limits.selections, Reason::TooCostly),
            (counts.depth, limits.depth, Reason::TooDeep),
            (counts.introspection_depth, limits.introspection_depth, Reason::IntrospectionTooDeep),
            (counts.introspection_lists, INTROSPECTION_LISTS, Reason::IntrospectionTooDeep),
            (counts.aliases, limits.aliases, Reason::TooManyAliases),
            (counts.directives, limits.directives, Reason::TooManyDirectives),
            (counts.roots, most_roots, Reason::TooManyRootFields),
        ];
        for (count, limit, reason) in bounds {
            if count > limit {
                return Err(Refusal::over(reason, limit, [operation.pos]));
            }
        }
        if operation.node.ty == OperationType::Subscription && !is_plain(set) {
            return Err(Refusal::at(Reason::SubscriptionRoot, [operation.pos]));
        }
        if operation.node.ty == OperationType::Mutation {
            each_mutation_once(document, set, &mut HashMap::new())?;
        }
    }
    Ok(())
}

/// Whether each root selection is a field without `@skip` and `@include`. The engine ignores fragments at the root of a
/// subscription.
fn is_plain(set: &SelectionSet) -> bool {
    let conditional =
        |field: &Field| field.directives.iter().any(|it| ["skip", "include"].contains(&&*it.node.name.node));
    set.items.iter().all(|item| matches!(&item.node, Selection::Field(field) if !conditional(&field.node)))
}

/// How deep lists of introspection types may be nested. The answer to `__type { fields { type { fields { .. } } } }`
/// grows with a power of the schema's size. The standard introspection query nests one list in another.
const INTROSPECTION_LISTS: u64 = 2;

/// The measures of a selection set with its fragments expanded.
#[derive(Clone, Copy, Default)]
struct Counts {
    fields: u64,
    /// Fields of the set itself, without those nested in them.
    roots: u64,
    aliases: u64,
    directives: u64,
    depth: u64,
    introspection_depth: u64,
    /// The nesting depth of lists of introspection types.
    lists: u64,
    introspection_lists: u64,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.fields = self.fields.saturating_add(other.fields);
        self.roots = self.roots.saturating_add(other.roots);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.depth = self.depth.max(other.depth);
        self.introspection_depth = self.introspection_depth.max(other.introspection_depth);
        self.lists = self.lists.max(other.lists);
        self.introspection_lists = self.introspection_lists.max(other.introspection_lists);
    }
}

struct Counter<'a> {
    document: &'a ExecutableDocument,
    /// The measures of the fragments seen so far. `None` while a fragment is being counted: meeting it again is a
    /// cycle.
    fragments: HashMap<&'a Name, Option<Counts>>,
}

impl<'a> Counter<'a> {
    fn set(&mut self, set: &'a SelectionSet) -> Result<Counts, Refusal> {
        let mut sum = Counts::default();
        for selection in &set.items {
            sum.directives = sum.directives.saturating_add(selection.node.directives().len() as u64);
            match &selection.node {
                Selection::Field(field) => {
                    let mut counts = self.set(&field.node.selection_set.node)?;
                    counts.roots = 1;
                    counts.fields = counts.fields.saturating_add(1);
                    counts.aliases = counts.aliases.saturating_add(u64::from(field.node.alias.is_some()));
                    counts.depth += 1;
                    match field.node.name.node.as_str() {
                        "__schema" | "__type" => {
                            counts.introspection_depth = std::mem::replace(&mut counts.depth, 1);
                            counts.introspection_lists = counts.lists;
                        }
                        "fields" | "interfaces" | "possibleTypes" | "inputFields" => counts.lists += 1,
                        _ => {}
                    }
                    sum.add(counts);
                }
                Selection::InlineFragment(inline) => sum.add(self.set(&inline.node.selection_set.node)?),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name;
                    let counts = self.fragment(&name.node).map_err(|mut refusal| {
                        if refusal.locations.is_empty() {
                            refusal.locations.push(name.pos);
                        }
                        refusal
                    })?;
                    sum.add(counts);
                }
            }
        }
        Ok(sum)
    }

    fn fragment(&mut self, name: &Name) -> Result<Counts, Refusal> {
        // An unknown fragment counts as nothing here. The engine reports it.
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else { return Ok(Counts::default()) };
        match self.fragments.get(name) {
            Some(Some(counts)) => return Ok(*counts),
            Some(None) => return Err(Refusal::at(Reason::FragmentCycle, [])),
            None => {}
        }
        self.fragments.insert(name, None);
        let mut counts = self.set(&fragment.node.selection_set.node)?;
        counts.directives = counts.directives.saturating_add(fragment.node.directives.len() as u64);
        self.fragments.insert(name, Some(counts));
        Ok(counts)
    }
}

/// Refuses two mutations under one response key, because the engine would run both. Fragment cycles and the number of
/// root fields are checked before, so this walk is short.
fn each_mutation_once<'a>(
    document: &'a ExecutableDocument,
    set: &'a SelectionSet,
    seen: &mut HashMap<&'a Name, Pos>,
) -> Result<(), Refusal> {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                if let Some(first) = seen.insert(&field.node.response_key().node, field.pos) {
                    return Err(Refusal::at(Reason::DuplicateMutation, [first, field.pos]));
                }
            }
            Selection::InlineFragment(inline) => each_mutation_once(document, &inline.node.selection_set.node, seen)?,
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) {
                    each_mutation_once(document, &fragment.node.selection_set.node, seen)?;
                }
            }
        }
    }
    Ok(())
}

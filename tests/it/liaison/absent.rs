//! Names that exist only for other viewers. A liaison officer who asks for one of them gets the answer for a name that
//! nobody has, byte for byte except for the name itself.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};
use waystation::graphql::engine;

use super::{
    demo::Operation,
    schema::{Schema, innermost},
};

/// The names of the whole schema: each type with its fields, each field with its arguments.
struct Everything {
    types: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// A question for a name that is hidden, and the same question for a name that nobody has.
pub struct Absent {
    pub operation: Operation,
    pub made_up: Operation,
    /// The made-up names, each with the hidden name that it replaces.
    names: Vec<(String, String)>,
}

impl Absent {
    /// The answer about the made-up names, with the hidden names put in their place.
    pub fn as_if(&self, body: &str) -> String {
        self.names.iter().fold(body.to_owned(), |body, (made_up, name)| body.replace(made_up, name))
    }
}

/// All such questions. `id` is an identifier that exists.
pub fn all(schema: &Schema, id: &str) -> Vec<Absent> {
    let everything = Everything::read();
    let mut all = Vec::new();
    let known = |of: Vec<super::schema::Named<'_>>| of.iter().map(|it| it.name.to_owned()).collect::<BTreeSet<_>>();
    let (queries, mutations) = (known(schema.queries()), known(schema.mutations()));
    for (name, arguments) in everything.types["Query"].iter().filter(|(name, _)| !queries.contains(*name)) {
        let given: String = arguments.iter().map(|it| format!("{it}: null ")).collect();
        all.extend([
            absent(name, "{ @ }"),
            absent(name, "{ __typename @ { __typename } }"),
            absent(name, &format!("{{ @(id: \"{id}\") {{ id }} }}")),
            absent(name, &format!("{{ @({given}first: 1000) {{ totalCount nodes {{ id }} }} }}")),
        ]);
    }
    for name in everything.types["Mutation"].keys().filter(|name| !mutations.contains(*name)) {
        all.extend([
            absent(name, "mutation { @ }"),
            absent(
                name,
                &format!(
                    "mutation {{ @(idempotencyKey: \"k\", input: {{ caseId: \"{id}\" }}) {{ userErrors {{ code }} }} }}"
                ),
            ),
        ]);
        all.push(absent(name, "mutation($input: #Input!) { @(idempotencyKey: \"k\", input: $input) { __typename } }"));
    }
    let types: BTreeSet<_> = schema.type_names().collect();
    for name in everything.types.keys().filter(|name| !types.contains(name.as_str())) {
        all.extend([
            absent(name, "{ __type(name: \"@\") { kind name description fields { name } enumValues { name } } }"),
            absent(name, "{ viewer { __typename ... on @ { __typename } } }"),
            absent(name, "query($it: @) { __typename }"),
        ]);
    }
    all.extend(fields(schema, &everything));
    all
}

/// Fields, arguments and filters of other viewers, asked of the types that the liaison officer has.
fn fields(schema: &Schema, everything: &Everything) -> Vec<Absent> {
    let mut all = Vec::new();
    let anywhere: BTreeSet<_> = everything.types.values().flat_map(BTreeMap::keys).collect();
    // Every name of the schema is asked of packets; of the directory, only names that its types have for other viewers.
    let names = |of: &str| -> BTreeSet<&String> {
        if of.starts_with(PACKET) { anywhere.clone() } else { everything.types[of].keys().collect() }
    };
    for root in schema.queries() {
        let of = innermost(root.of);
        let arguments = root.arguments();
        let given = arguments.iter().find(|it| it.required()).map(|it| format!("({}: \"x\")", it.name));
        let given = given.unwrap_or_default();
        let lists = schema.fields(of).into_iter().filter(|it| matches!(it.name, "nodes" | "edges")).map(Some);
        for place in lists.chain([None]) {
            let (below, open, close) = match place {
                Some(list) => (innermost(list.of), format!("{} {{ ", list.name), " }"),
                None => (of, String::new(), ""),
            };
            let here: BTreeSet<_> = schema.fields(below).iter().map(|it| it.name.to_owned()).collect();
            for name in names(below).into_iter().filter(|name| !here.contains(*name)) {
                all.push(absent(name, &format!("{{ {}{given} {{ {open}@{close} }} }}", root.name)));
            }
        }
        for filter in arguments.iter().filter(|it| schema.kind(innermost(it.of)) == "INPUT_OBJECT") {
            let here: BTreeSet<_> = schema.inputs(innermost(filter.of)).iter().map(|it| it.name.to_owned()).collect();
            for name in names(innermost(filter.of)).into_iter().filter(|name| !here.contains(*name)) {
                let query = format!("{{ {}({}: {{ @: \"GIN\" }}) {{ __typename }} }}", root.name, filter.name);
                all.push(absent(name, &query));
            }
        }
        let here: BTreeSet<_> = arguments.iter().map(|it| it.name.to_owned()).collect();
        let elsewhere = everything.types["Query"].values().flatten().collect::<BTreeSet<_>>();
        for name in elsewhere.into_iter().filter(|name| !here.contains(*name)) {
            all.push(absent(name, &format!("{{ {}(@: null) {{ __typename }} }}", root.name)));
        }
    }
    all
}

/// The prefix of the names of packet types.
const PACKET: &str = "ConsularPacket";

/// The question with the name in place of `@` and with the name of a type in place of `#`. The second question uses a
/// made-up name of the same length.
fn absent(name: &str, template: &str) -> Absent {
    let with = |name: &str| template.replace('@', name).replace('#', &capital(name));
    let first = if name.starts_with(char::is_uppercase) { "Z" } else { "z" };
    let made_up = format!("{first}{}", "q".repeat(name.len() - 1));
    Absent {
        operation: Operation::plain(format!("absent {}", with(name)), with(name)),
        made_up: Operation::plain(format!("made up {}", with(&made_up)), with(&made_up)),
        names: vec![(capital(&made_up), capital(name)), (made_up, name.to_owned())],
    }
}

/// The name with a capital first letter, as type names have.
fn capital(name: &str) -> String {
    let (head, tail) = name.split_at(1);
    head.to_uppercase() + tail
}

impl Everything {
    fn read() -> Self {
        let document = parse_schema(engine::sdl(&engine::schema())).expect("the schema can be read");
        let mut types = BTreeMap::new();
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let fields = match definition.node.kind {
                TypeKind::Object(object) => {
                    let arguments = |it: &async_graphql::parser::types::FieldDefinition| {
                        it.arguments.iter().map(|it| it.node.name.node.to_string()).collect()
                    };
                    object.fields.iter().map(|it| (it.node.name.node.to_string(), arguments(&it.node))).collect()
                }
                TypeKind::InputObject(input) => {
                    input.fields.iter().map(|it| (it.node.name.node.to_string(), Vec::new())).collect()
                }
                _ => BTreeMap::new(),
            };
            types.insert(definition.node.name.node.to_string(), fields);
        }
        Self { types }
    }
}

//! Operations made from a schema: every root alone, every field alone, every argument with every value.

use serde_json::{Map, Value, json};

use super::{
    demo::Operation,
    schema::{Named, Schema, innermost, written},
    values::{Pool, literal},
};

/// Every operation that only reads.
pub fn queries(schema: &Schema, pool: &Pool) -> Vec<Operation> {
    let mut all = Vec::new();
    for root in schema.queries() {
        let name = innermost(root.of);
        let whole = schema.all_of(name, &mut Vec::new());
        let (directory, leaves) = (schema.is_directory(name), schema.leaves_of(name));
        let needed = needed(schema, pool, &root);
        all.push(operation("query", &root, &needed, &whole));
        // Without the required arguments.
        all.push(operation("query", &root, &[], &whole));
        all.push(Operation::plain(root.name, format!("{{ {} }}", root.name)));
        let arguments = root.arguments();
        for argument in &arguments {
            for value in pool.values(schema, argument.of) {
                let mut given: Vec<_> = needed.iter().filter(|(it, _)| it.name != argument.name).cloned().collect();
                given.push((*argument, value));
                // For the directory, the leaves are enough to see which entries are listed.
                let selection = if directory { &leaves } else { &whole };
                all.push(operation("query", &root, &given, selection));
                if all.len().is_multiple_of(5) {
                    all.push(written_out(schema, "query", &root, &given, selection));
                }
            }
        }
        for (path, last) in schema.each_of(name, &mut Vec::new()) {
            all.push(operation("query", &root, &needed, &path.replace('$', "")));
            for argument in last.arguments() {
                for value in pool.values(schema, argument.of) {
                    let given = format!("({}: {})", argument.name, literal(schema, argument.of, &value));
                    all.push(operation("query", &root, &needed, &path.replace('$', &given)));
                }
            }
        }
    }
    all
}

/// Every mutation with every value of every field of its input, and without its required arguments. `about` directs an
/// otherwise valid input at one record.
pub fn mutations(schema: &Schema, pool: &Pool, about: &Value) -> Vec<Operation> {
    let mut all = Vec::new();
    for root in schema.mutations() {
        let whole = schema.all_of(innermost(root.of), &mut Vec::new());
        let sound = needed(schema, pool, &root);
        all.push(operation("mutation", &root, &[], &whole));
        for argument in root.arguments() {
            for value in pool.values(schema, argument.of) {
                let value = if argument.name == "input" { aimed(value, about) } else { value };
                let mut given: Vec<_> = sound.iter().filter(|(it, _)| it.name != argument.name).cloned().collect();
                given.push((argument, value));
                // A repeated key would replay the outcome of an earlier operation.
                let number = all.len();
                for (it, value) in &mut given {
                    if it.name == KEY && argument.name != KEY {
                        *value = format!("key-{number}").into();
                    }
                }
                all.push(operation("mutation", &root, &given, &whole));
                if number.is_multiple_of(7) {
                    all.push(written_out(schema, "mutation", &root, &given, &whole));
                }
            }
        }
    }
    all
}

/// A mutation whose input is valid, with the fields of `about` and `with` put into it.
pub fn mutation(schema: &Schema, pool: &Pool, root: &Named<'_>, key: &str, about: &Value, with: &Value) -> Operation {
    let whole = schema.all_of(innermost(root.of), &mut Vec::new());
    let mut given = needed(schema, pool, root);
    for (argument, value) in &mut given {
        if argument.name == KEY {
            *value = key.into();
        } else {
            for (name, part) in with.as_object().into_iter().flatten().chain(about.as_object().into_iter().flatten()) {
                value[name] = part.clone();
            }
        }
    }
    operation("mutation", root, &given, &whole)
}

/// The argument that makes a mutation idempotent.
pub const KEY: &str = "idempotencyKey";

/// Puts the fields of `about` into an input wherever the input still has the default value.
fn aimed(mut input: Value, about: &Value) -> Value {
    if let (Value::Object(input), Value::Object(about)) = (&mut input, about) {
        for (name, value) in about {
            if input.get(name).is_some_and(|it| it == UNSAID || *it == 1) {
                input.insert(name.clone(), value.clone());
            }
        }
    }
    input
}

/// The first of the texts: the default where a test gives no text.
pub const UNSAID: &str = "unsaid";

fn needed<'a>(schema: &Schema, pool: &Pool, root: &Named<'a>) -> Vec<(Named<'a>, Value)> {
    let arguments = root.arguments().into_iter().filter(Named::required);
    arguments.map(|it| (it, pool.fitting(schema, it.of))).collect()
}

/// The operation with its arguments as variables.
fn operation(kind: &str, root: &Named<'_>, given: &[(Named<'_>, Value)], below: &str) -> Operation {
    if given.is_empty() {
        return Operation::plain(root.name, format!("{kind} {{ {}{below} }}", root.name));
    }
    let declared: Vec<_> = given.iter().map(|(it, _)| format!("${}: {}", it.name, written(it.of))).collect();
    let passed: Vec<_> = given.iter().map(|(it, _)| format!("{0}: ${0}", it.name)).collect();
    let variables: Map<_, _> = given.iter().map(|(it, value)| (it.name.to_owned(), value.clone())).collect();
    Operation {
        name: format!("{} {}", root.name, brief(&json!(variables))),
        query: format!("{kind}({}) {{ {}({}){below} }}", declared.join(", "), root.name, passed.join(", ")),
        variables: variables.into(),
    }
}

/// The operation with its arguments as literals in the document.
fn written_out(schema: &Schema, kind: &str, root: &Named<'_>, given: &[(Named<'_>, Value)], below: &str) -> Operation {
    let given: Vec<_> =
        given.iter().map(|(it, value)| format!("{}: {}", it.name, literal(schema, it.of, value))).collect();
    let query = format!("{kind} {{ {}({}){below} }}", root.name, given.join(", "));
    Operation::plain(brief(&json!(query)), query)
}

fn brief(value: &Value) -> String {
    value.to_string().chars().take(200).collect()
}

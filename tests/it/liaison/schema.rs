//! The schema as one viewer sees it: the answer to the standard introspection query, and the queries that it allows.

use serde_json::Value;

/// The introspection query as clients send it.
pub const INTROSPECTION: &str =
    "query IntrospectionQuery { __schema { description queryType { name } mutationType { name }
    subscriptionType { name } types { ...FullType }
    directives { name description locations args(includeDeprecated: true) { ...InputValue } } } }
    fragment FullType on __Type { kind name description specifiedByURL
        fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue }
            type { ...TypeRef } isDeprecated deprecationReason }
        inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
        enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
        possibleTypes { ...TypeRef } }
    fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
    fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// A schema as one viewer sees it.
pub struct Schema {
    types: Vec<Value>,
    query: String,
    mutation: Option<String>,
}

/// Something with a name and a type: a field, an argument, an input field.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    pub name: &'a str,
    /// The type reference as introspection gives it.
    pub of: &'a Value,
    pub arguments: &'a [Value],
}

impl Schema {
    /// Reads the answer to [`INTROSPECTION`].
    pub fn read(answer: &Value) -> Self {
        let schema = &answer["data"]["__schema"];
        Self {
            types: schema["types"].as_array().expect("a schema has types").clone(),
            query: schema["queryType"]["name"].as_str().expect("there is a query root").to_owned(),
            mutation: schema["mutationType"]["name"].as_str().map(str::to_owned),
        }
    }

    /// The fields of the query root.
    pub fn queries(&self) -> Vec<Named<'_>> {
        self.fields(&self.query)
    }

    /// The fields of the mutation root.
    pub fn mutations(&self) -> Vec<Named<'_>> {
        self.mutation.as_deref().map(|name| self.fields(name)).unwrap_or_default()
    }

    /// The names of all types except introspection's own.
    pub fn type_names(&self) -> impl Iterator<Item = &str> {
        self.types.iter().filter_map(|it| it["name"].as_str()).filter(|name| !name.starts_with("__"))
    }

    /// The kind of a type: `OBJECT`.
    pub fn kind(&self, name: &str) -> &str {
        self.the(name)["kind"].as_str().expect("a type has a kind")
    }

    /// The fields of an object type or interface.
    pub fn fields(&self, name: &str) -> Vec<Named<'_>> {
        let all = self.the(name)["fields"].as_array();
        all.map(Vec::as_slice).unwrap_or_default().iter().map(named).collect()
    }

    /// The fields of an input type.
    pub fn inputs(&self, name: &str) -> Vec<Named<'_>> {
        let all = self.the(name)["inputFields"].as_array();
        all.map(Vec::as_slice).unwrap_or_default().iter().map(named).collect()
    }

    /// The values of an enum.
    pub fn codes(&self, name: &str) -> Vec<&str> {
        let all = self.the(name)["enumValues"].as_array();
        all.map(Vec::as_slice).unwrap_or_default().iter().filter_map(|it| it["name"].as_str()).collect()
    }

    /// The possible types of an interface.
    pub fn possible(&self, name: &str) -> Vec<&str> {
        let all = self.the(name)["possibleTypes"].as_array();
        all.map(Vec::as_slice).unwrap_or_default().iter().filter_map(|it| it["name"].as_str()).collect()
    }

    /// Whether a type is a connection of records with identifiers. A liaison officer has them in the directory only.
    pub fn is_directory(&self, name: &str) -> bool {
        let record = name.strip_suffix("Connection").unwrap_or_default();
        self.fields(record).iter().any(|field| field.name == "id")
    }

    /// A selection of the whole type: its leaves, and below it every record that is not above it. An interface is
    /// selected by each of its possible types.
    pub fn all_of(&self, name: &str, above: &mut Vec<String>) -> String {
        if matches!(self.kind(name), "SCALAR" | "ENUM") {
            return String::new();
        }
        above.push(name.to_owned());
        let mut text = " { __typename".to_owned();
        for field in self.fields(name) {
            let to = innermost(field.of);
            if !above.iter().any(|it| it == to) {
                text.push_str(&format!(" {}{}", field.name, self.all_of(to, above)));
            }
        }
        if self.kind(name) == "INTERFACE" {
            for possible in self.possible(name) {
                text.push_str(&format!(" ... on {possible}{}", self.all_of(possible, above)));
            }
        }
        above.pop();
        text + " }"
    }

    /// Each field below a type alone, as a selection: `{ nodes { id } }`. `$` marks the arguments of the last field.
    pub fn each_of<'a>(&'a self, name: &str, above: &mut Vec<String>) -> Vec<(String, Named<'a>)> {
        let mut all = Vec::new();
        above.push(name.to_owned());
        for field in self.fields(name) {
            let to = innermost(field.of);
            if above.iter().any(|it| it == to) {
                continue;
            }
            let path = format!("{{ {}$ }}", field.name);
            if self.fields(to).is_empty() {
                all.push((path, field));
                continue;
            }
            let leaf = self.leaf(to);
            all.push((path.replace('$', &format!("$ {leaf}")), field));
            for (below, last) in self.each_of(to, above) {
                all.push((format!("{{ {} {below} }}", field.name), last));
            }
        }
        for possible in self.possible(name) {
            let below = self.each_of(possible, above);
            all.extend(below.into_iter().map(|(below, last)| (format!("{{ ... on {possible} {below} }}"), last)));
        }
        above.pop();
        all
    }

    /// A selection of the leaves of a type and of the rows of a list.
    pub fn leaves_of(&self, name: &str) -> String {
        let below = |name: &str| {
            let leaves = self.fields(name).into_iter().filter(|it| self.fields(innermost(it.of)).is_empty());
            leaves.map(|it| format!(" {}", it.name)).collect::<String>()
        };
        let lists = self.fields(name).into_iter().filter(|it| matches!(it.name, "nodes" | "pageInfo"));
        let lists = lists.map(|it| format!(" {} {{{} }}", it.name, below(innermost(it.of))));
        format!(" {{ __typename{}{} }}", below(name), lists.collect::<String>())
    }

    /// The smallest selection of a type.
    pub fn leaf(&self, name: &str) -> &'static str {
        if self.fields(name).is_empty() { "" } else { "{ __typename }" }
    }

    fn the(&self, name: &str) -> &Value {
        self.types.iter().find(|it| it["name"] == name).unwrap_or(&Value::Null)
    }
}

impl<'a> Named<'a> {
    /// The arguments of the field.
    pub fn arguments(&self) -> Vec<Named<'a>> {
        self.arguments.iter().map(named).collect()
    }

    /// Whether a value must be given.
    pub fn required(&self) -> bool {
        self.of["kind"] == "NON_NULL"
    }
}

fn named(value: &Value) -> Named<'_> {
    Named {
        name: value["name"].as_str().expect("it has a name"),
        of: &value["type"],
        arguments: value["args"].as_array().map(Vec::as_slice).unwrap_or_default(),
    }
}

/// The name of the type without lists and non-nulls.
pub fn innermost(of: &Value) -> &str {
    of["name"].as_str().unwrap_or_else(|| innermost(&of["ofType"]))
}

/// The type in GraphQL notation: `[LiaisonState!]`.
pub fn written(of: &Value) -> String {
    match of["kind"].as_str() {
        Some("NON_NULL") => format!("{}!", written(&of["ofType"])),
        Some("LIST") => format!("[{}]", written(&of["ofType"])),
        _ => innermost(of).to_owned(),
    }
}

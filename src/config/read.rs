//! Reads the settings from their sources and tells every mistake at once, each with its place. Values are tried one by
//! one against the defaults, since reading them together would stop at the first mistake.

use std::{collections::BTreeMap, path::Path};

use figment::{
    Figment,
    providers::{Format, Serialized, Toml},
    value::{Dict, Value},
};

use super::{Config, check};

/// Settings by their path (`limits.depth`), from one place other than the file.
pub struct Source {
    name: &'static str,
    values: Vec<(String, String)>,
}

/// Starts the name of each setting in the environment.
const PREFIX: &str = "WAYSTATION_";

impl Source {
    /// Settings from the command line.
    pub fn command_line(values: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let values = values.into_iter().map(|(path, value)| (path.to_owned(), value)).collect();
        Self { name: "the command line", values }
    }

    /// Settings among these variables. Variables that belong to no setting or section of ours are left alone: container
    /// platforms put their own `WAYSTATION_…` there.
    pub fn environment(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let ours =
            Value::serialize(Config::default()).expect("settings are plain values").into_dict().unwrap_or_default();
        let setting = |(name, value): (String, String)| {
            let path = name.strip_prefix(PREFIX)?.to_ascii_lowercase().replace("__", ".");
            ours.contains_key(path.split('.').next()?).then_some((path, value))
        };
        Self { name: "the environment", values: variables.into_iter().filter_map(setting).collect() }
    }
}

/// The settings from these sources, or all that is wrong with them, one sentence each.
pub fn load(file: Option<&Path>, environment: &Source, command_line: &Source) -> Result<Config, Vec<String>> {
    let mut figment = Figment::new();
    if let Some(file) = file {
        let text = std::fs::read_to_string(file);
        let text =
            text.map_err(|error| vec![format!("the settings file {} cannot be read: {error}", file.display())])?;
        figment = figment.merge(Toml::string(&text));
        figment
            .extract::<Dict>()
            .map_err(|error| vec![format!("the settings file {} is not TOML: {error}", file.display())])?;
    }
    for (path, text) in environment.values.iter().chain(&command_line.values) {
        // As figment reads its own environment: numbers are numbers, all else is text.
        let value: Value = text.parse().expect("any text is a value");
        figment = figment.merge(Serialized::default(path, value));
    }
    let given: Dict = figment.extract().map_err(|error| vec![error.to_string()])?;

    let mut right = Figment::from(Serialized::defaults(Config::default()));
    let known = leaves(Value::serialize(Config::default()).expect("settings are plain values"));
    let mut wrong = Vec::new();
    for (path, value) in leaves(Value::from(given)) {
        let place = || {
            let holds = |source: &&Source| source.values.iter().any(|(given, _)| *given == path);
            let source = [command_line, environment].into_iter().find(holds).map(|source| source.name.to_owned());
            let file = || file.map(|file| file.display().to_string()).unwrap_or_default();
            format!("{path} (from {})", source.unwrap_or_else(file))
        };
        if !known.contains_key(&path) {
            let section = known.keys().any(|other| other.strip_prefix(&path).is_some_and(|rest| rest.starts_with('.')));
            let hint = if section {
                " is a section with settings of its own".to_owned()
            } else {
                unknown(&path, known.keys())
            };
            wrong.push(format!("{}{hint}", place()));
            continue;
        }
        let with = right.clone().merge(Serialized::default(&path, value));
        match with.extract::<Config>() {
            Ok(_) => right = with,
            Err(error) => wrong.extend(error.into_iter().map(|error| format!("{}: {}", place(), error.kind))),
        }
    }
    let config: Config = right.extract().map_err(|error| vec![error.to_string()])?;
    wrong.extend(check::check(&config).err().into_iter().flatten());
    if wrong.is_empty() { Ok(config) } else { Err(wrong) }
}

fn unknown<'a>(path: &str, known: impl Iterator<Item = &'a String>) -> String {
    let close = known.map(|other| (strsim::damerau_levenshtein(path, other), other)).min();
    match close {
        Some((distance, other)) if distance <= 3 => format!(" is no setting; did you mean {other}?"),
        _ => " is no setting".to_owned(),
    }
}

/// The values inside sections, by path.
fn leaves(value: Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), value)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Dict(_, section) => open.extend(section.into_iter().map(|(name, value)| {
                let path = if path.is_empty() { name } else { format!("{path}.{name}") };
                (path, value)
            })),
            value => {
                found.insert(path, value);
            }
        }
    }
    found
}

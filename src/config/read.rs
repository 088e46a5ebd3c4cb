//! Reads the settings from their sources and reports every mistake at once, each with its source. Values are tried one
//! by one on top of the defaults, because extracting all of them together would stop at the first mistake.

use std::{collections::BTreeMap, path::Path};

use figment::{
    Figment,
    error::Kind,
    providers::Serialized,
    value::{Dict, Value},
};

use super::{Config, check};

/// Settings by their path (`limits.depth`), from a source other than the file.
pub(crate) struct SettingsLayer {
    name: &'static str,
    values: Vec<(String, String)>,
    /// Messages about names that are not the path of a setting.
    unknown: Vec<String>,
}

/// Prefixes of variables that belong to a command and not to the settings.
const OF_COMMANDS: [&str; 4] = ["WAYSTATION_CONFIG", "WAYSTATION_DEMO_", "WAYSTATION_FORMAT", "WAYSTATION_TEST_"];

/// Prefix of every setting in the environment.
const PREFIX: &str = "WAYSTATION_";

impl SettingsLayer {
    /// Settings from the command line.
    pub(crate) fn command_line(values: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let values = values.into_iter().map(|(path, value)| (path.to_owned(), value)).collect();
        Self { name: "the command line", values, unknown: Vec::new() }
    }

    /// Settings among these variables. It skips variables of commands, and those that container platforms set for a
    /// service named `waystation…`. Any other `WAYSTATION_…` is a setting or a mistake.
    pub(crate) fn environment(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let ours =
            Value::serialize(Config::default()).expect("settings are plain values").into_dict().unwrap_or_default();
        let (mut values, mut unknown) = (Vec::new(), Vec::new());
        for (name, value) in variables {
            let Some(path) = name.strip_prefix(PREFIX) else { continue };
            let path = path.to_ascii_lowercase().replace("__", ".");
            if path.split('.').next().is_some_and(|first| ours.contains_key(first)) {
                values.push((path, value));
            } else if !of_a_platform(&name) && !OF_COMMANDS.iter().any(|begin| name.starts_with(begin)) {
                let known: Vec<_> = leaves(Value::from(ours.clone())).into_keys().map(|path| variable(&path)).collect();
                unknown.push(format!("{name} (from the environment){}", unknown_among(&name, known.iter())));
            }
        }
        Self { name: "the environment", values, unknown }
    }
}

/// Name of the environment variable of a setting.
fn variable(path: &str) -> String {
    format!("{PREFIX}{}", path.replace('.', "__").to_ascii_uppercase())
}

/// Whether Kubernetes sets this variable in every container, for a service whose name begins with ours.
fn of_a_platform(name: &str) -> bool {
    let port = |rest: &str| rest.is_empty() || rest.starts_with('_');
    name.ends_with("_SERVICE_HOST")
        || name.split_once("_SERVICE_PORT").is_some_and(|(_, rest)| port(rest))
        || name.rsplit_once("_PORT").is_some_and(|(_, rest)| rest.is_empty())
        || name.split_once("_PORT_").is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns the settings from these sources, or one sentence for each mistake.
pub(crate) fn load(
    file: Option<&Path>,
    environment: &SettingsLayer,
    command_line: &SettingsLayer,
) -> Result<Config, Vec<String>> {
    let mut figment = Figment::new();
    if let Some(file) = file {
        let text = std::fs::read_to_string(file);
        let text =
            text.map_err(|error| vec![format!("the settings file {} cannot be read: {error}", file.display())])?;
        let settings: Dict = toml::from_str(&text)
            .map_err(|error| vec![format!("the settings file {} is not TOML: {error}", file.display())])?;
        figment = figment.merge(Serialized::defaults(settings));
    }
    for (path, text) in environment.values.iter().chain(&command_line.values) {
        // The same parser as figment's environment provider: numbers are numbers, all else is text.
        let value: Value = text.parse().expect("any text is a value");
        figment = figment.merge(Serialized::default(path, value));
    }
    let given: Dict = figment.extract().map_err(|error| vec![error.to_string()])?;

    let mut right = Figment::from(Serialized::defaults(Config::default()));
    let known = leaves(Value::serialize(Config::default()).expect("settings are plain values"));
    let mut wrong: Vec<_> = environment.unknown.iter().chain(&command_line.unknown).cloned().collect();
    for (path, value) in leaves(Value::from(given)) {
        let place = || {
            let holds = |source: &&SettingsLayer| source.values.iter().any(|(given, _)| *given == path);
            let source = [command_line, environment].into_iter().find(holds).map(|source| source.name.to_owned());
            let file = || file.map(|file| file.display().to_string()).unwrap_or_default();
            format!("{path} (from {})", source.unwrap_or_else(file))
        };
        if !known.contains_key(&path) {
            let section = known.keys().any(|other| other.strip_prefix(&path).is_some_and(|rest| rest.starts_with('.')));
            let hint = if section {
                " is a section with settings of its own".to_owned()
            } else {
                unknown_among(&path, known.keys())
            };
            wrong.push(format!("{}{hint}", place()));
            continue;
        }
        let with = right.clone().merge(Serialized::default(&path, value));
        match with.extract::<Config>() {
            Ok(_) => right = with,
            Err(error) => wrong.extend(error.into_iter().map(|error| format!("{}: {}", place(), plain(&error.kind)))),
        }
    }
    let config: Config = right.extract().map_err(|error| vec![error.to_string()])?;
    wrong.extend(check::check(&config).err().into_iter().flatten());
    if wrong.is_empty() { Ok(config) } else { Err(wrong) }
}

fn unknown_among<'a>(path: &str, known: impl Iterator<Item = &'a String>) -> String {
    let close = known.map(|other| (strsim::damerau_levenshtein(path, other), other)).min();
    match close {
        Some((distance, other)) if distance <= 3 => format!(" is not a setting; did you mean {other}?"),
        _ => " is not a setting".to_owned(),
    }
}

/// Figment formats a list of allowed words as code, with quotes inside quotes; this writes it as plain text.
fn plain(kind: &Kind) -> String {
    match kind {
        Kind::UnknownVariant(found, known) => format!("\"{found}\" is not one of {}", known.join(", ")),
        other => other.to_string(),
    }
}

/// The values of all sections, by path.
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

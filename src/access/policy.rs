//! The policy: for every role in every relation, the classes it reads and the actions it may take. It is read from
//! `policy.toml`. Every name must be known and no cell may be missing, so that nothing is open by oversight.

use std::{collections::BTreeMap, fmt, ops::Range};

use entity::codes::{DataClass, Relation, Role};
use sea_orm::Iterable;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use toml::Spanned;

use super::{action::Action, class::ClassSet};

/// The policy that ships with the program.
pub const SHIPPED: &str = include_str!("../../policy.toml");

/// The grants of one role in one relation.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// The classes it reads.
    pub classes: ClassSet,
    /// The actions it may take.
    pub actions: Vec<Action>,
}

/// A checked policy.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Written to the read log, so that an old reading can be explained.
    pub version: String,
    cells: BTreeMap<(Role, Relation), Cell>,
}

/// All findings in a policy file, each with its line.
#[derive(Debug, thiserror::Error)]
pub struct PolicyError(Vec<String>);

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.join("\n"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: String,
    roles: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    classes: Vec<Spanned<String>>,
    actions: Vec<Spanned<String>>,
}

impl Policy {
    /// The policy that ships with the program.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse("policy.toml", SHIPPED).expect("a test holds that the shipped policy is sound")
    }

    /// Reads a policy.
    ///
    /// # Errors
    /// Every unknown or missing name, with file, line and the nearest known name.
    pub fn parse(file: &str, text: &str) -> Result<Self, PolicyError> {
        let mut reading = Reading { file, text, findings: Vec::new() };
        let parsed: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| reading.line(&span));
            PolicyError(vec![format!("{file}:{line}: {}", error.message())])
        })?;
        let mut cells = BTreeMap::new();
        for (role_name, relations) in &parsed.roles {
            let role = reading.name::<Role>(role_name, "role");
            for (relation_name, entry) in relations {
                let relation = reading.name::<Relation>(relation_name, "relation");
                let known: Vec<_> =
                    entry.classes.iter().filter_map(|name| reading.name::<DataClass>(name, "class")).collect();
                let classes = ClassSet::of(&known);
                // Without this check a count could reveal rows that the viewer cannot read.
                let blind = !classes.is_empty() && !classes.holds(DataClass::OperationalCoarse);
                if blind && known.len() == entry.classes.len() {
                    reading.findings.push(format!(
                        "{file}:{}: {} of {} reads of a row without OPERATIONAL_COARSE, which says that it exists",
                        reading.line(&relation_name.span()),
                        relation_name.get_ref(),
                        role_name.get_ref(),
                    ));
                }
                let actions = entry.actions.iter().filter_map(|name| reading.name::<Action>(name, "action")).collect();
                if let (Some(role), Some(relation)) = (role, relation) {
                    cells.insert((role, relation), Cell { classes, actions });
                }
            }
        }
        for role in Role::iter() {
            for relation in Relation::iter().filter(|relation| !cells.contains_key(&(role, *relation))) {
                reading.findings.push(format!("{file}: roles.{}.{} is missing", spelled(&role), spelled(&relation)));
            }
        }
        if reading.findings.is_empty() {
            Ok(Self { version: parsed.version, cells })
        } else {
            Err(PolicyError(reading.findings))
        }
    }

    /// The grants of a role in a relation.
    #[must_use]
    pub fn cell(&self, role: Role, relation: Relation) -> &Cell {
        &self.cells[&(role, relation)]
    }
}

/// A code in the spelling of the policy file.
#[must_use]
pub fn spelled<T: Serialize>(code: &T) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    findings: Vec<String>,
}

impl Reading<'_> {
    fn line(&self, span: &Range<usize>) -> usize {
        1 + self.text[..span.start.min(self.text.len())].matches('\n').count()
    }

    fn name<T: DeserializeOwned + Serialize + Iterable>(&mut self, name: &Spanned<String>, what: &str) -> Option<T> {
        let known = serde_json::from_value(serde_json::Value::String(name.get_ref().clone())).ok();
        if known.is_none() {
            let nearest = T::iter()
                .map(|code| spelled(&code))
                .max_by(|a, b| strsim::jaro(a, name.get_ref()).total_cmp(&strsim::jaro(b, name.get_ref())))
                .unwrap_or_default();
            self.findings.push(format!(
                "{}:{}: unknown {what} \"{}\"; did you mean \"{nearest}\"?",
                self.file,
                self.line(&name.span()),
                name.get_ref(),
            ));
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_policy_is_sound() {
        let policy = Policy::parse("policy.toml", SHIPPED).unwrap_or_else(|error| panic!("{error}"));
        assert!(policy.cell(Role::CaseWorker, Relation::Assigned).classes.holds(DataClass::Identity));
        assert!(policy.cell(Role::Administrator, Relation::OwnCentre).classes.is_empty());
    }

    #[test]
    fn a_misspelt_class_is_refused_with_line_and_suggestion() {
        let text = SHIPPED.replacen("\"OPERATIONAL\"", "\"OPERATIONEL\"", 1);
        let line = SHIPPED[..SHIPPED.find("\"OPERATIONAL\"").unwrap()].lines().count();
        let error = Policy::parse("policy.toml", &text).unwrap_err().to_string();
        assert_eq!(error, format!("policy.toml:{line}: unknown class \"OPERATIONEL\"; did you mean \"OPERATIONAL\"?"));
    }

    #[test]
    fn a_cell_that_reads_of_a_row_and_may_not_know_of_it_is_refused() {
        let text = SHIPPED.replacen("\"OPERATIONAL\", ", "", 1);
        let line = 1 + text.lines().position(|line| line.starts_with("ASSIGNED")).unwrap();
        let error = Policy::parse("policy.toml", &text).unwrap_err().to_string();
        assert!(error.starts_with(&format!("policy.toml:{line}: ")), "{error}");
        assert!(error.contains("ASSIGNED of CASE_WORKER reads of a row without OPERATIONAL_COARSE"), "{error}");
    }

    #[test]
    fn a_missing_cell_is_refused() {
        let text = SHIPPED.replacen("OWN_CENTRE = { classes = [], actions = [] }\n", "", 1);
        assert!(Policy::parse("policy.toml", &text).unwrap_err().to_string().contains(".OWN_CENTRE is missing"));
    }
}

//! Reads `policy.toml`. Every name must be known, no list may repeat itself, every role needs its heading and every bundle
//! its use, so that nothing is open by oversight. All mistakes are reported at once, each with its line.

use std::collections::{BTreeMap, BTreeSet};

use entity::codes::{DataClass, Relation, Role};
use sea_orm::Iterable;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use toml::Spanned;

use super::{
    action::Action,
    class::ClassSet,
    findings::{Findings, Mistakes, nearest},
    policy::{Cell, Policy, spelled},
};

/// The policy that ships with the program.
pub const SHIPPED: &str = include_str!("../../policy.toml");

/// The sign before the name of a bundle in a list of actions. No action has it in its name.
const SIGN: char = '@';

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: String,
    #[serde(default)]
    bundles: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    roles: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    classes: Vec<Spanned<String>>,
    #[serde(default)]
    actions: Vec<Spanned<String>>,
}

impl Policy {
    /// The policy that ships with the program.
    pub fn shipped() -> Self {
        Self::parse("policy.toml", SHIPPED).expect("a test holds that the shipped policy is sound")
    }

    /// Reads a policy.
    /// Errors: every unknown, missing, repeated or unused name, with file, line and the nearest known name.
    pub fn parse(file: &str, text: &str) -> Result<Self, Mistakes> {
        let mut findings = Findings::new(file, text);
        let parsed: File = match toml::from_str(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                findings.find(error.span().unwrap_or_default(), error.message());
                return Err(findings.end().expect_err("there is one"));
            }
        };
        let mut reading = PolicyParser { findings, bundles: BTreeMap::new() };
        reading.read_bundles(&parsed.bundles);
        let (mut cells, mut named) = (BTreeMap::new(), BTreeSet::new());
        for (role_name, relations) in &parsed.roles {
            let role = reading.code::<Role>(role_name, "role");
            named.extend(role);
            for (relation_name, entry) in relations {
                let relation = reading.code::<Relation>(relation_name, "relation");
                let cell = reading.cell(role_name.get_ref(), relation_name, entry);
                if let (Some(role), Some(relation)) = (role, relation) {
                    cells.insert((role, relation), cell);
                }
            }
        }
        for role in Role::iter().filter(|role| !named.contains(role)) {
            let role = spelled(&role);
            let sentence = format!("role {role} is missing; a role without grants has the heading [roles.{role}]");
            reading.findings.miss(&sentence);
        }
        reading.report_unused(&parsed.bundles);
        reading.findings.end().map(|()| Self { version: parsed.version, cells })
    }
}

/// A named list of actions.
struct Bundle {
    actions: BTreeSet<Action>,
    used: bool,
}

struct PolicyParser<'a> {
    findings: Findings<'a>,
    bundles: BTreeMap<String, Bundle>,
}

impl PolicyParser<'_> {
    fn report(&mut self, place: &Spanned<String>, mistake: &str) {
        self.findings.find(place.span(), mistake);
    }

    fn report_unknown(&mut self, name: &Spanned<String>, what: &str, known: impl Iterator<Item = String>) {
        let suggestion = nearest(name.get_ref(), known);
        self.report(name, &format!("unknown {what} \"{}\"{suggestion}", name.get_ref()));
    }

    fn code<T: DeserializeOwned + Serialize + Iterable>(&mut self, name: &Spanned<String>, what: &str) -> Option<T> {
        let known = parsed(name.get_ref());
        if known.is_none() {
            self.report_unknown(name, what, T::iter().map(|code| spelled(&code)));
        }
        known
    }

    fn read_bundles(&mut self, written: &BTreeMap<Spanned<String>, Vec<Spanned<String>>>) {
        let mut bundles = BTreeMap::new();
        for (name, list) in written {
            let bundle = name.get_ref();
            let plain = bundle.to_lowercase().replace(|it: char| !it.is_ascii_alphanumeric(), "_");
            if *bundle != plain {
                self.report(
                    name,
                    &format!("the name of bundle \"{bundle}\" is not in lower case; did you mean \"{plain}\"?"),
                );
            }
            if list.is_empty() {
                self.report(name, &format!("bundle \"{bundle}\" is empty"));
            }
            let (nested, list): (Vec<_>, Vec<_>) = list.iter().partition(|it| it.get_ref().starts_with(SIGN));
            for nested in nested {
                let mistake =
                    format!("bundle \"{bundle}\" names \"{}\"; a bundle holds actions only", nested.get_ref());
                self.report(nested, &mistake);
            }
            let actions = self.actions(list);
            bundles.insert(bundle.clone(), Bundle { actions, used: false });
        }
        self.bundles = bundles;
    }

    fn report_unused(&mut self, written: &BTreeMap<Spanned<String>, Vec<Spanned<String>>>) {
        for name in written.keys().filter(|name| !self.bundles[name.get_ref()].used).collect::<Vec<_>>() {
            self.report(name, &format!("no role uses bundle \"{0}\" (as \"{SIGN}{0}\")", name.get_ref()));
        }
    }

    fn cell(&mut self, role: &str, relation: &Spanned<String>, Entry { classes, actions }: &Entry) -> Cell {
        let mut seen = BTreeSet::new();
        for name in classes {
            if !seen.insert(name.get_ref()) {
                self.report(name, &format!("\"{}\" is twice in this list", name.get_ref()));
            }
        }
        let known: Vec<_> = classes.iter().filter_map(|name| self.code::<DataClass>(name, "class")).collect();
        let cell = Cell { classes: ClassSet::of(&known), actions: self.actions(actions) };
        // Without this check a count could reveal rows that the viewer cannot read.
        let grants = !classes.is_empty() || !actions.is_empty();
        if grants && !cell.classes.holds(DataClass::OperationalCoarse) && known.len() == classes.len() {
            let relation_name = relation.get_ref();
            let mistake =
                format!("{role}.{relation_name} needs OPERATIONAL_COARSE: what it grants shows that a row exists");
            self.report(relation, &mistake);
        }
        cell
    }

    /// The actions of a list. No action may be in it twice, whether by name or through a bundle.
    fn actions<'n>(&mut self, names: impl IntoIterator<Item = &'n Spanned<String>>) -> BTreeSet<Action> {
        let mut granted: BTreeMap<Action, &str> = BTreeMap::new();
        for name in names {
            let found = self.actions_of(name);
            let name_text = name.get_ref().as_str();
            let again = found.iter().find_map(|action| granted.get(action).map(|first| (action, *first)));
            if let Some((action, first)) = again {
                let mistake = if first == name_text {
                    format!("\"{name_text}\" is twice in this list")
                } else {
                    format!("\"{name_text}\" repeats {}, which \"{first}\" has in the same list", spelled(action))
                };
                self.report(name, &mistake);
            }
            granted.extend(found.into_iter().map(|action| (action, name_text)));
        }
        granted.into_keys().collect()
    }

    /// The actions of one name in a list: the action of this name, or those of the bundle.
    fn actions_of(&mut self, name: &Spanned<String>) -> BTreeSet<Action> {
        let bundles: Vec<_> = self.bundles.keys().map(|bundle| format!("{SIGN}{bundle}")).collect();
        if let Some(bundle) = name.get_ref().strip_prefix(SIGN) {
            if let Some(bundle) = self.bundles.get_mut(bundle) {
                bundle.used = true;
                return bundle.actions.clone();
            }
            self.report_unknown(name, "bundle", bundles.into_iter());
            return BTreeSet::new();
        }
        let action = parsed(name.get_ref());
        if action.is_none() {
            self.report_unknown(name, "action", Action::iter().map(|action| spelled(&action)).chain(bundles));
        }
        action.into_iter().collect()
    }
}

fn parsed<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

#[cfg(test)]
mod tests;

//! The modules of a crate and their imports of one another, read from `use` lines and from paths in the code. A module
//! is a file. A front page that only declares its children and hands on their names imports nothing: a name that it hands
//! on counts as an import of the module that defines the name.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Source;

/// The path of a module or of an item: `["store", "read", "rows"]`.
pub type Path = Vec<String>;

/// The imports of each module.
pub type Imports = BTreeMap<Path, BTreeSet<Path>>;

/// One module as it is written.
struct Module {
    /// The paths that the code names.
    named: Vec<Path>,
    /// The names that the module hands on, and where they come from.
    handed_on: BTreeMap<String, Path>,
}

/// The imports of each module of a crate.
pub fn imports(files: &[Source]) -> Imports {
    let paths: BTreeSet<Path> = files.iter().map(path).collect();
    let modules: BTreeMap<Path, Module> = files.iter().map(|file| (path(file), read(file, &paths))).collect();
    let of = |(module, written): (&Path, &Module)| {
        let found = written.named.iter().filter(|named| !is_only_a_prefix(named, &written.named, &paths));
        let found = found.filter_map(|named| home(named, &modules, 0)).filter(|home| home != module);
        (module.clone(), found.collect())
    };
    modules.iter().map(of).collect()
}

/// The imports that lie on circles: what is left when modules that import nothing, and modules that nobody imports, are
/// taken away again and again.
pub fn circles(imports: &Imports) -> Imports {
    let mut left = imports.clone();
    loop {
        let imported: BTreeSet<Path> = left.values().flatten().cloned().collect();
        let before = left.len();
        left.retain(|module, imports| !imports.is_empty() && imported.contains(module));
        if left.len() == before && left.values().flatten().all(|import| left.contains_key(import)) {
            return left;
        }
        let rest: BTreeSet<Path> = left.keys().cloned().collect();
        for imports in left.values_mut() {
            imports.retain(|import| rest.contains(import));
        }
    }
}

fn path(file: &Source) -> Path {
    file.module().into_iter().map(str::to_owned).collect()
}

/// A `use` of a folder, where the code names a module of that folder.
fn is_only_a_prefix(named: &Path, all: &[Path], modules: &BTreeSet<Path>) -> bool {
    let below = |other: &Path| other.len() > named.len() && other.starts_with(named);
    modules.contains(named) && modules.iter().any(below) && all.iter().any(below)
}

/// The module that defines what the path names.
fn home(path: &Path, modules: &BTreeMap<Path, Module>, steps: usize) -> Option<Path> {
    let end = (1..=path.len()).rev().find(|end| modules.contains_key(&path[..*end]))?;
    let handed_on = path.get(end).and_then(|name| modules[&path[..end]].handed_on.get(name));
    match handed_on {
        // The limit ends a name that is handed on in a circle.
        Some(from) if steps < 8 => home(&[from, &path[end + 1..]].concat(), modules, steps + 1),
        _ => Some(path[..end].to_vec()),
    }
}

fn read(file: &Source, modules: &BTreeSet<Path>) -> Module {
    let module = path(file);
    let absolute = |path: &[String]| absolute(&module, path, modules);
    let (mut named, mut handed_on, mut local) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    let (uses, rest) = uses(&without_visibilities(&file.code));
    for (public, tree) in uses {
        for (path, name) in branches(&tree) {
            let Some(path) = absolute(&path) else { continue };
            if public {
                handed_on.insert(name, path.clone());
                if path.starts_with(&module) {
                    continue;
                }
            } else {
                local.insert(name, path.clone());
            }
            named.push(path);
        }
    }
    for path in paths(&rest) {
        let through = local.get(&path[0]).map(|from| [from.as_slice(), &path[1..]].concat());
        named.extend(through.or_else(|| absolute(&path)));
    }
    Module { named, handed_on }
}

/// The code without the paths of `pub(in crate::actions)`, which import nothing.
fn without_visibilities(code: &str) -> String {
    let mut parts = code.split("pub(in ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |code, part| code + "pub" + part.split_once(')').map_or("", |(_, rest)| rest))
}

/// The path from the top of the crate, if it leads into this crate.
fn absolute(module: &Path, path: &[String], modules: &BTreeSet<Path>) -> Option<Path> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    let base = match path[0].as_str() {
        "crate" => &[],
        "self" => module.as_slice(),
        "super" => module.get(..module.len().checked_sub(ups)?)?,
        // A child module is named without `self`.
        name => {
            let child = [module.as_slice(), &[name.to_owned()]].concat();
            return modules.contains(&child).then(|| [module.as_slice(), path].concat());
        }
    };
    Some([base, &path[ups.max(1)..]].concat())
}

/// The `use` items, each with whether it is public, and the rest of the code.
fn uses(code: &str) -> (Vec<(bool, String)>, String) {
    let (mut found, mut rest, mut left) = (Vec::new(), String::new(), code);
    while let Some(at) = left.find("use ") {
        let line = left[..at].rfind('\n').map_or(0, |end| end + 1);
        let before = left[line..at].trim();
        let visible = before == "pub" || before.starts_with("pub(") && before.ends_with(')');
        let end = left[at..].find(';').map(|end| at + end);
        match end {
            Some(end) if before.is_empty() || visible => {
                found.push((visible, left[at + "use ".len()..end].to_owned()));
                rest.push_str(&left[..line]);
                left = &left[end + 1..];
            }
            _ => {
                rest.push_str(&left[..at + "use ".len()]);
                left = &left[at + "use ".len()..];
            }
        }
    }
    rest.push_str(left);
    (found, rest)
}

/// The paths of a `use` tree, each with the name that it gets.
fn branches(tree: &str) -> Vec<(Path, String)> {
    let tree = tree.trim();
    let Some((prefix, group)) = tree.split_once('{') else {
        let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias)));
        let mut path: Path = path.split("::").map(|name| name.trim().to_owned()).collect();
        if path.len() > 1 {
            path.pop_if(|last| last == "self");
        }
        let last = path.last().cloned().unwrap_or_default();
        return vec![(path, alias.map_or(last, |alias| alias.trim().to_owned()))];
    };
    let group = group.rsplit_once('}').map_or(group, |(group, _)| group);
    let (mut parts, mut depth) = (vec![String::new()], 0_usize);
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is one").push(letter);
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| branches(&format!("{prefix}{}", part.trim()))).collect()
}

/// The paths of two or more names in the code.
fn paths(code: &str) -> Vec<Path> {
    let of_path = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':');
    let found = code.split(|letter: char| !of_path(letter)).filter(|word| word.contains("::"));
    let names = found.map(|word| word.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect::<Path>());
    names.filter(|path| !path.is_empty()).collect()
}

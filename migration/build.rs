//! Lists the files of `sql` in their order, so that a new migration is one file.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=sql");
    let files = fs::read_dir("sql")?.collect::<io::Result<Vec<_>>>()?;
    let mut names: Vec<_> = files.iter().map(|file| file.file_name().to_string_lossy().replace(".sql", "")).collect();
    names.sort();
    let line = |name: &String| {
        format!(
            "Sql {{ name: {name:?}, text: include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/sql/{name}.sql\")) }},"
        )
    };
    let list: String = names.iter().map(line).collect();
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&out).join("files.rs"), format!("[{list}]"))
}

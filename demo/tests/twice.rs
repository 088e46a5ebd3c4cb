//! The program itself: a second demo in the same folder, or at a taken or public address, harms nothing.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A temporary folder that is removed when the test ends.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

/// The exit code and the messages.
fn said(output: &Output) -> (Option<i32>, String) {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!text.contains("panicked"), "{text}");
    (output.status.code(), text)
}

#[test]
fn a_second_demo_harms_nothing() {
    let folder = Folder(std::env::temp_dir().join(format!("waystation-demo-{}", std::process::id())));
    fs::create_dir(&folder.0).expect("the temporary folder can be written");
    let data = folder.path("data");
    let demo = |listen: &str| {
        let mut demo = Command::new(env!("CARGO_BIN_EXE_demo"));
        demo.args(["--people", "3", "--listen", listen, "--data", &data]).stdin(Stdio::null());
        demo.env_remove("WAYSTATION_DATABASE");
        demo
    };
    let mut first = demo("127.0.0.1:0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
    let output = first.stdout.take().expect("it is piped");
    let ready = BufReader::new(output).lines().any(|line| line.is_ok_and(|line| line.contains("Personas")));
    assert!(ready, "the first demo serves");
    let tokens = fs::read_to_string(folder.path("data/tokens.json")).expect("there are tokens");
    let (code, text) = said(&demo("127.0.0.1:0").output().expect("it runs"));
    assert!(code == Some(1) && text.contains("another demo runs in"), "{text}");
    let (code, text) = said(&demo("0.0.0.0:0").output().expect("it runs"));
    assert!(code == Some(1) && text.contains("--public"), "{text}");
    first.kill().and_then(|()| first.wait()).expect("it ends");
    // An address that another program has taken.
    let taken = TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let taken_at = taken.local_addr().expect("it has an address").to_string();
    let (code, text) = said(&demo(&taken_at).output().expect("it runs"));
    assert!(code == Some(1) && text.contains("cannot listen"), "{text}");
    assert!(fs::read_to_string(folder.path("data/tokens.json")).is_ok_and(|after| after == tokens));
    assert!(Path::new(&folder.path("data/demo.sqlite")).exists());
    assert!(Path::new(&folder.path("data/examples")).read_dir().is_ok_and(|mut files| {
        files.any(|file| file.is_ok_and(|file| file.path().extension().is_some_and(|it| it == "graphql")))
    }));
}

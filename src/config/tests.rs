//! Settings from their sources, and the messages about wrong ones.

use std::{fs, path::PathBuf};

use super::*;

fn file(text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("waystation-{}.toml", uuid::Uuid::now_v7()));
    fs::write(&path, text).unwrap();
    path
}

fn load_text(
    text: &str,
    environment: &[(&str, &str)],
    command_line: &[(&'static str, &str)],
) -> Result<Config, Vec<String>> {
    let path = file(text);
    let environment =
        SettingsLayer::environment(environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let command_line =
        SettingsLayer::command_line(command_line.iter().map(|(path, value)| (*path, (*value).to_owned())));
    let loaded = load(Some(&path), &environment, &command_line);
    fs::remove_file(&path).unwrap();
    let name = path.display().to_string();
    loaded.map_err(|wrong| wrong.into_iter().map(|sentence| sentence.replace(&name, "FILE")).collect())
}

#[test]
fn nothing_given_is_the_default_and_the_example_file_says_the_same() {
    assert!(load_text("", &[], &[]).ok() == Some(Config::default()));
    let example = include_str!("../../waystation.example.toml");
    assert!(load_text(example, &[], &[]).ok() == Some(Config::default()));
    let every = Config { issuers: Some("x".into()), policy: Some("x".into()), ..Config::default() };
    for line in every.to_toml().lines() {
        let name = line.split('=').next().unwrap();
        assert!(example.contains(name), "the example does not explain {line}");
    }
}

#[test]
fn later_sources_win() {
    let text = "listen = \"0.0.0.0:1\"\n[limits]\ndepth = 3\ncost = 4";
    let environment = [
        ("WAYSTATION_LISTEN", "0.0.0.0:2"),
        ("WAYSTATION_LIMITS__DEPTH", "5"),
        ("WAYSTATION_LOG__FORMAT", "json"),
        ("WAYSTATION_SERVICE_HOST", "10.0.0.1"),
        ("HOME", "/"),
    ];
    let config = load_text(text, &environment, &[("listen", "0.0.0.0:3")]).ok().unwrap();
    assert_eq!((config.listen.port(), config.limits.depth, config.limits.cost), (3, 5, 4));
    assert_eq!(config.log.format, LogFormat::Json);
}

#[test]
fn all_mistakes_are_told_at_once_each_with_its_place() {
    let text = "listen = \"nowhere\"\npool = 3\n[limits]\ndepht = 3\ncost = \"much\"\n[log]\nformat = \"xml\"\n[server]\nconcurrent_requests = 0";
    let wrong = load_text(text, &[("WAYSTATION_SERVER__DRAIN_SECONDS", "-1")], &[]).err().unwrap();
    let expected = [
        "limits.cost (from FILE): invalid type: found string \"much\", expected u64",
        "limits.depht (from FILE) is not a setting; did you mean limits.depth?",
        "listen (from FILE): \"nowhere\" is not an address and port, such as 127.0.0.1:8080, [::1]:8080 or localhost:8080",
        "log.format (from FILE): \"xml\" is not one of text, json",
        "pool (from FILE) is a section with settings of its own",
        "server.drain_seconds (from the environment): invalid value signed int `-1`, expected u64",
        "server.concurrent_requests is 0; it must be at least 1 and at most 1000000",
    ];
    assert_eq!(wrong, expected);
    let text = "database = \"mysql://x\"\npolicy = \"/nowhere/policy.toml\"\n[limits]\nnesting = 61\ndefault_page = 101\n[log]\nfilter = \"waystation=loud\"";
    let wrong = load_text(text, &[], &[]).err().unwrap();
    assert_eq!(wrong.len(), 5, "{wrong:?}");
    assert!(wrong.contains(&"limits.nesting is 61; it must be at least 1 and at most 60".to_owned()));
}

#[test]
fn origins_of_browsers_are_named_one_by_one() {
    let origins = "[\"https://app.example.org\"]";
    let config = load_text("", &[("WAYSTATION_CORS__ALLOWED_ORIGINS", origins)], &[]).ok().unwrap();
    assert_eq!(config.cors.allowed_origins, ["https://app.example.org"]);
    let wrong = load_text("[cors]\nallowed_origins = [\"*\"]", &[], &[]).err().unwrap();
    assert!(wrong.len() == 1 && wrong[0].starts_with("cors.allowed_origins: * is not an origin"), "{wrong:?}");
}

#[test]
fn metrics_have_an_address_of_their_own() {
    assert!(load_text("", &[], &[]).ok().unwrap().metrics.listen.is_none());
    let listens = |main: &str, metrics: &str| {
        load_text("", &[("WAYSTATION_LISTEN", main), ("WAYSTATION_METRICS__LISTEN", metrics)], &[])
    };
    for (main, metrics) in
        [("127.0.0.1:8080", "127.0.0.1:9464"), ("127.0.0.1:0", "127.0.0.1:0"), ("127.0.0.1:80", "10.0.0.1:80")]
    {
        let config = listens(main, metrics).ok().unwrap();
        assert_eq!(config.metrics.listen, Some(metrics.parse().unwrap()));
    }
    for (main, metrics) in
        [("127.0.0.1:80", "127.0.0.1:80"), ("0.0.0.0:80", "127.0.0.1:80"), ("10.0.0.1:80", "[::]:80")]
    {
        let wrong = listens(main, metrics).err().unwrap();
        assert!(wrong.len() == 1 && wrong[0].starts_with("metrics.listen is the address"), "{wrong:?}");
    }
}

#[test]
fn a_file_that_is_away_or_no_toml_is_one_clear_sentence() {
    let wrong = load_text("listen = ", &[], &[]).err().unwrap();
    assert!(wrong.len() == 1 && wrong[0].starts_with("the settings file FILE is not TOML"), "{wrong:?}");
    let nothing = SettingsLayer::command_line([]);
    let wrong = load(Some("/nowhere/waystation.toml".as_ref()), &nothing, &nothing).err().unwrap();
    assert!(wrong[0].starts_with("the settings file /nowhere/waystation.toml cannot be read"), "{wrong:?}");
}

#[test]
fn the_password_of_the_database_is_never_shown() {
    for url in [
        "postgres://waystation:s3cret@db/cases",
        "postgresql://db/cases?user=x&password=s3cret",
        "postgres://a:b@s3cret@db/cases",
        "s3cret",
    ] {
        let shown = Config { database: url.to_owned(), ..Config::default() }.to_toml();
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

#[test]
fn unknown_names_of_the_environment_are_told_and_those_of_platforms_and_commands_are_not() {
    let wrong = |name: &str| load_text("", &[(name, "1")], &[]).err().unwrap_or_default();
    for (name, told) in [
        ("WAYSTATION_FOO", "WAYSTATION_FOO (from the environment) is not a setting"),
        (
            "WAYSTATION_POOL_READERS",
            "WAYSTATION_POOL_READERS (from the environment) is not a setting; did you mean WAYSTATION_POOL__READERS?",
        ),
        (
            "WAYSTATION_LISTN",
            "WAYSTATION_LISTN (from the environment) is not a setting; did you mean WAYSTATION_LISTEN?",
        ),
        ("WAYSTATION_LIMITS__NOPE", "limits.nope (from the environment) is not a setting"),
        ("WAYSTATION_PORTAL", "WAYSTATION_PORTAL (from the environment) is not a setting"),
    ] {
        let wrong = wrong(name);
        assert!(wrong.len() == 1 && wrong[0].starts_with(told), "{wrong:?}");
    }
    for name in [
        "WAYSTATION_SERVICE_HOST",
        "WAYSTATION_SERVICE_PORT",
        "WAYSTATION_SERVICE_PORT_HTTP",
        "WAYSTATION_PORT",
        "WAYSTATION_PORT_8080_TCP_ADDR",
        "WAYSTATION_DB_PORT_5432_TCP",
        "WAYSTATION_CONFIG",
        "WAYSTATION_DEMO_PEOPLE",
    ] {
        assert_eq!(wrong(name), [""; 0], "{name}");
    }
}

#[test]
fn a_name_of_this_machine_is_an_address() {
    let config = load_text("", &[("WAYSTATION_LISTEN", "localhost:8094")], &[]).ok().unwrap();
    assert!(config.listen.ip().is_loopback() && config.listen.port() == 8094);
    let wrong = load_text("", &[("WAYSTATION_LISTEN", "1")], &[]).err().unwrap();
    assert!(wrong.len() == 1 && wrong[0].starts_with("listen (from the environment): "), "{wrong:?}");
}

#[test]
fn a_wrong_limit_is_no_mistake_of_another() {
    let wrong = load_text("[limits]\npage_size = 0", &[], &[]).err().unwrap();
    assert_eq!(wrong, ["limits.page_size is 0; it must be at least 1 and at most 100"]);
}

#[test]
fn a_database_on_another_machine_is_reached_over_tls_unless_the_settings_say_otherwise() {
    let wrong = load_text("database = \"postgres://u:p@db.example/ws\"", &[], &[]).err().unwrap();
    assert!(wrong.len() == 1 && wrong[0].contains("sslmode=verify-full"), "{wrong:?}");
    for text in [
        "database = \"postgres://u:p@db.example/ws?sslmode=verify-full\"",
        "database = \"postgres://u:p@db.example/ws\"\n[pool]\nallow_unencrypted = true",
        "database = \"postgres://u:p@127.0.0.1/ws\"",
    ] {
        assert!(load_text(text, &[], &[]).is_ok(), "{text}");
    }
}

//! A scrape in the text format of Prometheus, and the values that each label may have. A new value is added here on purpose.

use async_graphql::{
    parser::{
        parse_schema,
        types::{TypeKind, TypeSystemDefinition},
    },
    resolver_utils::EnumType as _,
};
use entity::codes::DataClass;
use waystation::{
    graphql::{engine, origin},
    metrics::{list, metric::Listed},
};

/// The values of the labels that are written in `src/metrics/labels.rs`.
const VALUES: &[(&str, &str)] = &[
    ("outcome", "answered partly refused failed timed_out abandoned"),
    ("pool", "readers writers urgent"),
    (
        "limit",
        "worker_rate organisation_rate consulate_rate caller_at_once server_at_once tokens_at_once caller_subscriptions \
         server_subscriptions",
    ),
    ("clock", "referral_acknowledgement referral_decision referral_service case_review departure"),
    (
        "background_job",
        "directory referral_expiry consent_expiry service_resume retention statistics blind_match consular_desk revocations \
         overdue_clocks",
    ),
    (
        "reason",
        "no_token not_checked too_long malformed repeated_name forbidden_header wrong_type wrong_algorithm no_key_id \
         unknown_issuer unknown_key keys_unavailable wrong_signature missing_claim malformed_claim wrong_audience expired \
         not_yet_valid issued_in_future not_for_access bound weak_sign_in lifetime_too_long organisation_not_allowed no_role \
         roles_exclude revoked unknown_organisation suspended_organisation deactivated_worker other_organisation_type \
         other_country not_a_country other_post",
    ),
];

/// What Prometheus reads.
pub struct Scrape {
    pub text: String,
    pub samples: Vec<Sample>,
}

/// A line of it.
pub struct Sample {
    /// Name and labels, as they are written.
    series: String,
    name: String,
    pub labels: Vec<(String, String)>,
    value: f64,
}

impl Scrape {
    pub fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self { text: text.to_owned(), samples: lines.map(Sample::read).collect() }
    }

    /// The number of a series.
    pub fn value(&self, series: &str) -> Option<f64> {
        self.samples.iter().find(|sample| sample.series == series).map(|sample| sample.value)
    }
}

impl Sample {
    fn read(line: &str) -> Self {
        let (series, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line}"));
        let (name, labels) = series.split_once('{').unwrap_or((series, ""));
        let labels = labels.trim_end_matches('}').split("\",").filter(|label| !label.is_empty());
        let label = |label: &str| {
            let (name, value) = label.split_once("=\"").unwrap_or_else(|| panic!("{line}"));
            (name.to_owned(), value.trim_end_matches('"').to_owned())
        };
        Self {
            series: series.to_owned(),
            name: name.to_owned(),
            labels: labels.map(label).collect(),
            value: value.parse().unwrap_or_else(|_| panic!("{line}")),
        }
    }
}

/// What is not listed in a sample.
pub fn unknown(sample: &Sample) -> Vec<String> {
    let parts = ["", "_bucket", "_sum", "_count"];
    let named = |name: &str| parts.iter().any(|part| sample.name == format!("{name}{part}"));
    let Some(metric) = list::ALL.iter().map(Listed::description).find(|it| named(it.name)) else {
        return vec![format!("{} is no metric of the list", sample.name)];
    };
    let mut findings = Vec::new();
    for (label, value) in &sample.labels {
        let bound = label == "le" && (value == "+Inf" || value.parse::<f64>().is_ok());
        let known = metric.labels.contains(&label.as_str()) && may_be(label, value);
        if !(bound || known) {
            findings.push(format!("{}: {label}=\"{value}\" is not known", sample.name));
        }
    }
    findings
}

fn may_be(label: &str, value: &str) -> bool {
    if let Some((_, values)) = VALUES.iter().find(|(name, _)| *name == label) {
        return values.split_whitespace().any(|it| it == value);
    }
    match label {
        "operation" => {
            ["other", "several", "introspection"].contains(&value)
                || value.strip_prefix("document:").is_some_and(|name| name == "Greeting")
                || fields_and_codes().0.iter().any(|it| it == value)
        }
        "code" => fields_and_codes().1.iter().any(|it| it == value),
        "class" => DataClass::items().iter().any(|it| it.name == value),
        "version" => value == env!("CARGO_PKG_VERSION"),
        _ => false,
    }
}

/// The root fields of both schemas, and the codes of errors.
fn fields_and_codes() -> &'static (Vec<String>, Vec<String>) {
    static READ: std::sync::OnceLock<(Vec<String>, Vec<String>)> = std::sync::OnceLock::new();
    READ.get_or_init(|| {
        let (mut fields, mut codes) = (Vec::new(), Vec::new());
        for sdl in [engine::sdl(&engine::schema()), engine::sdl(&origin::schema())] {
            for definition in parse_schema(sdl).expect("the schema can be read").definitions {
                let TypeSystemDefinition::Type(definition) = definition else { continue };
                match (&definition.node.kind, definition.node.name.node.as_str()) {
                    (TypeKind::Object(root), name) if is_root(name) => {
                        fields.extend(root.fields.iter().map(|it| it.node.name.node.to_string()));
                    }
                    (TypeKind::Enum(of), "ErrorCode") => {
                        codes.extend(of.values.iter().map(|it| it.node.value.node.to_string()));
                    }
                    _ => {}
                }
            }
        }
        (fields, codes)
    })
}

fn is_root(name: &str) -> bool {
    ["Query", "Mutation", "Subscription"].iter().any(|root| name.ends_with(root))
}

//! Webhooks: which end points can be registered, what they are told, when a message is tried again and when it is given up.

use std::time::Duration;

use chrono::TimeDelta;
use entity::{codes::WebhookEventKind, webhook};
use sea_orm::{Iterable, prelude::DateTimeUtc};
use url::{Host, Url};

use super::refusal::{Refusal, RefusalCode};
use crate::access::webhooks::target::Targets;

/// The most webhooks of an organisation.
pub(crate) const MOST_WEBHOOKS: u64 = 10;
/// The most bytes of a URL.
const LONGEST_URL: usize = 2_000;
/// Ports of mail and of remote login.
const NO_PORTS: [u16; 4] = [22, 25, 465, 587];
/// How long the secret before the present one signs too.
const BOTH_SECRETS_FOR: TimeDelta = TimeDelta::hours(24);
/// How long a message is tried.
const TRIED_FOR: TimeDelta = TimeDelta::hours(72);
/// The time between two messages to one end point.
const BETWEEN_MESSAGES: TimeDelta = TimeDelta::seconds(1);
/// The pauses between the attempts. The last one is repeated.
const PAUSES: [TimeDelta; 8] = [
    TimeDelta::seconds(5),
    TimeDelta::seconds(30),
    TimeDelta::minutes(2),
    TimeDelta::minutes(10),
    TimeDelta::minutes(30),
    TimeDelta::hours(1),
    TimeDelta::hours(2),
    TimeDelta::hours(4),
];

/// The kinds of events that a webhook sends, as the bits that the database stores.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct EventKinds(i64);

impl EventKinds {
    /// The form in the database.
    pub(crate) const fn to_bits(self) -> i64 {
        self.0
    }

    /// Reads the form in the database.
    pub(crate) const fn from_bits(bits: i64) -> Self {
        Self(bits)
    }

    /// The kinds, in the order of [`WebhookEventKind`].
    pub(crate) fn iter(self) -> impl Iterator<Item = WebhookEventKind> {
        WebhookEventKind::iter().filter(move |kind| self.holds(*kind))
    }

    /// Whether it is one of them.
    pub(crate) const fn holds(self, kind: WebhookEventKind) -> bool {
        self.0 & (1 << kind as i64) != 0
    }
}

/// The kinds that a webhook tells.
pub(crate) fn event_kinds(kinds: &[WebhookEventKind]) -> Result<EventKinds, Refusal> {
    Refusal::of("eventKinds", RefusalCode::ValueRequired, "name at least one kind of event").when(kinds.is_empty())?;
    Ok(EventKinds(kinds.iter().fold(0, |bits, kind| bits | 1 << *kind as i64)))
}

/// Where messages are sent to, in its normal form. A name is looked up when a message is sent, and its addresses are checked then.
pub(crate) fn url(text: &str, targets: &Targets) -> Result<String, Refusal> {
    let refused = |message: &'static str| Refusal::of("url", RefusalCode::ValueNotAllowed, message);
    refused("this URL is too long").when(text.len() > LONGEST_URL)?;
    let url = Url::parse(text.trim()).map_err(|_| refused("this is not a URL"))?;
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && targets.allow_http);
    refused("messages are sent over https only").unless(scheme)?;
    refused("a URL with a user or password is not accepted")
        .when(!url.username().is_empty() || url.password().is_some())?;
    refused("a URL with a fragment is not accepted").when(url.fragment().is_some())?;
    refused("this port is for mail or remote login").when(url.port().is_some_and(|port| NO_PORTS.contains(&port)))?;
    refused("this address may not be reached from here").unless(literal_is_admitted(&url, targets))?;
    Ok(url.into())
}

/// Whether the host of a URL is a name, or an address that a webhook may reach.
pub(crate) fn literal_is_admitted(url: &Url, targets: &Targets) -> bool {
    match url.host() {
        Some(Host::Domain(_)) => true,
        Some(Host::Ipv4(address)) => targets.admits(address.into()),
        Some(Host::Ipv6(address)) => targets.admits(address.into()),
        None => false,
    }
}

/// Whether one more webhook can be registered.
pub(crate) fn has_room(present: u64) -> Result<(), Refusal> {
    let message = format!("an organisation can have at most {MOST_WEBHOOKS} webhooks");
    Refusal::new(RefusalCode::LimitReached, message).when(present >= MOST_WEBHOOKS)
}

/// Whether a webhook can be paused.
pub(crate) fn pause(webhook: &webhook::Model) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this webhook is paused already").when(webhook.paused_at.is_some())
}

/// Whether a webhook can be resumed.
pub(crate) fn resume(webhook: &webhook::Model) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this webhook is not paused").when(webhook.paused_at.is_none())
}

/// Whether the secret can be replaced. A second time within a day would end the secret that receivers have.
pub(crate) fn rotate(webhook: &webhook::Model, end_old: bool, now: DateTimeUtc) -> Result<(), Refusal> {
    let message = "the secret was replaced less than a day ago; set `endOld` if the one before shall end now";
    let lately = webhook.secret_rotated_at.is_some_and(|at| now < at + BOTH_SECRETS_FOR);
    Refusal::of("endOld", RefusalCode::ValueRequired, message).when(lately && !end_old)
}

/// Which of its secrets sign the messages of a webhook now, the present one first.
pub(crate) fn signing(webhook: &webhook::Model, now: DateTimeUtc) -> Vec<i32> {
    let generation = webhook.secret_generation;
    let both = webhook.secret_rotated_at.is_some_and(|at| now < at + BOTH_SECRETS_FOR);
    if both { vec![generation, generation - 1] } else { vec![generation] }
}

/// When a message is tried again after this many attempts. `None`: it is given up. `spread` is a random number from 0 to 1, so that
/// the receivers of one provider are not tried in the same second after its outage.
pub(crate) fn next_attempt(
    attempts: i32,
    first_failed_at: DateTimeUtc,
    now: DateTimeUtc,
    spread: f64,
) -> Option<DateTimeUtc> {
    if now >= first_failed_at + TRIED_FOR {
        return None;
    }
    let place = usize::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(PAUSES.len() - 1);
    let pause = PAUSES[place].to_std().unwrap_or(Duration::ZERO).mul_f64(0.8 + 0.4 * spread.clamp(0.0, 1.0));
    Some(now + TimeDelta::from_std(pause).unwrap_or(PAUSES[place]))
}

/// Before this moment no other message is sent.
pub(crate) fn not_before(now: DateTimeUtc) -> DateTimeUtc {
    now + BETWEEN_MESSAGES
}

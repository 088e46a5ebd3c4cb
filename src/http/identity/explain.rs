//! Explains one token claim by claim, for an operator who connects a provider: the value that came, and the value that
//! the issuer's entry expects. For claims about the person it says only whether they are present. It never prints the
//! token.

use std::fmt;

use async_graphql::resolver_utils::EnumType;
use entity::codes::{OrganisationType, Oversight, Purpose};
use sea_orm::prelude::DateTimeUtc;

use super::{
    claimed,
    claims::{Claims, code},
    issuers::{IssuerEntry, Issuers},
    json,
    refusal::Reason,
    token::{self, Parts},
};
use crate::access::policy::spelled;

/// The result of one check.
#[derive(Debug)]
pub(crate) struct Finding {
    /// The claim, by its name in the settings, or the part of the token.
    pub what: &'static str,
    /// Why the server refuses it, or `None`.
    pub refused: Option<String>,
    /// The value that came, and its place.
    pub came: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.refused.is_some() { "WRONG" } else { "ok" };
        write!(f, "{mark:6}{:18}{}", self.what, self.came)?;
        self.refused.as_ref().map_or(Ok(()), |reason| write!(f, "; {reason}"))
    }
}

/// Runs all checks, also after the first failure. The last finding is the decision of the server.
pub(crate) async fn explain(token: &str, issuers: &Issuers, now: DateTimeUtc) -> Vec<Finding> {
    let mut findings = Vec::new();
    let read = Parts::of(token).and_then(|parts| Ok((json::object(parts.claims())?, parts)));
    if let Ok((claims, parts)) = read {
        let claims = Claims::new(claims);
        findings.push(finding("header", parts.to_string(), Ok::<_, Reason>(())));
        let issuer = claims.text("/iss", "iss");
        let known = issuer.and_then(|name| issuers.get(&name).ok_or(Reason::UnknownIssuer));
        let wanted =
            known.as_ref().map(|_| ()).map_err(|reason| format!("{reason}; trusted issuers: {}", issuers.names()));
        findings.push(finding("iss", claims.for_the_log("/iss"), wanted));
        if let Ok(issuer) = known {
            let signed = token::signed_by(issuer, &parts, now).await;
            findings.push(finding("signature and form", format!("issuer {}", issuer.entry.name), signed));
            findings.extend(of_claims(&issuer.entry, &claims, token, now));
        }
    }
    let judged = token::verify(token, issuers, now).await;
    findings.push(match judged {
        Ok(token) => {
            let roles: Vec<_> = token.roles.iter().map(spelled).collect();
            let came = format!("accepted, for organisation {} as {}", token.organisation_id, roles.join(", "));
            finding("token", came, Ok::<_, Reason>(()))
        }
        Err(refused) => finding("token", "refused".to_owned(), Err(refused)),
    });
    findings
}

fn finding(what: &'static str, came: String, result: Result<(), impl fmt::Display>) -> Finding {
    Finding { what, came, refused: result.err().map(|reason| reason.to_string()) }
}

fn of_claims(entry: &IssuerEntry, claims: &Claims, token: &str, now: DateTimeUtc) -> Vec<Finding> {
    let (places, defaults) = (&entry.places, &entry.defaults);
    let came = |place: &str| format!("{} at {place}", claims.for_the_log(place));
    // For claims about the person, print only whether they are present.
    let there = |place: &str| {
        let there = if claims.for_the_log(place) == "nothing" { "nothing" } else { "present" };
        format!("{there}, at {place}")
    };
    let audience =
        claims.made_for(&entry.audience).map_err(|reason| format!("{reason}; expected \"{}\"", entry.audience));
    let most = entry.maximum_lifetime.num_seconds();
    let life =
        claimed::life(entry, claims, now).map(|_| ()).map_err(|reason| format!("{reason}; at most {most} seconds"));
    let roles = claimed::roles(entry, claims).map(|_| ()).map_err(|reason| {
        let granted: Vec<_> = entry.roles.iter().map(spelled).collect();
        format!("{reason}; the issuer may grant {} and calls them {:?}", granted.join(", "), entry.role_names)
    });
    let listed = |result: Result<Option<Vec<String>>, Reason>| result.map(|_| ());
    vec![
        finding(
            "kind",
            "an access token has no nonce, at_hash, c_hash, cnf, act".to_owned(),
            claimed::is_for_access(claims),
        ),
        finding("aud", came("/aud"), audience),
        finding("iat, exp", format!("{} and {}", came("/iat"), came("/exp")), life),
        finding("amr, acr", format!("{} and {}", came("/amr"), came("/acr")), claimed::signed_in_well(entry, claims)),
        finding("sub", there("/sub"), claims.text("/sub", "sub").map(|_| ())),
        finding("token_id", there(&places.token_id), claimed::token_id(entry, claims, token).map(|_| ())),
        finding("organisation", came(&places.organisation), claimed::organisation(entry, claims).map(|_| ())),
        finding(
            "organisation_type",
            came(&places.organisation_type),
            coded::<OrganisationType>(claims, places, "organisation_type"),
        ),
        finding("roles", came(&places.roles), roles),
        finding("centres", came(&places.centres), listed(claims.texts_if_any(&places.centres, "centres"))),
        finding("oversight", came(&places.oversight), coded::<Oversight>(claims, places, "oversight")),
        finding("purpose", came(&places.purpose), coded::<Purpose>(claims, places, "purpose")),
        finding("country", came(&places.country), claims.one_if_any(&places.country, "country").map(|_| ())),
        finding("post", came(&places.post), claims.one_if_any(&places.post, "post").map(|_| ())),
        finding("name", there(&places.name), Ok::<_, Reason>(())),
        finding("defaults", format!("{defaults:?}"), Ok::<_, Reason>(())),
    ]
}

/// Checks that a claim is in a code list. The error names the whole list.
fn coded<T: EnumType>(claims: &Claims, places: &super::claims::Places, name: &'static str) -> Result<(), String> {
    let place = places.of(name).unwrap_or_default();
    match claims.one_if_any(place, name) {
        Ok(Some(text)) if code::<T>(&text).is_none() => {
            let known: Vec<_> = T::items().iter().map(|item| item.name).collect();
            Err(format!("expected one of {}", known.join(", ")))
        }
        Ok(_) => Ok(()),
        Err(reason) => Err(reason.to_string()),
    }
}

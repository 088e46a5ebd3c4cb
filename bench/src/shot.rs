//! One request as it goes over the wire, and the same for `wrk`, which sends it again and again.

use std::fmt::Write as _;

use serde_json::json;

use crate::{asker::Asker, workload::Form};

/// One request.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The path.
    pub path: String,
    /// The bearer token, where the server wants one.
    pub token: Option<String>,
    /// The body of a POST; none for a GET.
    pub body: Option<String>,
}

impl Shot {
    /// What this asker asks in this form.
    #[must_use]
    pub fn new(form: Form, asker: &Asker, token: Option<&str>) -> Self {
        let token = token.map(str::to_owned);
        match form {
            Form::Document(query) => {
                let variables = if token.is_some() { &asker.variables } else { &asker.elsewhere };
                let body = json!({ "query": query, "variables": variables }).to_string();
                Self { path: "/graphql".to_owned(), token, body: Some(body) }
            }
            Form::Path(name) => Self { path: format!("/{name}/{}", asker.organisation), token: None, body: None },
        }
    }

    /// The request as it goes over a connection that stays open.
    #[must_use]
    pub fn text(&self, address: std::net::SocketAddr) -> String {
        let Self { path, token, body } = self;
        let (method, body) = body.as_ref().map_or(("GET", ""), |body| ("POST", body));
        let token = token.as_ref().map_or(String::new(), |token| format!("authorization: Bearer {token}\r\n"));
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
             accept: application/json\r\n{token}content-length: {}\r\n\r\n{body}",
            body.len()
        )
    }
}

/// A script that sends the shots in turn and ends with a line for us: answers, microseconds, answers with another status
/// than 200 or with errors, requests without an answer, and the 50th and 99th hundredth of the latency in microseconds.
#[must_use]
pub fn script(shots: &[Shot]) -> String {
    let mut script = "local requests, turn = {}, 0\nfunction init()\n".to_owned();
    for Shot { path, token, body } in shots {
        let method = if body.is_some() { "POST" } else { "GET" };
        let body = body.as_ref().map_or("nil".to_owned(), |body| format!("[====[{body}]====]"));
        let token = token.as_ref().map_or(String::new(), |token| format!(", Authorization = 'Bearer {token}'"));
        let headers = format!("{{ ['Content-Type'] = 'application/json', Accept = 'application/json'{token} }}");
        let _ = writeln!(script, "requests[#requests + 1] = wrk.format('{method}', '{path}', {headers}, {body})");
    }
    script + END
}

// An error of GraphQL has status 200. It stands before the data or behind it; to look through all of an answer would take
// longer than some servers need to give it.
const END: &str = "end
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
wrong = 0
function response(status, headers, body)
  local function has_errors(part) return string.find(part, '\"errors\":', 1, true) end
  if status ~= 200 or has_errors(string.sub(body, 1, 64)) or has_errors(string.sub(body, -4096)) then
    wrong = wrong + 1
  end
end
local only
function setup(thread)
  only = thread
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('RESULT %d %d %d %d %d %d\\n', summary.requests, summary.duration, only:get('wrong'),
    e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(99)))
end
";

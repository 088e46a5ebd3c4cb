//! One HTTP request, and the `wrk` script that sends requests repeatedly.

use std::fmt::Write as _;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::workload::Form;

/// One request.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The path.
    pub path: String,
    /// The bearer token, if the server needs one.
    pub token: Option<String>,
    /// The body of a POST; `None` for a GET.
    pub body: Option<String>,
    /// The entity tag of the answer that the client has, sent as `If-None-Match`.
    pub seen: Option<String>,
}

impl Shot {
    /// The request of a caller of this organisation in this form.
    pub fn new(form: Form, organisation: Uuid, variables: &Value, token: Option<String>) -> Self {
        let (path, body) = match form {
            Form::Document(query) => {
                let body = json!({ "query": query, "variables": variables }).to_string();
                ("/graphql".to_owned(), Some(body))
            }
            Form::Get(query) | Form::Tagged(query) => (format!("/graphql?query={}", percent_encoded(query)), None),
            Form::Path(name) => (format!("/{name}/{organisation}"), None),
        };
        Self { path, token, body, seen: None }
    }

    /// The request as HTTP/1.1 text for a connection that stays open.
    pub fn text(&self, address: std::net::SocketAddr) -> String {
        let Self { path, token, body, seen: _ } = self;
        let (method, body) = body.as_ref().map_or(("GET", ""), |body| ("POST", body));
        let token = token.as_ref().map_or(String::new(), |token| format!("authorization: Bearer {token}\r\n"));
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
             accept: application/json\r\n{token}content-length: {}\r\n\r\n{body}",
            body.len()
        )
    }
}

/// The text of a document as a part of a URL.
fn percent_encoded(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

/// A Lua script that sends the requests in turn and prints a result line at the end: answers, microseconds, answers
/// with a status other than 200 and 304 or with errors, answers with 304, requests without an answer, and the 50th and
/// 99th percentile of the latency in microseconds.
pub fn script(shots: &[Shot]) -> String {
    let mut script = "local requests, turn = {}, 0\nfunction init()\n".to_owned();
    for Shot { path, token, body, seen } in shots {
        let method = if body.is_some() { "POST" } else { "GET" };
        let body = body.as_ref().map_or("nil".to_owned(), |body| format!("[====[{body}]====]"));
        let token = token.as_ref().map_or(String::new(), |token| format!(", Authorization = 'Bearer {token}'"));
        let seen = seen.as_ref().map_or(String::new(), |tag| format!(", ['If-None-Match'] = '{tag}'"));
        let headers = format!("{{ ['Content-Type'] = 'application/json', Accept = 'application/json'{token}{seen} }}");
        let _ = writeln!(script, "requests[#requests + 1] = wrk.format('{method}', '{path}', {headers}, {body})");
    }
    script + END
}

// A GraphQL error has status 200, and `errors` comes before or after the data. Only both ends of the body are searched,
// because searching a whole answer would take longer than some servers need to produce it.
const END: &str = "end
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
wrong, unchanged = 0, 0
function response(status, headers, body)
  local function has_errors(part) return string.find(part, '\"errors\":', 1, true) end
  if status == 304 then
    unchanged = unchanged + 1
  elseif status ~= 200 or has_errors(string.sub(body, 1, 64)) or has_errors(string.sub(body, -4096)) then
    wrong = wrong + 1
  end
end
local only
function setup(thread)
  only = thread
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('RESULT %d %d %d %d %d %d %d\\n', summary.requests, summary.duration, only:get('wrong'),
    only:get('unchanged'), e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(99)))
end
";

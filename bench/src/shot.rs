//! One HTTP request, and the `wrk` script that sends requests repeatedly.

use std::fmt::Write as _;

use serde_json::json;

use crate::{asker::Asker, workload::Form};

/// One request.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The path.
    pub path: String,
    /// The bearer token, if the server needs one.
    pub token: Option<String>,
    /// The body of a POST; `None` for a GET.
    pub body: Option<String>,
}

impl Shot {
    /// The request of this caller in this form.
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

    /// The request as HTTP/1.1 text for a connection that stays open.
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

/// A Lua script that sends the requests in turn and prints a result line at the end: answers, microseconds, answers
/// with a status other than 200 or with errors, requests without an answer, and the 50th and 99th percentile of the
/// latency in microseconds.
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

// A GraphQL error has status 200, and `errors` comes before or after the data. Only both ends of the body are searched,
// because searching a whole answer would take longer than some servers need to produce it.
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

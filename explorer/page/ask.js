// One request to /graphql with the token of whoever is asking. The token goes into the header and nowhere else.

const CHANGED = "the person asking was changed before the answer came; the server may still have done what was asked";
const NO_TOKEN = "no token in use: paste one into the field above, then ask again";

export function askWith(token, changed) {
  return async ({ query, operationName, variables }) => {
    if (!token) {
      return refusal(NO_TOKEN);
    }
    // The schema is the same for everybody, so its answer is good after a change too.
    const signal = operationName === "IntrospectionQuery" ? undefined : changed;
    try {
      const response = await fetch("graphql", {
        method: "POST",
        headers: {
          Accept: "application/graphql-response+json, application/json;q=0.9",
          "Content-Type": "application/json",
          Authorization: `Bearer ${token}`,
        },
        body: JSON.stringify({ query, operationName, variables }),
        credentials: "omit",
        signal,
      });
      return read(response.status, await response.text());
    } catch (cause) {
      return refusal(signal?.aborted ? CHANGED : `the server could not be reached (${cause.message})`);
    }
  };
}

function read(status, text) {
  try {
    return JSON.parse(text);
  } catch {
    return refusal(`the server answered ${status}: ${text.slice(0, 300) || "nothing"}`);
  }
}

const refusal = (message) => ({ errors: [{ message }] });

// Simulates dashboards on walls: urql clients, set up like a real application, each of which repeats the dashboard
// query of the examples with the token of a persona. Prints the results, and exits with 1 if any request failed.
//
//   npm start -- --address http://127.0.0.1:8080 --data ../../../demo-data
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Client, cacheExchange, fetchExchange } from "@urql/core";

const { values: options } = parseArgs({
  options: {
    // The address of the server, and the folder that `waystation demo` wrote.
    address: { type: "string", default: "http://127.0.0.1:8080" },
    data: { type: "string", default: "../../../demo-data" },
    // Personas of tokens.json, in turn.
    as: { type: "string", default: "centre_manager" },
    clients: { type: "string", default: "200" },
    // Duration, and interval of each client, in seconds.
    seconds: { type: "string", default: "120" },
    every: { type: "string", default: "5" },
  },
});

/// Maximum time that a client waits for an answer, in milliseconds.
const PATIENCE = 30_000;
/// Maximum number of different errors in the report.
const TOLD = 5;

const clients = number("clients", 1, 1_000);
const seconds = number("seconds", 1, 600);
const every = number("every", 1, 60) * 1000;
const { document, variables, tokens } = await read();
const { latencies, errors } = await poll();
report();

function number(name, least, most) {
  const value = Number(options[name]);
  if (!(value >= least && value <= most)) stop(`--${name} is a number from ${least} to ${most}`);
  return value;
}

async function read() {
  const file = (path) => readFile(path, "utf8").catch((error) => stop(`${error.message}; run waystation demo first`));
  const all = JSON.parse(await file(`${options.data}/tokens.json`));
  const tokens = options.as.split(",").map((persona) => all[persona] ?? stop(`no token for ${persona}`));
  return {
    document: await file(new URL("../../../examples/dashboard.graphql", import.meta.url)),
    variables: JSON.parse(await file(`${options.data}/examples/dashboard.json`)),
    tokens,
  };
}

async function poll() {
  const [latencies, errors] = [[], new Map()];
  const ends = performance.now() + seconds * 1000;
  const client = async (_, place) => {
    const urql = new Client({
      url: `${options.address}/graphql`,
      exchanges: [cacheExchange, fetchExchange],
      // Never answer a poll from the cache.
      requestPolicy: "network-only",
      fetchOptions: { headers: { authorization: `Bearer ${tokens[place % tokens.length]}` } },
      fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) }),
    });
    // Spread the first requests evenly. After that each client keeps its interval and never has two requests at the
    // same time.
    for (let next = performance.now() + (every * place) / clients; next < ends; next = Math.max(next + every, performance.now())) {
      await sleep(next - performance.now());
      const began = performance.now();
      const { data, error } = await urql.query(document, variables).toPromise();
      latencies.push(performance.now() - began);
      const wrong = error?.message ?? (data?.centres?.nodes?.length ? undefined : "no centres");
      if (wrong) errors.set(wrong, (errors.get(wrong) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { latencies: latencies.sort((a, b) => a - b), errors };
}

function report() {
  const failed = [...errors.values()].reduce((sum, times) => sum + times, 0);
  const hundredth = (part) => latencies[Math.min(latencies.length - 1, Math.floor((latencies.length * part) / 100))].toFixed(1);
  console.log(`${clients} clients for ${seconds} s, each every ${every / 1000} s`);
  console.log(`requests ${latencies.length}, errors ${failed}, p50 ${hundredth(50)} ms, p99 ${hundredth(99)} ms`);
  for (const [message, times] of [...errors].slice(0, TOLD)) console.log(`  ${times} × ${message}`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function stop(message) {
  console.error(`polling: ${message}`);
  process.exit(2);
}

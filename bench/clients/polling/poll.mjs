// Dashboards on many walls: clients of urql, as an application makes them, each of which asks the dashboard of the examples
// again and again with the token of a persona. Prints what they met; ends by itself, and with 1 where anything failed.
//
//   npm start -- --address http://127.0.0.1:8080 --data ../../../demo-data
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Client, cacheExchange, fetchExchange } from "@urql/core";

const { values: options } = parseArgs({
  options: {
    // Where the server is, and the folder that `waystation demo` wrote.
    address: { type: "string", default: "http://127.0.0.1:8080" },
    data: { type: "string", default: "../../../demo-data" },
    // Who asks: personas of tokens.json, in turn.
    as: { type: "string", default: "centre_manager" },
    clients: { type: "string", default: "200" },
    // For how long, and how often each asks.
    seconds: { type: "string", default: "120" },
    every: { type: "string", default: "5" },
  },
});

/// The longest that a client waits for an answer.
const PATIENCE = 30_000;
/// How many different errors are told.
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
      // What is shown already is no answer to a poll.
      requestPolicy: "network-only",
      fetchOptions: { headers: { authorization: `Bearer ${tokens[place % tokens.length]}` } },
      fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) }),
    });
    // Nobody opens all dashboards at the same moment; after that each keeps its own beat, and never asks twice at a time.
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

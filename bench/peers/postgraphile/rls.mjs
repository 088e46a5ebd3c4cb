// PostGraphile 5 for two readers of Waystation, with row-level security: the same preset as `server.mjs` on the schema of
// `rls.sql`. It verifies the token of each request, runs its statements with the role and claims of the caller, and
// writes a row of the log before it answers.
//
//   node rls.mjs PORT DATABASE CONNECTIONS JWKS
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import jwt from "jsonwebtoken";
import pg from "pg";
import { postgraphile } from "postgraphile";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";

const [port, database, connections, jwks] = process.argv.slice(2);
const keys = new Map(
  JSON.parse(readFileSync(jwks, "utf8")).keys.map((key) => [key.kid, createPublicKey({ key, format: "jwk" })]),
);
const ROLES = { NGO_FOCAL_POINT: "app_focal_point", DATA_PROTECTION_OFFICER: "app_data_protection_officer" };

function refused() {
  return Object.assign(new Error("unauthenticated"), { statusCode: 401 });
}

// Verified tokens are remembered for a minute, as Waystation does.
const remembered = new Map();
setInterval(() => remembered.clear(), 60_000).unref();

// The caller of a request.
function caller(authorization) {
  const [bearer, token] = (authorization ?? "").split(" ");
  if (bearer !== "Bearer" || !token) throw refused();
  const known = remembered.get(token);
  if (known && known.until > Date.now()) return known.caller;
  const verified = verify(token);
  remembered.set(token, verified);
  return verified.caller;
}

// `jsonwebtoken` is what PostGraphile's own preset for tokens uses.
function verify(token) {
  const kid = jwt.decode(token, { complete: true })?.header.kid;
  let claims;
  try {
    claims = jwt.verify(token, keys.get(kid), { algorithms: ["ES256"], audience: "waystation" });
  } catch {
    throw refused();
  }
  const role = ROLES[claims.roles[0]];
  if (!role) throw refused();
  return { until: claims.exp * 1000, caller: { subject: claims.sub, organisation: claims.org, oversight: claims.oversight ?? "NONE", role } };
}

// A pool of its own, so that a log entry does not wait for a connection that reads.
const log = new pg.Pool({ connectionString: database, max: 2 });
const LOG = {
  name: "log",
  text: "INSERT INTO app_private.request_log (subject, organisation_id, role, operation, variables) VALUES ($1, $2, $3, $4, $5)",
};
const ReadLogPlugin = {
  name: "ReadLogPlugin",
  version: "1.0.0",
  grafast: {
    middleware: {
      async execute(next, { args }) {
        const result = await next();
        const { subject, organisation, role } = args.contextValue.caller;
        const operation = args.operationName ?? args.document.definitions[0].name?.value;
        await log.query({ ...LOG, values: [subject, organisation, role, operation, args.variableValues] });
        return result;
      },
    },
  },
};

const server = createServer();
// The same keep-alive time as the other servers.
server.keepAliveTimeout = 120_000;
const instance = postgraphile({
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  plugins: [ReadLogPlugin],
  // Allow filters on every column, as in `server.mjs`.
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [
    makePgService({ connectionString: database, schemas: ["app_public"], poolConfig: { max: Number(connections) } }),
  ],
  grafserv: { graphiql: false, watch: false, graphqlPath: "/graphql" },
  grafast: {
    explain: false,
    context(request) {
      const of = caller(request.node?.req.headers.authorization);
      const pgSettings = {
        role: of.role,
        "jwt.claims.sub": of.subject,
        "jwt.claims.org": of.organisation,
        "jwt.claims.oversight": of.oversight,
      };
      return { caller: of, pgSettings };
    },
  },
});
const serv = instance.createServ(grafserv);
await serv.addTo(server);
server.listen(Number(port), "127.0.0.1");

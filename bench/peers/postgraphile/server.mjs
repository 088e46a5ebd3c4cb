// PostGraphile 5 as its documentation serves it: the Amber preset, node's own HTTP server, filters by the plugin that its
// documentation names. No explorer, no watching, no access control: it answers whatever is asked.
//
//   node server.mjs PORT DATABASE CONNECTIONS
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";

const [port, database, connections] = process.argv.slice(2);
const server = createServer();
// As long as the others keep a silent connection.
server.keepAliveTimeout = 120_000;
const instance = postgraphile({
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  // Filters on every column: its documentation leaves those out that have no index.
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [
    makePgService({ connectionString: database, schemas: ["public"], poolConfig: { max: Number(connections) } }),
  ],
  grafserv: { graphiql: false, watch: false, graphqlPath: "/graphql" },
  grafast: { explain: false },
});
const serv = instance.createServ(grafserv);
await serv.addTo(server);
server.listen(Number(port), "127.0.0.1");

// PostGraphile 5 as its documentation recommends: the Amber preset, node's HTTP server, and the filter plugin that the
// documentation names. No explorer, no watching, no access control: it answers every query.
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
// The same keep-alive time as the other servers.
server.keepAliveTimeout = 120_000;
const instance = postgraphile({
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  // Allow filters on every column. By default, columns without an index are left out.
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

// Builds the explorer's three files into built/, gzipped: the script, the style sheet and the licences of all they carry.
// Run `npm ci && npm run build` here after a change in page/ or of a version, and commit built/ with it: the server
// takes the files from there, so that building the server needs no Node.js.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

// GraphiQL's style sheet carries two fonts as data (three quarters of its size). The fonts of the reader's machine do,
// and without them the page's policy needs no exception for fonts.
const withoutFonts = {
  name: "without-fonts",
  setup(bundle) {
    bundle.onLoad({ filter: /graphiql[\\/]dist[\\/]style\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll(/@font-face\s*\{[^}]*\}/g, ""),
      loader: "css",
    }));
  },
};

const { outputFiles, metafile } = await build({
  entryPoints: { explorer: "page/main.jsx" },
  outdir: "built",
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none", // whole licences are in licences.txt
  logLevel: "info",
  alias: { "react-style-singleton": "./page/no-style.js" },
  plugins: [withoutFonts],
});

for (const { path, contents } of outputFiles) {
  write(path.split(/[\\/]/).at(-1), contents);
}
write("licences.txt", Buffer.from(licences(Object.keys(metafile.inputs))));

function write(name, contents) {
  const packed = gzipSync(contents, { level: 9 });
  writeFileSync(`built/${name}.gz`, packed);
  console.log(`${name}: ${contents.length} bytes, ${packed.length} gzipped`);
}

// Only what stands in the bundle: an installed package of which nothing is used has nothing to say here.
function licences(inputs) {
  const folders = new Set(inputs.map((input) => input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean));
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license, author, repository } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(`${folder}/${file}`, "utf8").trim() : `By ${author?.name ?? author ?? "its contributors"}, ${repository?.url ?? repository}. The package names its licence and carries no text.`;
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `The explorer is made of these packages.\n\n${texts.join(`\n${"-".repeat(78)}\n\n`)}`;
}

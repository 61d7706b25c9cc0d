/** Builds static/dist: one style sheet, the scripts, the font. Fails when a file is over its budget. */
import { build } from "esbuild";
import postcss from "postcss";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync, watch } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { prune } from "./prune.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => join(root, ...parts);
const dist = at("static", "dist");

// Kilobytes after gzip that a visitor may be asked to fetch. Every page loads all of them, so the sums are per page.
const BUDGET = { css: 35, js: 30, font: 34 };
const METHOD_BUDGET = 55;

// The parts of NL Design System that we use, in the order of the cascade.
const COMPONENTS = [
  "root", "document", "skip-link", "heading-1", "heading-2", "heading-3", "heading-4", "paragraph", "link",
  "unordered-list", "table", "breadcrumb-nav", "alert", "button", "button-group", "form-fieldset", "form-field",
  "form-label", "form-field-description", "form-field-error-message", "textbox", "textarea", "select", "checkbox",
  "radio-button", "pagination",
];
const OWN = ["theme", "base", "layout", "components", "cards", "stage", "field", "forms", "pages", "talk", "helping", "courses", "openness", "messages", "letters"];
// Only the pages of consultations load these.
const ASKING = ["consultations", "taking-part", "workshop", "results", "survey", "text", "ideas", "dialogue", "map"];
const FONT = "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2";

// The poster and the picture for sharing are drawn on the server, which reads whole, static fonts only.
const DRAWN_WITH = { regular: "400Regular", bold: "700Bold" };

async function styles() {
  const vendor = await Promise.all(
    COMPONENTS.map((name) => readFile(at("node_modules", "@utrecht", `${name}-css`, "dist", "index.css"), "utf8")),
  );
  const own = await Promise.all(OWN.map((name) => readFile(at("static", "css", `${name}.css`), "utf8")));
  const lean = await prune(postcss.parse(vendor.join("\n")), postcss.parse(own.join("\n")), root);
  const entry = at("static", "dist", "site.css");
  const result = await build({
    stdin: { contents: lean, loader: "css", resolveDir: at("static", "css") },
    bundle: true, minify: true, outfile: entry, external: ["*.woff2", "*.svg"], target: ["chrome109", "firefox115", "safari15.6"],
    logLevel: "warning", legalComments: "none",
  });
  if (result.errors.length) throw new Error("the style sheet does not build");
  const notice = "/*! NL Design System components: EUPL-1.2, Frameless B.V., Gemeente Utrecht. Wij&Overijssel: EUPL-1.2 */\n";
  await writeFile(entry, notice + (await readFile(entry, "utf8")));
}

/** What only one part of the site needs, as a style sheet of its own. */
async function sheet(name, parts) {
  const contents = parts.map((part) => `@import "./${part}.css";`).join("\n");
  await build({
    stdin: { contents, loader: "css", resolveDir: at("static", "css") },
    bundle: true, minify: true, outfile: at("static", "dist", name), external: ["*.woff2", "*.svg"],
    target: ["chrome109", "firefox115", "safari15.6"], logLevel: "warning",
  });
}

async function scripts() {
  await build({
    entryPoints: ["site", "asking", "push"].map((name) => at("static", "js", `${name}.js`)), outdir: dist,
    bundle: true, minify: true, format: "esm", target: ["es2020"], logLevel: "warning",
  });
  await cp(at("node_modules", "htmx.org", "dist", "htmx.min.js"), join(dist, "htmx.js"));
}

async function admin() {
  const entryPoints = [at("static", "css", "admin.css"), at("static", "js", "moderation.js")];
  await build({
    entryPoints, outdir: dist, entryNames: "[name]", bundle: true, minify: true, format: "esm", target: ["es2020"], logLevel: "warning",
  });
}

/** Each way of asking keeps its own style and script in its folder; only its own pages load them. */
async function methods() {
  const base = at("consultations", "methods");
  const entryPoints = [];
  for (const folder of await readdir(base, { withFileTypes: true })) {
    const assets = join(base, folder.name, "assets");
    if (folder.isDirectory() && existsSync(assets)) entryPoints.push(...(await readdir(assets)).map((name) => join(assets, name)));
  }
  await build({
    entryPoints, outdir: dist, entryNames: "[name]", bundle: true, minify: true, format: "esm", nodePaths: [at("node_modules")],
    loader: { ".png": "dataurl" }, target: ["es2020", "chrome109", "firefox115", "safari15.6"], logLevel: "warning", legalComments: "eof",
  });
  return entryPoints.map((path) => basename(path));
}

async function font() {
  await mkdir(join(dist, "fonts"), { recursive: true });
  await cp(at("node_modules", FONT), join(dist, "fonts", "atkinson-hyperlegible-next.woff2"));
  const family = at("node_modules", "@expo-google-fonts", "atkinson-hyperlegible-next");
  for (const [name, weight] of Object.entries(DRAWN_WITH)) {
    const file = join(family, weight, `AtkinsonHyperlegibleNext_${weight}.ttf`);
    await cp(file, join(dist, "fonts", `atkinson-hyperlegible-next-${name}.ttf`));
  }
}

async function weigh(name) {
  const bytes = await readFile(join(dist, name));
  return (name.endsWith(".woff2") ? bytes.length : gzipSync(bytes, { level: 9 }).length) / 1000;
}

async function report(own) {
  const sums = { css: 0, js: 0, font: 0 };
  for (const [name, kind] of [["site.css", "css"], ["asking.css", "css"], ["site.js", "js"], ["asking.js", "js"], ["push.js", "js"], ["htmx.js", "js"],
    ["fonts/atkinson-hyperlegible-next.woff2", "font"]]) {
    const size = await weigh(name);
    sums[kind] += size;
    console.log(`  ${name.padEnd(40)} ${size.toFixed(1).padStart(6)} kB`);
  }
  // What one way of asking adds to its own pages.
  for (const name of own) {
    const size = await weigh(name);
    console.log(`  ${name.padEnd(40)} ${size.toFixed(1).padStart(6)} kB, on its own pages`);
    if (size > METHOD_BUDGET) throw new Error(`over budget: ${name}`);
  }
  const over = Object.keys(BUDGET).filter((kind) => sums[kind] > BUDGET[kind]);
  for (const kind of Object.keys(BUDGET)) console.log(`  ${kind}: ${sums[kind].toFixed(1)} of ${BUDGET[kind]} kB`);
  if (over.length) throw new Error(`over budget: ${over.join(", ")}`);
}

async function all() {
  await mkdir(dist, { recursive: true });
  const [own] = await Promise.all([methods(), styles(), sheet("asking.css", ASKING), scripts(), admin(), font()]);
  const expected = new Set([...own, "site.css", "asking.css", "admin.css", "site.js", "asking.js", "moderation.js", "push.js", "htmx.js", "fonts"]);
  for (const name of await readdir(dist)) if (!expected.has(name)) await rm(join(dist, name), { recursive: true });
  await report(own);
}

try {
  await all();
  if (process.argv.includes("--watch")) {
    let timer;
    for (const folder of ["static/css", "static/js", "templates", "consultations"]) {
      if (existsSync(at(folder))) watch(at(folder), { recursive: true }, () => {
        clearTimeout(timer);
        timer = setTimeout(() => all().catch((error) => console.error(error.message)), 100);
      });
    }
  }
} catch (error) {
  console.error(`build failed: ${error.message}`);
  process.exitCode = 1;
}

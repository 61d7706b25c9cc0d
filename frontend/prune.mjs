/** Removes from the components' CSS what no page can need: states nobody writes and tokens nobody sets. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const ELSEWHERE = new Set(["node_modules", "static", "var", "docs", "tests", "locale", "frontend", "requirements", "deploy"]);
const READ = /\.(html|py|js)$/;

/** Every word in our sources that could be the name of a class. */
async function words(root) {
  const found = new Set();
  async function visit(folder) {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (READ.test(entry.name)) for (const word of (await readFile(path, "utf8")).match(/[\w-]+/g) ?? []) found.add(word);
    }
  }
  const top = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const ours = top.map((entry) => entry.name).filter((name) => !name.startsWith(".") && !ELSEWHERE.has(name));
  await Promise.all([...ours, "static/js"].map((folder) => visit(join(root, folder))));
  return found;
}

/** Splits `var(--name, fallback)` at `start`, minding nested brackets. */
function readVar(value, start) {
  let depth = 0;
  for (let i = start + 3; i < value.length; i += 1) {
    if (value[i] === "(") depth += 1;
    if (value[i] === ")") depth -= 1;
    if (depth === 0) {
      const inner = value.slice(start + 4, i);
      const comma = inner.indexOf(",");
      const name = (comma < 0 ? inner : inner.slice(0, comma)).trim();
      return { end: i + 1, name, fallback: comma < 0 ? null : inner.slice(comma + 1).trim() };
    }
  }
  throw new Error(`unbalanced brackets in ${value}`);
}

/** The value with unset tokens replaced by their fallback; null when the browser would find it invalid. */
function settle(value, isSet) {
  let result = "";
  let from = 0;
  for (let at = value.indexOf("var(", from); at >= 0; at = value.indexOf("var(", from)) {
    const { end, name, fallback } = readVar(value, at);
    result += value.slice(from, at);
    if (isSet(name)) {
      const settled = fallback === null ? null : settle(fallback, isSet);
      result += settled === null ? `var(${name})` : `var(${name},${settled})`;
    } else {
      const settled = fallback === null ? null : settle(fallback, isSet);
      if (settled === null) return null;
      result += settled;
    }
    from = end;
  }
  return result + value.slice(from);
}

const namesIn = (tree) => {
  const names = new Set();
  tree.walkDecls(/^--/, (declaration) => names.add(declaration.prop));
  return names;
};

/** One pass over the components with what is known to be set; returns how much was taken away. */
function pass(vendor, own) {
  const set = new Set([...namesIn(vendor), ...namesIn(own)]);
  let removed = 0;
  vendor.walkDecls((declaration) => {
    const settled = settle(declaration.value, (name) => set.has(name));
    if (settled === declaration.value) return;
    removed += 1;
    if (settled !== null) declaration.value = settled;
    // An invalid custom property is simply not set; any other property falls back to `unset`, as the browser would do.
    else if (declaration.prop.startsWith("--")) declaration.remove();
    else declaration.value = "unset";
  });
  return removed;
}

/** Tokens that are declared and never read. */
function dropUnread(trees) {
  const read = new Set();
  for (const tree of trees) tree.walkDecls((d) => { for (const [, name] of d.value.matchAll(/var\(\s*(--[\w-]+)/g)) read.add(name); });
  let removed = 0;
  for (const tree of trees) tree.walkDecls(/^--/, (d) => { if (!read.has(d.prop)) { d.remove(); removed += 1; } });
  return removed;
}

function dropUnusedRules(vendor, used) {
  vendor.walkRules((rule) => {
    if (rule.parent?.name === "keyframes") return;
    const kept = rule.selectors.filter((selector) => (selector.match(/\.[\w-]+/g) ?? []).every((name) => used.has(name.slice(1))));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
}

function dropEmpty(tree) {
  tree.walkComments((comment) => comment.remove());
  tree.walkRules((rule) => { if (rule.nodes.length === 0) rule.remove(); });
  tree.walkAtRules("charset", (rule) => rule.remove());
  tree.walkAtRules((rule) => { if (rule.nodes?.length === 0) rule.remove(); });
}

/** The components' tree and ours as one text, without what our sources never use. */
export async function prune(vendor, own, root) {
  dropUnusedRules(vendor, await words(root));
  while (pass(vendor, own) + dropUnread([vendor, own]) > 0);
  dropEmpty(vendor);
  return `${vendor.toString()}\n${own.toString()}`;
}

// Builds dist/ from src/: `npm run build`. Prints the size of what a browser loads.
//
// In: src/, and from node_modules the CSS of NL Design System and the tokens of its voorbeeld theme.
// Out: dist/chat.js (the web component with its CSS), dist/index.html and dist/page.css (the page of
// its own), dist/theme/voorbeeld.css (the tokens that a theme sets, as an example for others).
import { build } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync, copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const at = (...parts) => join(here, ...parts);
const read = (...parts) => readFileSync(at(...parts), "utf8");
const LICENCE = "/*! Keukentafel, EUPL-1.2. With CSS and design tokens of NL Design System, EUPL-1.2. */";

const COMPONENTS = [
  "@nl-design-system-candidate/button-css/dist/button.css",
  "@nl-design-system-candidate/heading-css/dist/heading.css",
  "@nl-design-system-candidate/paragraph-css/dist/paragraph.css",
  "@nl-design-system-candidate/link-css/dist/link.css",
  "@utrecht/textbox-css/dist/index.min.css",
];
const THEME = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css";
// Variants of those components that the chat does not use.
const UNUSED = /pressed|positive|disabled|icon-only|:disabled|read-only|invalid|placeholder|level-[456]|inline-box|toggle|\[type=|\[pattern|inputmode|nl-button__|--current|--lead/i;

// Gives the flat rules of a stylesheet (these have no nesting but at-rules, which are kept whole).
function rules(css) {
  const clean = css.replace(/\/\*[\s\S]*?\*\//g, "");
  const found = [];
  let depth = 0;
  let from = 0;
  for (let place = 0; place < clean.length; place++) {
    if (clean[place] === "{") depth++;
    else if (clean[place] === "}" && --depth === 0) {
      found.push(clean.slice(from, place + 1).trim());
      from = place + 1;
    }
  }
  return found;
}

function components() {
  return COMPONENTS.flatMap((file) => rules(read("node_modules", file)))
    .filter((rule) => !UNUSED.test(rule.slice(0, rule.indexOf("{"))))
    .join("\n");
}

function themeTokens() {
  const found = new Map();
  for (const [, name, value] of read("node_modules", THEME).matchAll(/(--[\w-]+)\s*:\s*([^;]+);/g)) {
    found.set(name, value.trim());
  }
  return found;
}

const used = (text) => [...text.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);

// Gives the tokens that a stylesheet needs, and those that these need.
function closure(css, tokens) {
  const needed = new Map();
  const open = used(css);
  while (open.length) {
    const name = open.pop();
    const value = tokens.get(name);
    if (value === undefined || needed.has(name)) continue;
    // A shadow tree has no root font size of its own: the chosen letter size scales every rem.
    needed.set(name, value.replace(/(-?[\d.]+)rem/g, "calc($1*var(--kt-rem))"));
    open.push(...used(value));
  }
  return new Map([...needed].sort(([a], [b]) => (a < b ? -1 : 1)));
}

// Gives the dark scheme: every family of colours read from the other end.
const OTHER_END = { 50: "700", 100: "700", 200: "600", 300: "400", 400: "300", 500: "200", 600: "100", 700: "50" };
const DARK = {
  wit: "#0b1422", "grijs-50": "#101b2d", "grijs-100": "#16243a", "grijs-200": "#223c61",
  "grijs-300": "#586c88",
};

function dark(needed, tokens) {
  const found = new Map();
  for (const name of needed.keys()) {
    const [, colour, step] = /^--voorbeeld-kleuren-([a-z]+)(?:-(\d+))?$/.exec(name) ?? [];
    if (!colour) continue;
    const own = DARK[step ? `${colour}-${step}` : colour];
    found.set(name, own ?? tokens.get(`--voorbeeld-kleuren-${colour}-${OTHER_END[step]}`));
  }
  return found;
}

const block = (selector, tokens) =>
  `${selector}{${[...tokens].map(([name, value]) => `${name}:${value}`).join(";")}}`;

async function main() {
  rmSync(at("dist"), { recursive: true, force: true });
  mkdirSync(at("dist", "theme"), { recursive: true });
  const own = read("src", "chat.css");
  const css = `${components()}\n${own}`;
  const tokens = themeTokens();
  const needed = closure(css, tokens);
  const theme = `${block(":host", needed)}\n${block(":host([data-scheme=dark])", dark(needed, tokens))}\n`;
  // In a layer, so that the theme of a gemeente wins from it wherever that is loaded.
  const whole = `@layer voorbeeld{${theme}}\n${css}`;
  const small = await build({
    stdin: { contents: whole, loader: "css" }, minify: true, write: false, target: "es2021",
  });
  const bundle = await build({
    entryPoints: [at("src", "index.ts")],
    bundle: true, minify: true, write: false, format: "iife", target: "es2021", charset: "utf8",
    banner: { js: LICENCE },
    define: { STYLES: JSON.stringify(small.outputFiles[0].text.trim()) },
  });
  writeFileSync(at("dist", "chat.js"), bundle.outputFiles[0].contents);
  const note = "/* The tokens of the chat that a theme may set. NL Design System, voorbeeld theme, EUPL-1.2. */\n";
  const scheme = theme.replace(/;/g, ";\n  ").replace(/\{/g, " {\n  ").replace(/\}/g, ";\n}");
  writeFileSync(at("dist", "theme", "voorbeeld.css"), note + scheme);
  for (const each of ["index.html", "page.css", "icon.svg"]) copyFileSync(at("src", each), at("dist", each));
  const sizes = ["chat.js", "page.css"].map((each) => gzipSync(read("dist", each), { level: 9 }).length);
  console.log(`chat.js ${(sizes[0] / 1000).toFixed(1)} kB, page.css ${(sizes[1] / 1000).toFixed(1)} kB (gzip)`);
}

await main();

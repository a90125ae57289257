// Looks at the pages that `run` made. Every page: valid HTML. The chosen ones, in each language and colour scheme: no
// error in the console, no request beyond the page, no violation that axe-core knows of.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { start } from "./browser.mjs";

const [pages, tools] = process.argv.slice(2).map((path) => resolve(path));
const axe = readFileSync(join(tools, "node_modules/axe-core/axe.min.js"), "utf8");
const { HtmlValidate } = await import(pathToFileURL(join(tools, "node_modules/html-validate/dist/esm/index.js")));

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// The pages that stand for the others, with the languages and schemes in which they are looked at.
const LOOKED_AT = ["books/mext.kci.stage2.html", "books/index.html", "report.html", "one.html"];
const LANGUAGES = ["en", "ja", "both"];
const SCHEMES = ["light", "dark"];
// What html-validate asks for beyond the standard, and a book does not need: style of the source, and the wish for a
// `scope` of every heading cell, which axe judges by what is heard.
const VALIDATE = {
  extends: ["html-validate:standard"],
  rules: { "no-inline-style": "error", "svg-focusable": "off" },
};

let problems = 0;
const complain = (page, what) => {
  problems += 1;
  console.error(`${page}: ${what}`);
};

const validator = new HtmlValidate(VALIDATE);
const all = readdirSync(pages, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
for (const name of all) {
  const report = await validator.validateString(readFileSync(join(pages, name), "utf8"));
  for (const { messages } of report.results) {
    for (const { line, column, message, ruleId } of messages.slice(0, 10)) {
      complain(name, `${line}:${column} ${message} (${ruleId})`);
    }
  }
}

const browser = await start();
try {
  for (const name of LOOKED_AT) {
    const page = await browser.open(pathToFileURL(join(pages, name)).href);
    for (const language of LANGUAGES) {
      await page.evaluate(`document.querySelector("#lang-${language}").click()`);
      const hidden = language === "both" ? [] : [language === "en" ? "ja" : "en"];
      for (const other of hidden) {
        const shown = await page.evaluate(`[...document.querySelectorAll("main .${other}")].filter((one) => one.getClientRects().length > 0).length`);
        if (shown > 0) complain(name, `${shown} texts in ${other} are seen where ${language} is chosen`);
      }
      const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      if (wide > 0) complain(name, `${language}: ${wide} pixels wider than the window`);
    }
    await page.size(390, 800);
    for (const language of LANGUAGES) {
      await page.evaluate(`document.querySelector("#lang-${language}").click()`);
      const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      if (wide > 0) complain(name, `${language}: ${wide} pixels wider than a telephone`);
    }
    await page.size(1440, 1000);
    // Only what the page itself does; axe asks for more when it looks at styles.
    page.troubles.forEach((trouble) => complain(name, `console: ${trouble}`));
    page.requests.slice(1).forEach((request) => complain(name, `asks for ${request}`));
    await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
    await page.evaluate(`${axe}; undefined`);
    for (const language of LANGUAGES) {
      await page.evaluate(`document.querySelector("#lang-${language}").click()`);
      for (const scheme of SCHEMES) {
        await page.color(scheme);
        const found = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ["violations"] }).then(({ violations, passes }) => ({
          passed: passes.length,
          violations: violations.map(({ id, help, nodes }) => ({ id, help, count: nodes.length, first: nodes[0].html.slice(0, 200), why: nodes[0].failureSummary })),
        }))`);
        if (found.passed < 20) complain(name, `axe-core looked at ${found.passed} rules only`);
        for (const { id, help, count, first, why } of found.violations) {
          complain(name, `${language}, ${scheme}: ${id}: ${help} (${count} places, the first: ${first})\n${why}`);
        }
      }
    }
    await page.close();
  }
} finally {
  await browser.stop();
}
if (problems > 0) {
  console.error(`${problems} problems`);
  process.exit(1);
}
console.log(`${all.length} pages are valid HTML; ${LOOKED_AT.length} looked at in ${LANGUAGES.length} languages and ${SCHEMES.length} schemes: no violation, no console error, no request`);

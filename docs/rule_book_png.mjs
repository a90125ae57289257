// Draws the rule book of the 2nd stage as docs/rule-book.png: node docs/rule_book_png.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { start } from "../tests/browser/browser.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kisoku-book-"));
const book = join(folder, "book.html");
execFileSync("cargo", ["run", "--quiet", "--", "doc", "mext.kci.stage2", "--lang", "en", "--out", book], { cwd: root });
const browser = await start();
try {
  const page = await browser.open(pathToFileURL(book).href, { width: 1280, height: 900 });
  await page.evaluate('document.querySelector("#lang-both").click()');
  await page.evaluate('document.querySelector("#rule-main_part_band").scrollIntoView()');
  writeFileSync(join(root, "docs", "rule-book.png"), await page.screenshot());
} finally {
  await browser.stop();
  rmSync(folder, { recursive: true, force: true });
}

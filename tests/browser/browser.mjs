// Chromium, spoken to over a pipe in its DevTools protocol: nothing to install but Chromium and Node.
//
// In: an address. Out: a page that can be looked at, pressed, drawn and printed.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--font-render-hinting=none",
  "--remote-debugging-pipe",
];
// A browser that does not answer for so long never will.
const PATIENCE_MS = 300_000;

/** Starts Chromium; `stop` ends it and removes what it left. */
export async function start() {
  const folder = mkdtempSync(join(tmpdir(), "kisoku-browser-"));
  const chromium = process.env.CHROMIUM ?? "chromium";
  const child = spawn(chromium, [...FLAGS, `--user-data-dir=${folder}`, "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const waiting = new Map();
  const listeners = [];
  let last = 0;
  let rest = Buffer.alloc(0);
  child.stdio[4].on("data", (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const message = JSON.parse(rest.subarray(0, end).toString("utf8"));
      rest = rest.subarray(end + 1);
      const asked = waiting.get(message.id);
      if (asked) {
        waiting.delete(message.id);
        clearTimeout(asked.timer);
        if (message.error) asked.reject(new Error(`${asked.method}: ${message.error.message}`));
        else asked.resolve(message.result);
      } else {
        listeners.forEach((listener) => listener(message));
      }
    }
  });
  const fail = (why) => {
    for (const asked of waiting.values()) { clearTimeout(asked.timer); asked.reject(new Error(why)); }
    waiting.clear();
  };
  child.on("error", (error) => fail(`cannot start ${chromium}: ${error.message}`));
  child.on("exit", () => fail("the browser ended"));
  const send = (method, params = {}, sessionId) => new Promise((resolve, reject) => {
    const id = ++last;
    const timer = setTimeout(() => { waiting.delete(id); reject(new Error(`${method}: no answer`)); }, PATIENCE_MS);
    waiting.set(id, { resolve, reject, method, timer });
    child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  });

  async function open(address, { width = 1440, height = 1000, scheme = "light" } = {}) {
    const { targetId } = await send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    const ask = (method, params) => send(method, params, sessionId);
    // What the page itself says is wrong, and every request that it makes beyond itself.
    const troubles = [];
    const requests = [];
    let loaded;
    const isLoaded = new Promise((resolve) => { loaded = resolve; });
    listeners.push(({ method, params, sessionId: from }) => {
      if (from !== sessionId) return;
      if (method === "Page.loadEventFired") loaded();
      if (method === "Runtime.exceptionThrown") troubles.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
      if (method === "Runtime.consoleAPICalled" && ["error", "warning", "assert"].includes(params.type)) {
        troubles.push(params.args.map((one) => one.value ?? one.description).join(" "));
      }
      if (method === "Log.entryAdded" && ["error", "warning"].includes(params.entry.level)) troubles.push(params.entry.text);
      if (method === "Network.requestWillBeSent") requests.push(params.request.url);
    });
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await ask(`${domain}.enable`);
    const size = (width, height) => ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    const color = (value) => ask("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }, { name: "prefers-reduced-motion", value: "reduce" }] });
    await size(width, height);
    await color(scheme);
    await ask("Page.navigate", { url: address });
    await isLoaded;
    return {
      troubles,
      requests,
      size,
      color,
      /** The value of an expression in the page, promises awaited. */
      async evaluate(expression) {
        const { result, exceptionDetails } = await ask("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      },
      async screenshot({ whole = false, clip } = {}) {
        const shot = await ask("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole || Boolean(clip), ...(clip && { clip: { scale: 1, ...clip } }) });
        return Buffer.from(shot.data, "base64");
      },
      async pdf() {
        const { data } = await ask("Page.printToPDF", { preferCSSPageSize: true, printBackground: true });
        return Buffer.from(data, "base64");
      },
      close: () => send("Target.closeTarget", { targetId }),
    };
  }

  return {
    open,
    async stop() {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      await send("Browser.close").catch(() => child.kill("SIGKILL"));
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

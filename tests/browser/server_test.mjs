// The demo's server, without a browser: what it serves, and whom it turns away.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { request } from "node:http";

import { greeting, startDemo } from "./demo.mjs";

let demo;
let port;
let token;

before(async () => {
  demo = await startDemo();
  port = new URL(demo.url).port;
  token = (await greeting(demo.url)).token;
});

after(async () => {
  assert.equal(await demo.stop(), 0);
});

// Sends exactly these headers. Answers {status, headers, text}; `enough` ends an endless answer.
function ask({ path = "/", method = "GET", headers = {}, body, enough = () => false }) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (answer) => {
      let text = "";
      const done = () => {
        asked.destroy();
        resolve({ status: answer.statusCode, headers: answer.headers, text });
      };
      answer.setEncoding("utf8");
      answer.on("data", (piece) => {
        text += piece;
        if (enough(text)) done();
      });
      answer.on("end", done);
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

function say(text, headers) {
  return ask({
    path: "/api/chats/42/beta_bot/texts",
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ text }),
  });
}

test("the page comes with a policy that lets nothing else in", async () => {
  const { status, headers, text } = await ask({});
  assert.equal(status, 200);
  assert.match(headers["content-type"], /^text\/html/);
  assert.match(headers["content-security-policy"], /default-src 'none'; script-src 'self'/);
  assert.doesNotMatch(headers["content-security-policy"], /unsafe/);
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.doesNotMatch(text, /<script(?![^>]*src=)|\son\w+=|style=|https?:/);
});

test("files have their types, and there are no others", async () => {
  assert.match((await ask({ path: "/main.js" })).headers["content-type"], /^text\/javascript/);
  assert.match((await ask({ path: "/chat.css" })).headers["content-type"], /^text\/css/);
  assert.match((await ask({ path: "/wallpaper.svg" })).headers["content-type"], /^image\/svg\+xml/);
  for (const path of ["/nothing.js", "/../main.js", "/api/nothing", "/api/chats/42/beta_bot"]) {
    assert.equal((await ask({ path })).status, 404, path);
  }
});

test("a foreign name that points here is turned away", async () => {
  for (const host of ["example.com", `example.com:${port}`, `127.0.0.1.example.com:${port}`, "127.0.0.1"]) {
    const { status, text } = await ask({ headers: { host } });
    assert.equal(status, 421, host);
    assert.match(JSON.parse(text).error, /this machine only/);
  }
  assert.equal((await ask({ headers: { host: `localhost:${port}` } })).status, 200);
});

test("another site may link to the page, and nothing else", async () => {
  const visit = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
  const script = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" };
  assert.equal((await ask({ headers: visit })).status, 200);
  assert.equal((await ask({ headers: script })).status, 403);
  assert.equal((await ask({ path: "/api/stream", headers: visit })).status, 403);
  assert.equal((await say("hello", { ...script, "x-page-token": token })).status, 403);
});

test("only the page's own token acts", async () => {
  assert.equal((await say("hello", {})).status, 403);
  assert.equal((await say("hello", { "x-page-token": "0".repeat(32) })).status, 403);
  assert.equal((await say("hello", { "x-page-token": token })).status, 200);
});

test("acts that make no sense are refused with a sentence", async () => {
  const headers = { "x-page-token": token };
  const post = (path, body) => ask({ path, method: "POST", headers, body });
  const refusals = [
    [400, await post("/api/chats/42/beta_bot/texts", "no JSON")],
    [400, await post("/api/chats/42/beta_bot/texts", "[]")],
    [400, await post("/api/chats/42/beta_bot/texts", "{}")],
    [400, await say("", headers)],
    [400, await say("x".repeat(4097), headers)],
    [400, await post("/api/bots", JSON.stringify({ name: "" }))],
    [404, await post("/api/chats/42/nobody_bot/texts", "{}")],
    [404, await post("/api/chats/999/beta_bot/texts", "{}")],
    [404, await post("/api/chats/42/beta_bot/nothing", "{}")],
    [404, await ask({ path: "/api/chats/42/beta_bot/documents/1" })],
    [409, await post("/api/chats/42/beta_bot/taps",
      JSON.stringify({ message: 1, row: 0, column: 0, label: "nothing" }))],
    [413, await post("/api/chats/42/beta_bot/documents", Buffer.alloc(9 << 20))],
  ];
  for (const [wanted, { status, text }] of refusals) {
    assert.equal(status, wanted, text);
    assert.match(JSON.parse(text).error, /^[A-Z].*\.$/s);
  }
});

test("a stream goes on where its reader was", async () => {
  const caughtUp = (text) => text.includes("event: caught_up");
  const whole = (await ask({ path: "/api/stream", enough: caughtUp })).text;
  const last = [...whole.matchAll(/^id: (\d+)$/gm)].at(-1)[1];
  const { text } = await ask({ path: "/api/stream", headers: { "last-event-id": last }, enough: caughtUp });
  assert.doesNotMatch(text, /^id: /m);
});

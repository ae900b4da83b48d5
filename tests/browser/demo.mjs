// The demo as a process of its own, for as long as a test needs it.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const patience = 60_000;

// Starts it on a free port. `isBare` leaves out agents, goods and money. Answers {url, says, stop}.
export async function startDemo({ isBare = false } = {}) {
  const options = ["demo", "--port", "0", ...(isBare ? ["--bare"] : [])];
  const process = spawn(globalThis.process.env.DEMO_EXECUTABLE, options, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => process.on("exit", resolve));
  const url = await announcedUrl(process);
  return {
    url,
    // A person writes to a bot, on some other screen.
    async says(person, bot, text) {
      const answer = await fetch(`${url}api/chats/${person}/${bot}/texts`, {
        method: "POST",
        headers: { "x-page-token": (await greeting(url)).token },
        body: JSON.stringify({ text }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async stop() {
      process.kill("SIGTERM");
      return ended;
    },
  };
}

function announcedUrl(process) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The demo did not say where it is.")), patience);
    const found = (url) => {
      clearTimeout(timer);
      resolve(url);
    };
    createInterface({ input: process.stdout }).on("line", (line) => {
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0];
      if (url) found(url);
    });
    process.on("exit", (code) => reject(new Error(`The demo ended with ${code} before it was ready.`)));
  });
}

// What the event stream begins with.
export async function greeting(url) {
  const leave = new AbortController();
  const stream = await fetch(`${url}api/stream`, { signal: leave.signal });
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n\n")) text += (await reader.read()).value;
  leave.abort();
  return JSON.parse(/event: hello\ndata: (.*)/.exec(text)[1]);
}

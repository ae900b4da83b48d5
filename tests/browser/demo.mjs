// The demo as a process of its own, for as long as a test needs it.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const patience = 60_000;

// Starts it on a free port. `isBare` leaves out agents, goods and money. Answers {url, stop}.
export async function startDemo({ isBare = false } = {}) {
  const options = ["demo", "--port", "0", ...(isBare ? ["--bare"] : [])];
  const process = spawn(globalThis.process.env.DEMO_EXECUTABLE, options, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => process.on("exit", resolve));
  const url = await announcedUrl(process);
  return {
    url,
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

// The demo as a process of its own, for as long as a test needs it.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const patience = 60_000;
const { DEMO_EXECUTABLE } = process.env;

// Starts it. `isBare` leaves out agents, goods and money; without a port it takes any, without a
// database it forgets everything. Answers {url, says, makesBot, stop}.
export async function startDemo({ isBare = false, port = 0, database = null } = {}) {
  const options = ["--port", port, isBare ? "--bare" : [], database ? ["--database", database] : []];
  const demo = spawn(DEMO_EXECUTABLE, ["demo", ...options.flat()], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => demo.on("exit", resolve));
  const url = await announcedUrl(demo);
  // What happens on some other screen.
  async function post(path, content) {
    const answer = await fetch(`${url}api/${path}`, {
      method: "POST",
      headers: { "x-page-token": (await greeting(url)).token },
      body: JSON.stringify(content),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }
  return {
    url,
    says: (person, bot, text) => post(`chats/${person}/${bot}/texts`, { text }),
    makesBot: (name) => post("bots", { name }),
    // Answers the exit status.
    async stop() {
      demo.kill("SIGTERM");
      return ended;
    },
  };
}

function announcedUrl(demo) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      demo.kill("SIGKILL");
      reject(new Error("The demo did not say where it is."));
    }, patience);
    createInterface({ input: demo.stdout }).on("line", (line) => {
      if (!/^http:\/\/127\.0\.0\.1:\d+\/$/.test(line)) return;
      clearTimeout(timer);
      resolve(line);
    });
    demo.on("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`The demo ended with ${code} before it was ready.`));
    });
  });
}

// What `agentbackend verify` answers about a database: its exit status.
export function verify(database) {
  const auditor = spawn(DEMO_EXECUTABLE, ["verify", "--database", database], { stdio: "ignore" });
  return new Promise((resolve) => auditor.on("exit", resolve));
}

// What the event stream begins with.
export async function greeting(url) {
  const leave = new AbortController();
  const stream = await fetch(`${url}api/stream`, { signal: leave.signal });
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  const hello = /event: hello\ndata: (.*)\n/;
  let text = "";
  while (!hello.test(text)) text += (await reader.read()).value;
  leave.abort();
  return JSON.parse(hello.exec(text)[1]);
}

// What a visitor may try first, step by step.

import { element } from "./dom.js";
import { ask } from "./overlays.js";
import { say } from "./words.js";

const steps = ["Buy", "Earn", "Withdraw", "Approve", "Pay"];

export function showGuide(host) {
  return ask(host, {
    title: say("guide"),
    content: [
      element("p", {}, say("guideBeginning")),
      element("ol", { class: "steps" }, steps.map((step) => element("li", {}, say(`guide${step}`)))),
      element("p", {}, say("guideEnd")),
      element("p", { class: "not-touched" }, say("guideKeys")),
    ],
    choices: [{ label: say("ok"), value: true }],
  });
}

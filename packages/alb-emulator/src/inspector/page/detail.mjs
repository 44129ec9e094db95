import { el } from "./dom.mjs";
import { applicationOf, stepRow } from "./entry.mjs";
import { whyOf } from "./failure.mjs";
import { phasesOf } from "./messages.mjs";
import {
  block,
  copyLinkButton,
  factsOf,
  head,
  jumps,
  present,
  timeText,
  where,
  whyBox,
} from "./parts.mjs";
import { requestDetail } from "./request-detail.mjs";
import { sequenceOf } from "./sequence.mjs";
import { timeOf } from "./stories.mjs";
import { storyDetail } from "./story-detail.mjs";

/** @import { CognitoStep, Item } from "./stories.mjs" */

/**
 * Everything about an entry of the list, or about one step of it.
 * @param {Item} item
 * @param {string} key Of the item or of the step.
 * @returns {Node[]}
 */
export function detailOf(item, key) {
  const step = item.steps.find((each) => each.key === key);
  if (item.isSignIn && step === undefined) return storyDetail(item);
  const shown = step ?? item.steps[0];
  switch (shown?.type) {
    case "request":
      return requestDetail(shown, item);
    case "cognito":
      return cognitoDetail(shown, item);
    case undefined:
      return noticeDetail(item);
  }
}

/**
 * @param {CognitoStep} step
 * @param {Item} item
 */
function cognitoDetail(step, item) {
  const row = stepRow(step);
  const [first] = step.events;
  const user = step.events.find((event) => event.user !== undefined)?.user;
  const blocks = [
    block("sequence", "Sequence", "", ...sequenceOf(phasesOf({ ...item, steps: [step] }))),
    block(
      "about",
      "About",
      "",
      el("div.box", {}, factsOf({ "App client": first?.client, User: user })),
    ),
  ].slice(0, first?.client === undefined && user === undefined ? 1 : 2);
  return present([
    where(["Cognito", applicationOf(item), timeText(timeOf(step)), user]),
    head(row, row.title, [copyLinkButton(step.key)]),
    whyBox(whyOf(step)),
    jumps(blocks),
    ...blocks,
  ]);
}

/** @param {Item} item */
function noticeDetail({ notice, key }) {
  const isExplained = notice?.explanation !== undefined;
  return present([
    where(["Emulator", timeText(notice?.at ?? 0)]),
    head(
      { status: isExplained ? "error" : "note", statusClass: isExplained ? "bad" : "brand" },
      notice?.text ?? "",
      [copyLinkButton(key)],
    ),
    notice?.explanation !== undefined && whyBox({ row: "", texts: [notice.explanation] }),
  ]);
}

/** @import { NumberedEvent } from "../event-log.ts" */
/** @import { LoadBalancerEvent } from "../../model/event.ts" */
/** @import { ReplayEvent } from "../../model/replay-event.ts" */
/** @import { ServiceLogEvent } from "../../model/service-log-event.ts" */
/** @import { UserPoolEvent } from "../../model/user-pool-event.ts" */
/** @import { Notice } from "../event-log.ts" */

/**
 * A request at the load balancer.
 * @typedef {object} RequestStep
 * @property {"request"} type
 * @property {string} key
 * @property {LoadBalancerEvent} event
 * @property {UserPoolEvent[]} causes Of the calls to Cognito that the load balancer made for it.
 * @property {ServiceLogEvent | undefined} log
 * @property {ReplayEvent | undefined} replay When the inspector sent it.
 */

/**
 * A request at the user pool.
 * @typedef {object} CognitoStep
 * @property {"cognito"} type
 * @property {string} key
 * @property {UserPoolEvent[]} events
 */

/** @typedef {RequestStep | CognitoStep} Step */

/**
 * An entry of the list: a whole sign-in, or one request or message.
 * @typedef {object} Item
 * @property {string} key
 * @property {number} number Of its first event.
 * @property {boolean} isSignIn
 * @property {Step[]} steps In order of time.
 * @property {Notice | undefined} notice
 * @property {string | undefined} session Whose first page is the end of the sign-in.
 * @property {boolean} isComplete
 */

const callbackPath = "/oauth2/idpresponse";

/** Somebody who fails to sign in again and again. */
const maxSteps = 60;

/** Events that arrive before the request that they belong to. */
const maxWaiting = 200;

/** Turns events into entries of the list. */
export class Stories {
  /** @type {Map<string, Item>} By key and by the key of each step. */
  #items = new Map();
  /** @type {Map<string, RequestStep>} By trace id. */
  #requests = new Map();
  /** @type {Map<string, { causes: UserPoolEvent[], log: ServiceLogEvent | undefined }>} */
  #waiting = new Map();

  /** @param {string} key Of an item, or of one of its steps. */
  find(key) {
    return this.#items.get(key);
  }

  /**
   * @param {NumberedEvent} entry
   * @returns {Item | undefined} The entry that is new or has changed.
   */
  add({ number, source, event }) {
    switch (source) {
      case "load-balancer":
        return this.#addRequest(number, event);
      case "user-pool":
        return this.#addCognito(number, event);
      case "service-log":
        return this.#addLog(event);
      case "replay":
        return this.#addReplay(event);
      case "notice":
        return this.#create(`notice-${number}-${event.at}`, number, [], event);
      default:
        return undefined;
    }
  }

  /** @param {Item} item */
  remove(item) {
    this.#items.delete(item.key);
    for (const step of item.steps) {
      this.#items.delete(step.key);
      for (const id of step.type === "request" ? traceIds(step.event) : []) {
        this.#requests.delete(id);
      }
    }
  }

  /**
   * @param {number} number
   * @param {LoadBalancerEvent} event
   */
  #addRequest(number, event) {
    const ids = traceIds(event);
    const waiting = ids.map((id) => this.#waiting.get(id));
    /** @type {RequestStep} */
    const step = {
      type: "request",
      key: event.id,
      event,
      causes: waiting.flatMap((found) => found?.causes ?? []),
      log: waiting.find((found) => found?.log)?.log,
      replay: undefined,
    };
    for (const id of ids) {
      this.#waiting.delete(id);
      this.#requests.set(id, step);
    }
    const story = this.#storyOf(number, event);
    if (story === undefined || story.isComplete || story.steps.length >= maxSteps) {
      return this.#create(event.id, number, [step]);
    }
    this.#append(story, step);
    if (event.session?.state === "created") story.session = event.session.id;
    else story.isComplete = story.session !== undefined || event.response.status >= 400;
    return story;
  }

  /**
   * The sign-in that a request belongs to: by its state, then by the session that it led to.
   * @param {number} number
   * @param {LoadBalancerEvent} event
   */
  #storyOf(number, { signIn, session, request }) {
    if (signIn !== undefined) {
      const known = this.#items.get(signIn);
      // A callback without its beginning is no story.
      if (known !== undefined || request.path === callbackPath) return known;
      return this.#create(signIn, number, [], undefined, true);
    }
    if (session?.id === undefined) return undefined;
    for (const item of this.#items.values()) {
      if (item.session === session.id && !item.isComplete && isTargetOf(item, request.url)) {
        return item;
      }
    }
    return undefined;
  }

  /**
   * @param {number} number
   * @param {UserPoolEvent} event
   */
  #addCognito(number, event) {
    if (event.causedBy !== undefined) {
      const cause = this.#requests.get(event.causedBy);
      if (cause === undefined) {
        this.#waitingFor(event.causedBy).causes.push(event);
        return undefined;
      }
      cause.causes.push(event);
      return this.#items.get(cause.key);
    }
    const known = this.#items.get(event.request.id);
    const step = known?.steps.find(({ key }) => key === event.request.id);
    if (step?.type === "cognito") {
      step.events.push(event);
      return known;
    }
    /** @type {CognitoStep} */
    const created = { type: "cognito", key: event.request.id, events: [event] };
    const story = event.signIn === undefined ? undefined : this.#items.get(event.signIn);
    if (story === undefined || story.isComplete || story.steps.length >= maxSteps) {
      return this.#create(event.request.id, number, [created]);
    }
    this.#append(story, created);
    return story;
  }

  /** @param {ServiceLogEvent} event */
  #addLog(event) {
    const step = this.#requests.get(event.requestId);
    if (step === undefined) {
      this.#waitingFor(event.requestId).log = event;
      return undefined;
    }
    step.log = event;
    return this.#items.get(step.key);
  }

  /** It comes after the request that was sent. @param {ReplayEvent} event */
  #addReplay(event) {
    const step = this.#requests.get(event.entry);
    if (step === undefined) return undefined;
    step.replay = event;
    return this.#items.get(step.key);
  }

  /** @param {string} id */
  #waitingFor(id) {
    const waiting = this.#waiting.get(id) ?? { causes: [], log: undefined };
    this.#waiting.set(id, waiting);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > maxWaiting && oldest !== undefined) this.#waiting.delete(oldest);
    return waiting;
  }

  /**
   * @param {string} key
   * @param {number} number
   * @param {Step[]} steps
   * @param {Notice} [notice]
   * @returns {Item}
   */
  #create(key, number, steps, notice, isSignIn = false) {
    const item = {
      key,
      number,
      isSignIn,
      steps,
      notice,
      session: undefined,
      isComplete: false,
    };
    this.#items.set(key, item);
    for (const step of steps) this.#items.set(step.key, item);
    return item;
  }

  /**
   * @param {Item} story
   * @param {Step} step
   */
  #append(story, step) {
    story.steps.push(step);
    story.steps.sort((one, other) => timeOf(one) - timeOf(other));
    this.#items.set(step.key, story);
  }
}

/**
 * When a step began, in milliseconds since 1970.
 * @param {Step} step
 */
export function timeOf(step) {
  return step.type === "request" ? Date.parse(step.event.startedAt) : (step.events[0]?.at ?? 0);
}

/** @param {LoadBalancerEvent} event */
export function isCallback({ request }) {
  return request.path === callbackPath;
}

/**
 * The load balancer's own id, and the id that the target knows when the client sent one.
 * @param {LoadBalancerEvent} event
 */
function traceIds({ id, target }) {
  const sent = target?.headers.find(({ name }) => name === "X-Amzn-Trace-Id")?.value ?? "";
  return [...new Set([id, ...(sent.match(/1-[0-9a-f]{8}-[0-9a-f]{24}/g) ?? [])])];
}

/**
 * Whether the callback redirected to this address.
 * @param {Item} item
 * @param {string} url
 */
function isTargetOf({ steps }, url) {
  return steps.some((step) => step.type === "request" && step.event.response.location === url);
}

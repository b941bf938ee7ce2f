// Requests that the daemon has not acknowledged yet: each is kept on the device with its key and its time, and they are
// sent in order. The key makes it safe to send a request twice: the daemon counts it once.

import { now } from './clock.js';

const retryAfter = 3000;

/** Whether the same request may succeed later, after an answer with this status. */
const isPassing = (status) => status >= 500 || status === 408 || status === 429 || status === 421;

export class Kept {
  #place;
  #listener = { changed() {}, settled() {}, held() {}, dropped() {} };
  #isSending = false;
  #isLive = false;
  #isPaired = true;
  #again = null;

  /** `place` is the name that the list has in the browser. */
  constructor(place) {
    this.#place = place;
  }

  /**
   * Reports to `listener`: `changed()` when the list has changed; `settled(item, {status, body, wasWaiting})` when an
   * item has been answered; `held(item, answer)`, which may be left out, when an item has been refused for now and will
   * be sent again; and `dropped(item)`, likewise, when that was an item of the moment, which is not sent later.
   */
  start(listener) {
    this.#listener = { ...this.#listener, ...listener };
    // This event tells that another tab of the same browser has changed the list.
    addEventListener('storage', (event) => {
      if (event.key === this.#place) this.#listener.changed();
    });
  }

  /** The kept items, oldest first. They are read anew each time: another tab of the same browser may send too. */
  get items() {
    try {
      const items = JSON.parse(localStorage.getItem(this.#place) ?? '[]');
      return Array.isArray(items) ? items : [];
    } catch {
      return [];
    }
  }

  get waiting() {
    return this.items.filter((item) => item.waited);
  }

  #write(items) {
    localStorage.setItem(this.#place, JSON.stringify(items));
    this.#listener.changed();
  }

  /**
   * Keeps an item, `{path, body, what, prompt?}` and any other members, and sends it. Returns its key. `isOfNow` marks an
   * item that would be wrong later.
   */
  add(item) {
    const key = newKey();
    this.#write([...this.items, { ...item, key, tappedAt: now(), waited: !this.#isLive }]);
    this.send();
    return key;
  }

  /** Takes back an item that has not been sent. False when it is too late for that. */
  takeBack(key) {
    const items = this.items;
    if (this.#isSending && items[0]?.key === key) return false;
    const left = items.filter((item) => item.key !== key);
    if (left.length === items.length) return false;
    this.#write(left);
    return true;
  }

  /** Whether there is a connection. The kept items are sent when it comes back. */
  set isLive(isLive) {
    this.#isLive = isLive;
    if (isLive) {
      this.#isPaired = true;
      this.send();
    }
  }

  async send() {
    if (this.#isSending || !this.#isPaired) return;
    this.#isSending = true;
    clearTimeout(this.#again);
    // One tab sends at a time where the browser has locks; elsewhere the keys prevent that an item counts twice.
    const work = () => this.#sendAll();
    try {
      await (navigator.locks ? navigator.locks.request(this.#place, work) : work());
    } finally {
      this.#isSending = false;
    }
    if (this.#isLive && this.#isPaired && this.items.length > 0) {
      this.#again = setTimeout(() => this.send(), retryAfter);
    }
  }

  async #sendAll() {
    for (let item = this.items[0]; item; item = this.items[0]) {
      const answer = await this.#post(item);
      if (item.isOfNow && (answer === null || isPassing(answer.status))) {
        this.#write(this.items.filter((other) => other.key !== item.key));
        this.#listener.dropped(item);
        continue;
      }
      if (answer === null || isPassing(answer.status)) {
        this.#markWaiting();
        if (answer) this.#listener.held(item, answer);
        return;
      }
      if (answer.status === 401 || answer.status === 403) {
        this.#isPaired = false;
        this.#markWaiting();
        this.#listener.settled(item, answer);
        return;
      }
      this.#write(this.items.filter((other) => other.key !== item.key));
      this.#listener.settled(item, { ...answer, wasWaiting: item.waited });
    }
  }

  #markWaiting() {
    const items = this.items;
    if (items.every((item) => item.waited)) return;
    this.#write(items.map((item) => ({ ...item, waited: true })));
  }

  /** The answer to an item; null when none came, although the item may have arrived. */
  async #post(item) {
    try {
      const response = await fetch(item.path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': item.key },
        body: JSON.stringify(item.body),
        cache: 'no-store',
        signal: AbortSignal.timeout(8000),
      });
      return { status: response.status, body: await response.json().catch(() => ({})) };
    } catch {
      return null;
    }
  }
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Browsers have no `randomUUID` for a page that came over plain HTTP from another machine.
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

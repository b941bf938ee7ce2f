// The connection to the daemon: whether what is shown is so. A browser tells a page neither that a daemon hangs nor
// that it has come back after a refusal; so the daemon says a word every five seconds, and silence counts.

import * as clock from './clock.js';

const silence = 12000;
const again = 2000;
const againWhenUnpaired = 15000;

export class Link {
  /** `connecting`, `live`, `lost` or `unpaired`. */
  state = 'connecting';

  /** Why it is lost: `interrupted` or `silent`. */
  reason = null;

  /** When the daemon was last heard, and when it was noticed that it is not; in the daemon's time. */
  heardAt = null;
  lostAt = null;

  #kinds;
  #source = null;
  #lastWord = performance.now();
  #listener = null;

  /** `kinds` are the names of the events that carry a fact. */
  constructor(kinds) {
    this.#kinds = kinds;
  }

  /**
   * `listener.hear(picture, event)` gets the shop as each event pictures it; `event` is null where it carries no fact.
   * `listener.changed()` is called when the state of the connection is another one.
   */
  start(listener) {
    this.#listener = listener;
    this.#open();
    setInterval(() => this.#listen(), 1000);
  }

  get isLive() { return this.state === 'live'; }

  /** Asks whether this browser is still paired, which a stream that is refused does not say. */
  async ask() {
    const response = await fetch('/v1/now', {
      cache: 'no-store', signal: AbortSignal.timeout(8000),
    }).catch(() => null);
    if (response?.status === 401 || response?.status === 403) this.#become('unpaired');
    else if (!response?.ok) this.#lose('interrupted');
  }

  #open() {
    this.#source?.close();
    const source = new EventSource('/v1/stream');
    this.#source = source;
    source.onopen = () => this.#word();
    source.onerror = () => {
      if (source !== this.#source) return;
      this.#lose('interrupted');
      // The browser comes back by itself, unless the answer was not the one that it wanted.
      if (source.readyState === EventSource.CLOSED) {
        this.ask();
        setTimeout(() => { if (source === this.#source) this.#open(); },
          this.state === 'unpaired' ? againWhenUnpaired : again);
      }
    };
    for (const name of [...this.#kinds, 'beat', 'reset']) {
      source.addEventListener(name, (event) => this.#hear(source, name, JSON.parse(event.data)));
    }
  }

  #hear(source, name, body) {
    if (source !== this.#source) return;
    if (name === 'beat') clock.hear(body.at);
    this.#word();
    this.#listener.hear(body.now ?? body, body.now ? body : null);
    this.#become('live');
  }

  #word() {
    this.#lastWord = performance.now();
    if (this.state !== 'unpaired') this.heardAt = clock.now();
  }

  #listen() {
    if (performance.now() - this.#lastWord < silence) return;
    this.#lose('silent');
    // A connection that nobody cut and that says nothing may never say anything again.
    this.#lastWord = performance.now();
    this.#open();
  }

  #lose(reason) {
    if (this.state === 'unpaired' || this.state === 'lost') return;
    this.reason = reason;
    this.lostAt = clock.now();
    this.#become('lost');
  }

  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.#listener.changed();
  }
}

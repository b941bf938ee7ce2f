// The connection to the daemon's stream. A browser tells a page neither that a daemon hangs nor that it has come back
// after a refusal; so the daemon sends an event every five seconds, and 12 s of silence count as a lost connection.

import * as clock from './clock.js';

const silence = 12000;
const again = 2000;
const againWhenUnpaired = 15000;

export class Link {
  /** `connecting`, `live`, `lost` or `unpaired`. */
  state = 'connecting';

  /** The reason why the connection is lost: `interrupted` or `silent`. */
  reason = null;

  /** The times at which the daemon was last heard, and at which the loss was noticed, by the daemon's clock. */
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
   * Opens the stream, and reports to `listener`: `hear(picture, event)` with the picture of each event (`event` is null
   * if it carries no fact), and `changed()` when the state of the connection has changed.
   */
  start(listener) {
    this.#listener = listener;
    this.#open();
    setInterval(() => this.#listen(), 1000);
  }

  get isLive() { return this.state === 'live'; }

  /** Asks whether this browser is still paired, because a browser does not tell why a stream was refused. */
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
      // The browser connects again by itself, unless the answer was not a stream.
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
    // A silent connection that was not closed may stay silent for ever, so another one is opened.
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

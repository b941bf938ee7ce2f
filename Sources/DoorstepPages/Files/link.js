// The connection to the daemon: whether what is shown is so. A browser tells a page neither that a daemon hangs nor
// that it has come back after a refusal; so the daemon says a word every five seconds, and silence counts.

import * as clock from './clock.js';

const silence = 12000;
const again = 2000;
const againWhenUnpaired = 15000;

const kinds = [
  'entrance', 'exit', 'opening', 'greeting', 'farewell', 'stay', 'lookIn', 'lapse', 'exclusion',
  'dismissal', 'reentry', 'tie', 'void', 'occupancy', 'feedback', 'review', 'doorDown', 'doorUp', 'dayClosed',
  'clockSet',
];

export class Link {
  /** `connecting`, `live`, `lost` or `unpaired`. */
  state = 'connecting';

  /** Why it is lost: `interrupted` or `silent`. */
  reason = null;

  /** When the daemon was last heard, and when it was noticed that it is not; in the daemon's time. */
  heardAt = null;
  lostAt = null;

  #source = null;
  #lastWord = performance.now();
  #listener = null;
  #asking = null;
  #isAskedAgain = false;

  /**
   * `listener.event(body)` gets each fact's event, `listener.now(body)` the state of the shop: it answers false, or a
   * promise of it, when that is older than what it knows. `listener.reset()` is called when what it knows is no longer
   * so, and `listener.changed()` when the state of the connection is another one. None of them may wait for `ask`.
   */
  start(listener) {
    this.#listener = listener;
    this.#open();
    setInterval(() => this.#listen(), 1000);
  }

  get isLive() { return this.state === 'live'; }

  /** Asks how things are. Until the answer is there, nothing that was known is taken for known. */
  async ask() {
    if (this.#asking) {
      this.#isAskedAgain = true;
      return this.#asking;
    }
    this.#asking = this.#askOnce();
    try {
      await this.#asking;
    } finally {
      this.#asking = null;
    }
    if (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      await this.ask();
    }
  }

  async #askOnce() {
    const source = this.#source;
    const began = performance.now();
    try {
      const response = await fetch('/v1/now', {
        cache: 'no-store', signal: AbortSignal.timeout(8000),
      });
      if (response.status === 401 || response.status === 403) return this.#become('unpaired');
      if (!response.ok) return this.#lose('interrupted');
      const body = await response.json();
      // What was asked over an older connection may be older than the silence between.
      if (source !== this.#source) return;
      clock.hear(body.at, performance.now() - began);
      this.#word();
      if (await this.#listener.now(body) === false) return;
      if (this.#source?.readyState === EventSource.OPEN) this.#become('live');
    } catch {
      this.#lose('interrupted');
    }
  }

  #open() {
    this.#source?.close();
    const source = new EventSource('/v1/stream');
    this.#source = source;
    source.onopen = () => {
      this.#word();
      this.ask();
    };
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
    source.addEventListener('beat', (event) => {
      clock.hear(JSON.parse(event.data).at);
      this.#word();
      this.#listener.beat?.(JSON.parse(event.data));
    });
    source.addEventListener('reset', () => {
      this.#word();
      this.#listener.reset?.();
      this.ask();
    });
    for (const kind of kinds) {
      source.addEventListener(kind, (event) => {
        this.#word();
        this.#listener.event(JSON.parse(event.data));
      });
    }
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

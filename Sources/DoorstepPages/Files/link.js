// The connection to the daemon's stream. A browser tells a page neither that a daemon hangs nor that it has come back
// after a refusal; so the daemon sends an event every five seconds, and 12 s of silence count as a lost connection.
//
// The tabs of one browser share one stream: a browser opens six connections to a machine and no more, and a seventh tab
// would wait for ever. One tab holds a lock and the stream, and tells the others what it hears. When it closes, the
// browser gives the lock to the next. When it falls silent, the tab that somebody looks at takes the lock away.

import * as clock from './clock.js';

const silence = 12000;
const again = 2000;
const againWhenUnpaired = 15000;
const sharedAs = 'doorstep-stream';

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

  /** Where the tabs tell each other; null in a browser that has no locks: each tab then has a stream of its own. */
  #tabs = navigator.locks && window.BroadcastChannel ? new BroadcastChannel(sharedAs) : null;

  /** The last picture, for a tab that opens later. */
  #last = null;

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
    if (this.#tabs) {
      this.#tabs.onmessage = ({ data }) => this.#told(data);
      this.#tabs.postMessage({ asks: true });
      this.#share();
    } else {
      this.#open();
    }
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

  /** Holds the stream for all tabs as soon as no other tab does; `steal` takes it away from one that is silent. */
  #share(options = {}) {
    navigator.locks.request(sharedAs, options, () => {
      this.#open();
      return new Promise(() => {});
    }).catch(() => {
      // Another tab has taken the lock away.
      this.#source?.close();
      this.#source = null;
      this.#share();
    });
  }

  /** Takes in what another tab tells. */
  #told({ asks, event, state, reason }) {
    if (asks) {
      if (this.#source && this.#last) this.#tabs.postMessage({ event: { name: 'reset', body: this.#last } });
    } else if (event) {
      this.#take(event.name, event.body);
    } else if (state === 'lost') {
      this.#lose(reason);
    } else {
      this.#become(state);
    }
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
    this.#last = body.now ?? body;
    this.#tabs?.postMessage({ event: { name, body } });
    this.#take(name, body);
  }

  #take(name, body) {
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
    if (this.#source || !this.#tabs) this.#open();
    else if (document.visibilityState === 'visible') this.#share({ steal: true });
  }

  #lose(reason) {
    if (this.state === 'unpaired' || this.state === 'lost') return;
    this.reason = reason;
    this.lostAt = clock.now();
    this.#become('lost');
  }

  /** Tells the other tabs that the connection is lost or the browser no longer paired. */
  #tell(state) {
    if (state === 'lost' || state === 'unpaired') this.#tabs?.postMessage({ state, reason: this.reason });
  }

  #become(state) {
    if (this.state === state) return;
    this.state = state;
    if (this.#source) this.#tell(state);
    this.#listener.changed();
  }
}

// The daemon's picture of the shop (`GET /v1/now`), without the prompts and facts that this screen has answered or
// undone since.

import { now } from './clock.js';

export class Floor {
  /** The newest picture; null before the first. */
  now = null;

  /** The hidden prompts and facts, each with the sequence that a picture must reach to show it again. */
  #hidden = new Map();

  /** The id of the ledger that the picture is of. */
  get ledger() { return this.now?.ledger ?? null; }

  /** The number of the last fact that the picture contains. */
  get sequence() { return this.now?.sequence ?? null; }

  /** Takes in a picture, unless it is older than the one that is here. */
  take(picture) {
    if (this.ledger !== picture.ledger) this.#hidden.clear();
    else if (picture.sequence < this.sequence) return;
    this.now = picture;
    for (const [what, until] of this.#hidden) {
      if (until <= picture.sequence) this.#hidden.delete(what);
    }
  }

  /**
   * Hides a prompt, a fact or the question for an exit's outcome, of which any may be missing, until a picture has the
   * fact numbered `until`.
   */
  hide({ prompt, fact, outcomeOf }, until) {
    if (!this.now || until <= this.now.sequence) return;
    if (prompt) this.#hidden.set(prompt, until);
    if (fact) this.#hidden.set(fact, until);
    if (outcomeOf) this.#hidden.set(`outcome ${outcomeOf}`, until);
  }

  /** The open prompts in the daemon's order, without those in `without` and those whose time is up. */
  prompts(without = new Set()) {
    return (this.now?.prompts ?? []).filter((prompt) => !without.has(prompt.id)
      && !this.#hidden.has(prompt.id) && Date.parse(prompt.lapsesAt) > now());
  }

  /** The farewell answered last, while its outcome may be noted; null when there is none. */
  get lastFarewell() {
    const last = this.now?.lastFarewell ?? null;
    return last && !this.#hidden.has(`outcome ${last.prompt}`) ? last : null;
  }

  /** The last facts, newest first. */
  get recent() { return this.now?.recent ?? []; }

  isUndone(fact) { return fact.undone || this.#hidden.has(fact.sequence); }
}

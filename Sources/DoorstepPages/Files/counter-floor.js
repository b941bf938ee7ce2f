// The shop as this screen knows it: what the daemon said it is, and each fact since, folded in.

import { now } from './clock.js';

/** How many of the last facts are kept to be shown and undone. */
const mostFacts = 40;

const undoable = new Set([
  'entrance', 'exit', 'opening', 'greeting', 'farewell', 'lookIn', 'exclusion', 'dismissal',
  'reentry', 'tie',
  'occupancy',
]);

/** After these, more may be different than they say themselves. */
const farReaching = new Set(['void', 'dismissal', 'reentry', 'tie', 'dayClosed', 'clockSet', 'review']);

export class Floor {
  /** As `GET /v1/now` gives it; null before the first word. */
  now = null;

  /** Newest first. */
  facts = [];

  #prompts = new Map();

  /** The id of the ledger that its numbers are of. */
  get ledger() { return this.now?.ledger ?? null; }

  /** The number of the last fact that is in it. */
  get sequence() { return this.now?.sequence ?? null; }

  /** False when facts that are here already are younger than `state`. */
  take(state) {
    if (this.ledger !== state.ledger) this.forget();
    if (this.now && this.now.day === state.day && state.sequence < this.now.sequence) return false;
    this.now = state;
    this.#prompts = new Map(state.prompts.map((prompt) => [prompt.id, prompt]));
    return true;
  }

  /** The ledger is another one than it was: restored from a backup, or far ahead. */
  forget() {
    this.now = null;
    this.facts = [];
    this.#prompts.clear();
  }

  takeFacts(facts) {
    const known = new Map([...facts, ...this.facts].map((fact) => [fact.sequence, fact]));
    const voids = [...known.values()].filter((fact) => fact.kind === "void");
    const voided = new Set(voids.map((fact) => fact.about));
    this.facts = [...known.values()].sort((a, b) => b.sequence - a.sequence).slice(0, mostFacts);
    for (const fact of this.facts) fact.isVoided ||= voided.has(fact.sequence);
  }

  /** Whether the shop must be asked how it is, for this fact does not say all. */
  fold(event) {
    const { prompt, now: counts, ...fact } = event;
    if (!this.now || fact.sequence <= this.now.sequence) return false;
    const isNext = fact.sequence === this.now.sequence + 1;
    this.now = {
      ...this.now, sequence: fact.sequence, occupancy: counts.occupancy, today: counts.today,
      doors: this.now.doors.map((door) => doorAfter(door, fact)),
    };
    if (prompt) {
      if (prompt.state === 'open') this.#prompts.set(prompt.id, prompt);
      else this.#prompts.delete(prompt.id);
    }
    this.takeFacts([fact]);
    return !isNext || farReaching.has(fact.kind) || counts.openPrompts !== this.#prompts.size;
  }

  /** What may change without a fact: messages that did not reach the managers, and mad doors. Whether that is news. */
  hear({ undelivered, madDoors }) {
    if (!this.now) return false;
    const before = JSON.stringify([this.now.undelivered, this.now.madDoors]);
    this.now = { ...this.now, undelivered, madDoors };
    return JSON.stringify([undelivered, madDoors]) !== before;
  }

  /**
   * The open prompts without those in `without`, the next one to deal with first: those that are still in time, by
   * when their time ends; then those that are late, for a word that comes late is worth less than the next one in time.
   */
  prompts(without = new Set(), moment = now()) {
    const open = [...this.#prompts.values()].filter(
      (prompt) => !without.has(prompt.id) && Date.parse(prompt.lapsesAt) > moment);
    const isLate = (prompt) => Number(Date.parse(prompt.dueBy) < moment);
    return open.sort((a, b) => isLate(a) - isLate(b)
      || Date.parse(a.dueBy) - Date.parse(b.dueBy) || Number(a.id) - Number(b.id));
  }

  /** Newest first. */
  get undoable() {
    return this.facts.filter((fact) => undoable.has(fact.kind) && !fact.isVoided);
  }
}

function doorAfter(door, fact) {
  if (door.name !== fact.door) return door;
  switch (fact.kind) {
    case 'doorDown': return { ...door, state: 'down', since: fact.at, reason: fact.reason };
    case 'doorUp': return { ...door, state: 'up', since: null, reason: null };
    default: return door;
  }
}

// The state of /counter in one place: the picture, the choices under way, and the values that follow from both.

import * as clock from './clock.js';
import { Floor } from './counter-floor.js';
import { Kept } from './kept.js';
import { Link } from './link.js';
import { Sound } from './sound.js';
import { data } from './words.js';

const languagePlace = 'doorstep-language';

export const floor = new Floor();
export const kept = new Kept('doorstep-answers');
export const link = new Link(data.kinds);
export const sound = new Sound();

/** The numbers of the facts that were recorded on this screen. */
export const own = new Set();

export const noChoice = () => ({ wording: 0, thanks: false, invitation: false, outcome: null, items: [] });

export const view = {
  language: localStorage.getItem(languagePlace) ?? data.language,
  /** The id of the prompt that staff have picked; null when `current` chooses. */
  picked: null,
  shownPrompt: null,
  changedAt: -Infinity,
  choice: noChoice(),
  people: 1,
  /** The reason that was given last on this screen, which is proposed for the next who is not a visitor. */
  reason: data.reasons[0],
  question: null,
};

/** The words in the language of the screen, `{counter, page}`. */
export const texts = () => data.words.find((one) => one.counter.language === view.language) ?? data.words[0];
export const words = () => texts().counter;

export function takeNextLanguage() {
  const languages = data.words.map(({ counter }) => counter.language);
  view.language = languages[(languages.indexOf(view.language) + 1) % languages.length];
  localStorage.setItem(languagePlace, view.language);
}

const answered = () => new Set(kept.items.map((item) => item.prompt).filter(Boolean));

const waiting = () => floor.prompts(answered());

/**
 * The prompt that is shown; null when nobody waits. It stays until it ends, unless staff pick another, or it is late
 * and somebody else can still be greeted in time.
 */
export function current() {
  const prompts = waiting();
  const find = (id) => prompts.find((prompt) => prompt.id === id);
  const isLate = (prompt) => Date.parse(prompt.dueBy) < clock.now();
  const first = prompts[0] ?? null;
  const shown = find(view.shownPrompt);
  return find(view.picked) ?? (shown && (!isLate(shown) || isLate(first)) ? shown : first);
}

/** The last facts that can be undone: those of this screen first, then all others, each newest first. */
export function undoable() {
  const undone = new Set(kept.items.map((item) => item.fact));
  const facts = floor.recent.filter((fact) => !floor.isUndone(fact) && !undone.has(fact.sequence));
  return [...facts.filter((fact) => own.has(fact.sequence)), ...facts.filter((fact) => !own.has(fact.sequence))];
}

/** The parties that may be leaving by this farewell; null when there is nothing to choose or to propose. */
export const leaving = (prompt) => floor.now?.leaving?.find((one) => one.prompt === prompt?.id) ?? null;

/** The reason that is proposed for a prompt whose crossing was not a visitor's. */
export const reasonFor = (prompt) => leaving(prompt)?.excluded?.reason ?? view.reason;

/** The shop's own checklist items that are asked at this moment. */
export const itemsOf = (moment) => data.checklist.filter((item) => !item.moment || item.moment === moment);

/**
 * The farewell answered last, while the outcome key notes what that visit was: not if the prompt shown takes an outcome
 * of a visit that is ending or going on.
 */
export function lastFarewell() {
  const last = floor.lastFarewell;
  if (!last || Date.parse(last.until) <= clock.now()) return null;
  if (kept.items.some((item) => item.outcomeOf === last.prompt)) return null;
  return ['farewell', 'lookIn'].includes(current()?.moment) ? null : last;
}

/** Whether an action that fits the prompt's moment does something for this prompt. */
export function isOffered(name, prompt) {
  if (name === 'tie') return (leaving(prompt)?.visits.length ?? 0) > 0;
  return name !== 'checklist' || itemsOf(prompt.moment).length > 0;
}

/** The waiting prompts behind the one shown. */
export function behind() {
  const first = current();
  return waiting().filter((prompt) => prompt.id !== first?.id);
}

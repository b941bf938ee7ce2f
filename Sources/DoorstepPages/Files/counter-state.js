// What /counter knows and what stands open on it, in one place; what follows from both is worked out here.

import * as clock from './clock.js';
import { Floor } from './counter-floor.js';
import { Kept } from './kept.js';
import { Link } from './link.js';
import { Sound } from './sound.js';
import { data } from './words.js';

const languagePlace = 'doorstep-language';

export const floor = new Floor();
export const kept = new Kept('doorstep-answers');
export const link = new Link();
export const sound = new Sound();

/** The numbers of the facts that were recorded here. */
export const own = new Set();

export const noChoice = () => ({ wording: 0, thanks: false, invitation: false, outcome: null });

export const view = {
  language: localStorage.getItem(languagePlace) ?? data.language,
  /** Picked by hand; else it is the first that waits. */
  picked: null,
  shownPrompt: null,
  changedAt: -Infinity,
  choice: noChoice(),
  people: 1,
  question: null,
};

/** `{counter, page}`, in the language of the screen. */
export const texts = () => data.words.find((one) => one.counter.language === view.language) ?? data.words[0];
export const words = () => texts().counter;

export function takeNextLanguage() {
  const languages = data.words.map(({ counter }) => counter.language);
  view.language = languages[(languages.indexOf(view.language) + 1) % languages.length];
  localStorage.setItem(languagePlace, view.language);
}

const answered = () => new Set(kept.items.map((item) => item.prompt).filter(Boolean));

/** Without a connection, those that were open when the daemon was last heard. */
function waiting() {
  return floor.prompts(answered(), link.isLive ? clock.now() : link.heardAt ?? clock.now());
}

/** The prompt that is to be dealt with; null when nobody waits. */
export function current() {
  const prompts = waiting();
  return prompts.find((prompt) => prompt.id === view.picked) ?? prompts[0] ?? null;
}

/** The prompts behind it. */
export function behind() {
  const first = current();
  return waiting().filter((prompt) => prompt.id !== first?.id);
}

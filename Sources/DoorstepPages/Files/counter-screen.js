// The screen and its messages.

import * as drawing from './counter-draw.js';
import { drawPrompt, place, text } from './counter-prompt.js';
import {
  behind, current, floor, isOffered, kept, lastFarewell, leaving, link, noChoice, own, reasonFor, sound, texts, view,
  words,
} from './counter-state.js';
import { fill } from './words.js';

/** Milliseconds after a change of the prompt in which no tap answers it: the tap was meant for the prompt before. */
const settling = 350;

/** Milliseconds for which a message stays. */
const saying = 15000;

let hush = null;

export function say(message) {
  document.getElementById('message').textContent = message;
  clearTimeout(hush);
  // A message that stayed longer would seem to be about a later prompt.
  hush = setTimeout(() => { document.getElementById('message').textContent = ''; }, saying);
}

export function announce(prompt) {
  const { page } = texts();
  document.getElementById('said').textContent = fill(page.announcement, {
    title: words().moments[prompt.moment].title, place: place(words(), prompt),
    text: text(words(), prompt, view.choice.wording),
  });
}

/** Whether the prompt has only just changed. */
export const isSettling = () => performance.now() - view.changedAt < settling;

let fresh = null;

/** Turns to another prompt; the notes, the pick and the question of the former one are dropped. */
function turnTo(prompt) {
  view.shownPrompt = prompt?.id ?? null;
  view.choice = noChoice();
  view.changedAt = performance.now();
  if (view.picked && view.picked !== prompt?.id) view.picked = null;
  if (view.question?.prompt && view.question.prompt.id !== prompt?.id) view.question = null;
  document.body.dataset.settling = 'yes';
  clearTimeout(fresh);
  fresh = setTimeout(() => { document.body.dataset.settling = 'no'; }, settling);
  if (prompt && link.isLive) announce(prompt);
  if (!prompt) document.getElementById('said').textContent = '';
}

export function update() {
  const prompt = current();
  if (prompt?.id !== view.shownPrompt) turnTo(prompt);
  const { counter, page } = texts();
  const all = {
    words: counter, page, link, floor, sound, kept, own, prompt, isLive: link.isLive,
    wording: view.choice.wording, choice: { ...view.choice, people: view.people },
    question: view.question, queue: behind(), leaving: leaving(prompt),
    about: { isOffered, reason: reasonFor(prompt), last: lastFarewell() }, wasKnown: floor.now !== null,
  };
  document.documentElement.lang = view.language;
  const { dataset } = document.getElementById('screen');
  dataset.state = link.state;
  dataset.question = view.question?.name ?? '';
  drawPrompt(all);
  drawing.drawHeader(all);
  drawing.drawLost(all);
  drawing.drawActions(all);
  drawing.drawQueue(all);
  drawing.drawShop(all);
  drawing.drawFacts(all);
}

// The prompt to be dealt with, drawn so large that it can be read from two metres away.

import { now } from './clock.js';
import { wordings } from './counter-choices.js';
import { button, draw, make } from './screen.js';
import { count, fill, span, time } from './words.js';

/** The smallest size of the script, in pixels; a script that does not fit even so is too long for a greeting. */
const smallest = 20;

/**
 * The standing of a prompt in its window. `kind` is `early`, `due` or `late`; `part` is the share of that time that has
 * gone by, 0 to 1; `text` and `short` are the words for it.
 */
export function standing(words, prompt, moment = now()) {
  const [from, by, lapses] = [prompt.dueFrom, prompt.dueBy, prompt.lapsesAt].map(Date.parse);
  const opened = Date.parse(prompt.openedAt);
  const at = (low, high) => (high > low ? Math.min(1, Math.max(0, (moment - low) / (high - low))) : 1);
  if (moment < from) {
    return {
      kind: 'early', part: at(opened, from),
      text: fill(words.timing.early, { left: span(words, from - moment) }),
      short: words.timing.earlyShort,
    };
  }
  if (moment <= by) {
    return {
      kind: 'due', part: at(from, by),
      text: fill(words.timing.due, { left: span(words, by - moment) }),
      short: words.timing.dueShort,
    };
  }
  return {
    kind: 'late', part: at(by, lapses),
    text: fill(words.timing.late, { past: span(words, moment - by) }),
    short: words.timing.lateShort,
  };
}

export function place(words, prompt) {
  const where = fill(words.floor.at, {
    door: prompt.door, time: time(words.language, prompt.openedAt),
  });
  const people = prompt.people > 1 ? ` · ${count(words, words.floor.people, prompt.people)}` : '';
  const guess = prompt.moment === 'farewell' && prompt.visit && !prompt.certain
    ? ` · ${words.floor.guessed}` : '';
  return where + people + guess;
}

export function text(words, prompt, wording) {
  return wordings(prompt)[wording]?.text ?? words.moments[prompt.moment].task;
}

/** Draws the prompt with the wording of the index `wording`; `prompt` is null when nobody waits. */
export function drawPrompt({ words, page, prompt, wording, isLive, wasKnown, leaving }) {
  const region = document.getElementById('prompt');
  region.setAttribute('aria-label', page.promptRegion);
  if (!prompt) {
    region.dataset.standing = 'none';
    draw('prompt', ['none', words.language, isLive, wasKnown], () => [
      make('p', {
        class: 'nobody',
        text: isLive ? words.floor.nobodyWaiting : wasKnown ? '' : words.connection.connecting,
      }),
    ]);
    return;
  }
  const said = wordings(prompt)[wording];
  const script = text(words, prompt, wording);
  const total = wordings(prompt).length;
  const size = script.length > 90 ? 'long' : script.length > 45 ? 'middle' : 'short';
  draw('prompt', [prompt, wording, words.language, isLive, leaving?.excluded], () => [
    make('div', { class: 'prompt-head' },
      make('p', { class: 'moment' },
        make('strong', { text: words.moments[prompt.moment].title }),
        ' ', make('span', { class: 'place', text: place(words, prompt) })),
      total > 1 && isLive ? button('nextScript', words.actions.nextScript.label, words.actions.nextScript.key, {
        detail: fill(words.floor.wording, { n: wording + 1, of: total }),
      }) : null),
    make('p', {
      class: 'script', 'data-size': size, lang: said ? said.id.split('/')[0] : words.language,
      text: script,
    }),
    leaving?.excluded ? make('p', { class: 'proposal', text: proposal(words, leaving.excluded) }) : null,
    isLive ? timeBar() : make('p', {
      class: 'was-open',
      text: fill(words.timing.wasOpen, { time: time(words.language, prompt.openedAt) }),
    }),
  ].filter(Boolean));
  region.dataset.standing = isLive ? standing(words, prompt).kind : 'unknown';
  if (isLive) setTimeBar(words, prompt);
  fit(region);
}

/** The party that was excluded coming in and may be leaving. */
const proposal = (words, party) => fill(words.floor.excludedInside, {
  time: time(words.language, party.enteredAt), who: words.reasons[party.reason], key: words.actions.notAVisitor.key,
});

let fitted = '';

/** Makes a script that does not fit smaller, so that all of it and the time bar can be seen. */
function fit(region) {
  const words = region.querySelector('.script');
  const state = [words.textContent, region.clientWidth, region.clientHeight].join();
  if (state === fitted) return;
  fitted = state;
  words.style.removeProperty('font-size');
  let size = parseFloat(getComputedStyle(words).fontSize);
  while (region.scrollHeight > region.clientHeight && size > smallest) {
    size = Math.max(smallest, size * 0.94);
    words.style.setProperty('font-size', `${size}px`);
  }
}

function timeBar() {
  return make('div', { class: 'time-bar' },
    make('p', { class: 'time-words', id: 'time-words' }),
    make('div', { class: 'window', 'aria-hidden': 'true' },
      make('span', { class: 'part early' }), make('span', { class: 'part due' }),
      make('span', { class: 'part late' }), make('span', { class: 'mark', id: 'time-mark' })));
}

/**
 * Sets the mark of the time bar. Its three parts have fixed widths, whatever their durations, so that the mark's place
 * tells the kind.
 */
function setTimeBar(words, prompt) {
  const { kind, part, text } = standing(words, prompt);
  const line = document.getElementById('time-words');
  if (line && line.textContent !== text) line.textContent = text;
  const start = { early: 0, due: 20, late: 80 }[kind];
  const width = { early: 20, due: 60, late: 20 }[kind];
  document.getElementById('time-mark')?.style
    .setProperty('inset-inline-start', `${(start + width * part).toFixed(1)}%`);
}

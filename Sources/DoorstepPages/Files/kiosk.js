// /kiosk: a welcome for visitors who come, and four faces for visitors who leave. It asks nobody to do anything.

import * as clock from './clock.js';
import { Kept } from './kept.js';
import { keepShell, openNoMenus, stayAwake } from './screen.js';
import { data, fill } from './words.js';

/** Milliseconds after a press in which the faces do nothing, so that a child's repeated presses count once. */
const locked = 2000;
const thanked = 6000;

/** Milliseconds after which the screen goes back from a visitor's language to the shop's own. */
const languageLasts = 45000;

/** The longest wait between two requests for the hours, and the wait after a failed one, in milliseconds. */
const hourly = 3600000;
const soon = 5000;

const view = { words: data.words[0], welcome: null, isLocked: false, isPaired: true };

const byId = (id) => document.getElementById(id);

const kept = new Kept('doorstep-faces');
const shell = keepShell(() => !view.isLocked && kept.items.length === 0);

// MARK: The welcome

let next = null;

async function ask() {
  clearTimeout(next);
  let wait = soon;
  const began = performance.now();
  try {
    const response = await fetch('/v1/welcome', {
      cache: 'no-store', signal: AbortSignal.timeout(8000),
    });
    view.isPaired = response.status !== 401 && response.status !== 403;
    if (response.ok) {
      view.welcome = await response.json();
      clock.hear(view.welcome.at, performance.now() - began);
      wait = untilNextChange(view.welcome);
      kept.isLive = true;
      shell.look();
    } else {
      away();
    }
  } catch {
    away();
  }
  next = setTimeout(ask, wait);
  draw();
}

function untilNextChange({ changesAt }) {
  if (!changesAt) return hourly;
  return Math.min(hourly, Math.max(1000, Date.parse(changesAt) - clock.now() + 500));
}

/** Notes a lost connection. The known hours stay on the screen until the moment at which they change. */
function away() {
  kept.isLive = false;
  const until = view.welcome?.changesAt;
  if (!view.isPaired || (until && Date.parse(until) <= clock.now())) view.welcome = null;
}

function clockText(words, text) {
  const [hour, minute] = text.split(':');
  return fill(minute === '00' ? words.fullHour : words.time, { hour: String(Number(hour)), minute });
}

function dayName(words, day) {
  return new Intl.DateTimeFormat(words.language, { weekday: 'long', timeZone: 'UTC' })
    .format(new Date(`${day}T12:00:00Z`));
}

/** Whether the shop is open, in one line. */
function openText(words, welcome) {
  if (welcome.always) return words.openAlways;
  if (welcome.open) return fill(words.openUntil, { time: clockText(words, welcome.closes) });
  if (!welcome.opens) return words.closedToday;
  const time = clockText(words, welcome.opens.time);
  return welcome.opens.day === welcome.day
    ? fill(words.opensToday, { time })
    : fill(words.opensOn, { time, day: dayName(words, welcome.opens.day) });
}

function rangesText(words, welcome) {
  if (welcome.always) return '';
  if (welcome.hours.length === 0) return words.closedToday;
  const ranges = welcome.hours.map(({ from, to }) =>
    fill(words.range, { from: clockText(words, from), to: clockText(words, to) })
      // No line breaks inside a range, not at its dash either.
      .replaceAll(' ', '\u00a0').replaceAll('–', '–\u2060'));
  return fill(words.hoursToday, { hours: ranges.join(' · ') });
}

// MARK: The faces

function press(face) {
  if (view.isLocked) return;
  kept.add({ path: '/v1/feedback', body: { face, at: clock.iso() } });
  view.isLocked = true;
  const pressed = document.querySelector(`[data-face="${face}"]`);
  pressed.dataset.pressed = 'yes';
  byId('screen').dataset.thanks = 'yes';
  byId('thanks').textContent = view.words.thanks;
  draw();
  setTimeout(() => {
    view.isLocked = false;
    draw();
  }, locked);
  setTimeout(() => {
    delete pressed.dataset.pressed;
    if (document.querySelector('[data-pressed]')) return;
    delete byId('screen').dataset.thanks;
    byId('thanks').textContent = '';
  }, thanked);
}

/** Notes the number of unsent presses in the page's HTML, for a person who examines it; visitors do not see it. */
function noteKept() {
  byId('screen').dataset.kept = String(kept.items.length);
}

function settled(item, { status }) {
  if (status === 401 || status === 403) {
    view.isPaired = false;
    draw();
  }
}

// MARK: The screen

let back = null;

function speak(language) {
  view.words = data.words.find((words) => words.language === language) ?? data.words[0];
  clearTimeout(back);
  if (view.words !== data.words[0]) {
    back = setTimeout(() => speak(data.words[0].language), languageLasts);
  }
  draw();
}

function draw() {
  const { words, welcome } = view;
  document.documentElement.lang = words.language;
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = words[element.dataset.word];
    element.lang = words.language;
  }
  byId('hours').hidden = !welcome && view.isPaired;
  byId('hours').dataset.open = welcome?.open ? 'yes' : 'no';
  byId('open').textContent = view.isPaired ? (welcome ? openText(words, welcome) : '') : words.unpaired;
  byId('ranges').textContent = welcome && view.isPaired ? rangesText(words, welcome) : '';
  for (const button of document.querySelectorAll('[data-face]')) {
    const name = words.faces[Number(button.dataset.face)];
    button.querySelector('.name').textContent = name;
    button.setAttribute('aria-disabled', String(view.isLocked));
  }
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === words.language));
  }
  byId('others').hidden = data.words.length < 2;
  byId('others').replaceChildren(...data.words.filter((other) => other !== words).flatMap((other) => {
    const span = document.createElement('span');
    span.lang = other.language;
    span.textContent = other.welcome;
    return [span, ' '];
  }));
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button');
  if (button?.dataset.face) press(Number(button.dataset.face));
  if (button?.dataset.language) speak(button.dataset.language);
});

// For tests, and for a person who examines a screen that misbehaves.
window.doorstep = { kept, view };

kept.start({ changed: noteKept, settled });
stayAwake();
openNoMenus(':root');
draw();
ask();

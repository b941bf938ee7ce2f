// /counter: ties what the daemon says to what is shown, and what is tapped to what the daemon is told.

import * as clock from './clock.js';
import { actionFor, answer, isAnswer, whyNot, wordings } from './counter-choices.js';
import * as drawing from './counter-draw.js';
import { Floor } from './counter-floor.js';
import { drawPrompt, place, text } from './counter-prompt.js';
import { Kept } from './kept.js';
import { Link } from './link.js';
import { keepShell, moments, note, stayAwake } from './screen.js';
import { Sound } from './sound.js';
import { count, data, fill } from './words.js';

/** After the prompt has changed, a tap that was meant for the one before must not answer the new one. */
const settling = 350;

/** How old a crossing may be and still ring. */
const ringing = 15000;

/** How long a message stands. */
const saying = 15000;

const languagePlace = 'doorstep-language';

const floor = new Floor();
const sound = new Sound();
const own = new Set();
const noChoice = () => ({ wording: 0, thanks: false, invitation: false, outcome: null });

const view = {
  language: localStorage.getItem(languagePlace) ?? data.language,
  /** Picked by hand; else it is the first that waits. */
  picked: null,
  shownPrompt: null,
  changedAt: -Infinity,
  choice: noChoice(),
  people: 1,
  question: null,
};

const texts = () => data.words.find((one) => one.counter.language === view.language) ?? data.words[0];
const words = () => texts().counter;

const kept = new Kept('doorstep-answers', { changed: () => update(), settled, held });
const link = new Link({
  event: hear, now: take, beat, reset: () => floor.forget(), changed: connectionChanged,
});
const shell = keepShell(() => !current() && !view.question);

// MARK: What the daemon says

async function take(state) {
  // Facts came while the answer was on its way.
  if (!floor.take(state)) {
    askSoon();
    return false;
  }
  const start = Math.max(0, state.sequence - 40);
  const response = await fetch(`/v1/facts?after=${start}&limit=40`, {
    cache: 'no-store', signal: AbortSignal.timeout(8000),
  }).catch(() => null);
  if (response?.ok) {
    const lines = (await response.text()).split('\n').filter(Boolean);
    floor.takeFacts(lines.map((line) => JSON.parse(line)));
  }
  update();
  return true;
}

function hear(event) {
  if (floor.sequence === null) return;
  const isNews = event.sequence > floor.sequence;
  if (floor.fold(event)) askSoon();
  update();
  if (isNews && event.kind === 'entrance') noteText(event);
  if (isNews && event.prompt?.state === 'open' && link.isLive
    && clock.now() - Date.parse(event.prompt.openedAt) < ringing) {
    sound.chime(event.prompt.moment !== 'farewell');
  }
}

/** A fact behind the last one has been missed. */
function beat({ sequence, undelivered }) {
  if (floor.hearUndelivered(undelivered)) update();
  if (floor.sequence !== null && sequence > floor.sequence) askSoon();
  if (link.state === 'lost') link.ask();
}

let soon = null;

/** Facts that were committed together carry the same counts: what does not fit yet may fit after the next. */
function askSoon() {
  clearTimeout(soon);
  soon = setTimeout(() => link.ask(), 150);
}

function noteText(event) {
  requestAnimationFrame(() => note({
    sequence: event.sequence, at: event.at, recordedAt: event.recordedAt,
    stoodAt: new Date(performance.timeOrigin + performance.now()).toISOString(),
  }));
}

let wasLost = false;

function connectionChanged() {
  kept.isLive = link.isLive;
  if (link.isLive) {
    if (wasLost) say(words().connection.regained);
    shell.look();
  }
  wasLost = !link.isLive;
  update();
}

// MARK: What is told to the daemon

function send(path, body, what, more = {}) {
  const names = Object.fromEntries(data.words.map(({ counter }) => [counter.language, what(counter)]));
  kept.add({ path, body, what: names, ...more });
  if (link.isLive) say(fill(words().messages.sending, { what: names[view.language] }));
  else say(count(words(), words().messages.kept, kept.items.length));
}

function settled(item, { status, body, wasWaiting }) {
  const { messages } = words();
  const what = item.what[view.language];
  if (status === 401 || status === 403) {
    say(texts().page.unpaired);
    link.ask();
  } else if (status < 300) {
    own.add(body.sequence);
    if (wasWaiting) sentLater();
    else say(fill(item.isUndo ? messages.undone : messages.recorded, { what }));
  } else {
    say(refusal(messages, body));
    link.ask();
  }
  update();
}

/** The daemon is there and cannot record, on a full disk say: what was tapped is sent again until it can. */
function held(item, { body }) {
  say(fill(words().connection.cannotRecord, { why: body.detail ?? body.title ?? '' }));
}

let later = 0;

function sentLater() {
  later += 1;
  say(count(words(), words().messages.sent, later));
  if (kept.waiting.length === 0) later = 0;
}

function refusal(messages, problem) {
  if (problem.kind === 'already-voided') return messages.alreadyUndone;
  if (problem.kind === 'prompt-answered') return messages.alreadyAnswered;
  if (problem.kind === 'prompt-withdrawn') return messages.promptWithdrawn;
  if (['prompt-lapsed', 'answer-after-lapse'].includes(problem.kind)) return messages.promptLapsed;
  return fill(messages.refused, { why: problem.detail ?? problem.title ?? '' });
}

// MARK: What is tapped

const answered = () => new Set(kept.items.map((item) => item.prompt).filter(Boolean));

/** Without a connection, those that were open when the daemon was last heard. */
function waitingPrompts() {
  return floor.prompts(answered(), link.isLive ? clock.now() : link.heardAt ?? clock.now());
}

function current() {
  const prompts = waitingPrompts();
  return prompts.find((prompt) => prompt.id === view.picked) ?? prompts[0] ?? null;
}

function act(name) {
  const prompt = current();
  const isAnswering = isAnswer(name);
  if (name === 'back') return close();
  if (view.question?.name !== undefined && name.startsWith('option-')) {
    return choose(view.question.options[Number(name.slice(7)) - 1]?.value);
  }
  if (name.startsWith('pick-')) return pick(name.slice(5));
  if (isAnswering) {
    if (prompt && performance.now() - view.changedAt < settling) return say(words().messages.justChanged);
    const reason = whyNot(words(), name, prompt);
    if (reason) return say(reason);
  }
  // Whoever has begun with this one is not sent to another when it becomes late.
  if (prompt && isAnswering) view.picked = prompt.id;
  switch (name) {
    case 'nextScript':
      view.choice.wording = (view.choice.wording + 1) % wordings(prompt).length;
      announce(prompt);
      return update();
    case 'thanks': case 'invitation':
      view.choice[name] = !view.choice[name];
      return update();
    case 'outcome': return ask(drawing.questions.outcome(words()));
    case 'notAVisitor': return ask({ ...drawing.questions.reason(words()), prompt });
    case 'party': return ask(drawing.questions.party(words()));
    case 'undo': return askUndo();
    case 'enter': case 'exit': return cross(name);
    case 'language': return nextLanguage();
    case 'help': return ask(drawing.questions.help(words()));
    case 'sound':
      sound.toggle();
      return update();
    default:
      if (prompt && isAnswering) tell(prompt, name);
  }
}

function tell(prompt, name, choice = view.choice) {
  const body = answer(name, prompt, choice);
  if (!body) return;
  const at = Math.max(clock.now(), Date.parse(prompt.openedAt));
  send(`/v1/prompts/${encodeURIComponent(prompt.id)}/answer`, { ...body, at: clock.iso(at) },
    (counter) => counter.actions[name].label, { prompt: prompt.id });
}

function cross(way, door) {
  const doors = floor.now?.doors ?? [];
  if (!door && doors.length > 1) return ask(drawing.questions.door(words(), floor, way));
  const body = { people: view.people, at: clock.iso(), ...(door ? { door } : {}) };
  const people = view.people;
  view.people = 1;
  send(way === 'enter' ? '/v1/entrances' : '/v1/exits', body, (counter) => {
    const label = counter.actions[way].label;
    return people > 1 ? `${label}, ${count(counter, counter.floor.people, people)}` : label;
  });
}

function pick(id) {
  view.picked = id;
  update();
  document.getElementById('prompt').focus({ preventScroll: false });
}

function ask(question) {
  view.question = question;
  update();
  document.querySelector('#actions button')?.focus();
}

function close() {
  view.question = null;
  update();
}

function choose(value) {
  const { question } = view;
  if (value === undefined) return say(words().disabled.notOnTheList);
  view.question = null;
  switch (question.name) {
    case 'reason':
      tell(question.prompt, 'notAVisitor', { ...view.choice, reason: value });
      break;
    case 'outcome': view.choice.outcome = value; break;
    case 'party': view.people = value; break;
    case 'door': cross(question.way, value); break;
    case 'undo': undo(value); break;
    default: break;
  }
  update();
}

function askUndo() {
  const waiting = kept.items.filter((item) => !item.isUndo).reverse()
    .map((item) => ({ label: item.what[view.language], detail: '…', value: { item } }));
  const facts = link.isLive ? floor.undoable.map((fact) => ({
    label: drawing.factText(words(), fact), detail: drawing.timeOf(words(), fact), value: { fact },
  })) : [];
  const options = [...waiting, ...facts].slice(0, 6);
  if (options.length === 0) {
    return say(link.isLive ? words().messages.nothingToUndo : words().disabled.undoOffline);
  }
  return ask({ name: 'undo', title: words().messages.undoQuestion, options });
}

function undo({ item, fact }) {
  if (item) {
    if (kept.takeBack(item.key)) {
      say(fill(words().messages.takenBack, { what: item.what[view.language] }));
    } else {
      say(words().disabled.alreadySent);
    }
    return;
  }
  send(`/v1/facts/${fact.sequence}/void`, {}, (counter) => drawing.factText(counter, fact), { isUndo: true });
}

function nextLanguage() {
  const languages = data.words.map(({ counter }) => counter.language);
  view.language = languages[(languages.indexOf(view.language) + 1) % languages.length];
  localStorage.setItem(languagePlace, view.language);
  view.question = null;
  say('');
  update();
}

document.addEventListener('click', (event) => {
  const name = event.target.closest?.('[data-act]')?.dataset.act;
  if (name) act(name);
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.key === 'Escape') return close();
  if (event.key.length !== 1 || event.key === ' ') return;
  const letter = event.key.toLowerCase();
  const { question } = view;
  event.preventDefault();
  if (/^[1-9]$/.test(letter)) {
    if (question) return act(`option-${letter}`);
    const queue = [current(), ...behind()].filter(Boolean);
    const prompt = queue[Number(letter) - 1];
    return prompt ? pick(prompt.id) : say(words().disabled.notOnTheList);
  }
  if (question) {
    // u once more is the first of the list.
    if (question.name === 'undo' && letter === words().actions.undo.key) return act('option-1');
    if (letter === words().actions.help.key) return close();
    view.question = null;
  }
  const name = actionFor(words(), letter, current());
  if (!name || name === 'quit') {
    update();
    return say(fill(words().disabled.unknownKey, { key: event.key }));
  }
  update();
  return act(name);
});

// MARK: What is shown

function behind() {
  const first = current();
  return waitingPrompts().filter((prompt) => prompt.id !== first?.id);
}

let hush = null;

function say(message) {
  document.getElementById('message').textContent = message;
  clearTimeout(hush);
  // What was said of a tap is not about what stands here a minute later.
  hush = setTimeout(() => { document.getElementById('message').textContent = ''; }, saying);
}

function announce(prompt) {
  const { page } = texts();
  document.getElementById('said').textContent = fill(page.announcement, {
    title: words().moments[prompt.moment].title, place: place(words(), prompt),
    text: text(words(), prompt, view.choice.wording),
  });
}

let fresh = null;

function update() {
  const prompt = current();
  if (prompt?.id !== view.shownPrompt) {
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
  const { counter, page } = texts();
  const all = {
    words: counter, page, link, floor, sound, kept, own, prompt, isLive: link.isLive,
    wording: view.choice.wording, choice: { ...view.choice, people: view.people },
    question: view.question, queue: behind(), wasKnown: floor.now !== null,
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

// For tests, and for whoever looks into a screen that misbehaves.
window.doorstep = { floor, kept, link, moments, view };

stayAwake();
update();
link.start();
setInterval(update, 1000);

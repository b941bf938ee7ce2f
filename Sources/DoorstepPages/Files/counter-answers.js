// The requests to the daemon, and their results.

import * as clock from './clock.js';
import { answer } from './counter-choices.js';
import { say, update } from './counter-screen.js';
import { floor, kept, link, own, texts, view, words } from './counter-state.js';
import { count, data, fill } from './words.js';

/** Sends the answer of the action `name` to a prompt; `choice` holds the notes of the staff, as in `view`. */
export function tell(prompt, name, choice = view.choice) {
  const body = answer(name, prompt, choice);
  if (!body) return;
  const at = Math.max(clock.now(), Date.parse(prompt.openedAt));
  send(`/v1/prompts/${encodeURIComponent(prompt.id)}/answer`, { ...body, at: clock.iso(at) },
    (counter) => counter.actions[name].label, { prompt: prompt.id });
}

/** Sends a crossing; `way` is `enter` or `exit`, and `door` may be left out where there is only one. */
export function tellCrossing(way, people, door) {
  const body = { people, at: clock.iso(), ...(door ? { door } : {}) };
  send(way === 'enter' ? '/v1/entrances' : '/v1/exits', body, (counter) => {
    const label = counter.actions[way].label;
    return people > 1 ? `${label}, ${count(counter, counter.floor.people, people)}` : label;
  });
}

/** Says which of the visits inside a farewell's exit has ended. */
export function tellTie(prompt, visit) {
  send(`/v1/prompts/${encodeURIComponent(prompt.id)}/tie`, { visit: Number(visit.id) }, (counter) => counter.facts.tie,
    { about: prompt.id });
}

/** Notes the outcome of the visit whose farewell was answered last. */
export function tellOutcome(last, outcome) {
  send(`/v1/prompts/${encodeURIComponent(last.prompt)}/outcome`, { outcome, at: clock.iso() },
    (counter) => `${counter.facts.outcome}${counter.colon}${counter.outcomes[outcome]}`, { outcomeOf: last.prompt });
}

/** Tells how many people are inside. */
export function tellRecount(people) {
  send('/v1/occupancy', { people }, (counter) => count(counter, counter.facts.occupancy, people),
    { isOfNow: true });
}

/** Undoes one entry: an `item` that is not yet sent is taken back, a recorded `fact` is voided. */
export function undo({ item, fact }) {
  if (fact) {
    send(`/v1/facts/${fact.sequence}/void`, {}, (counter) => fact.words[counter.language],
      { fact: fact.sequence });
  } else if (kept.takeBack(item.key)) {
    say(fill(words().messages.takenBack, { what: item.what[view.language] }));
  } else {
    say(words().disabled.alreadySent);
  }
}

function send(path, body, what, more = {}) {
  const names = Object.fromEntries(data.words.map(({ counter }) => [counter.language, what(counter)]));
  kept.add({ path, body, what: names, ledger: floor.ledger, ...more });
  if (link.isLive) say(fill(words().messages.sending, { what: names[view.language] }));
  else say(count(words(), words().messages.kept, kept.items.length));
}

// MARK: Results

/** Starts to send the kept requests and to show their results. */
export function startSending() {
  kept.start({
    changed: update, settled, held,
    dropped() { say(words().disabled.recountUnconfirmed); },
  });
}

function settled(item, { status, body, wasWaiting }) {
  const { messages } = words();
  const what = item.what[view.language];
  if (status === 401 || status === 403) {
    say(texts().page.unpaired);
    link.ask();
  } else if (status < 300) {
    own.add(body.sequence);
    floor.hide(item, body.sequence);
    if (wasWaiting) sentLater();
    else say(fill(item.fact ? messages.undone : messages.recorded, { what }));
  } else {
    say(refusal(messages, body));
    // A picture shows the same end of the prompt, but perhaps later.
    if (status === 409) floor.hide(item, floor.sequence + 1);
  }
  update();
}

/** Shows why the daemon cannot record now, as on a full disk; the request is sent again until it can. */
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

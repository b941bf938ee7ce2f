// What the daemon says, and what the screen does with it.

import * as clock from './clock.js';
import { say, update } from './counter-screen.js';
import { current, floor, kept, link, own, sound, view, words } from './counter-state.js';
import { keepShell, note } from './screen.js';

/** How old a crossing may be and still ring. */
const ringing = 15000;

/** From now on the daemon is listened to. */
export function connect() {
  const shell = keepShell(() => !current() && !view.question);
  let wasLost = false;
  link.start({
    event: hear, now: take, beat, reset: () => floor.forget(),
    changed() {
      kept.isLive = link.isLive;
      if (link.isLive) {
        if (wasLost) say(words().connection.regained);
        shell.look();
      }
      wasLost = !link.isLive;
      update();
    },
  });
}

async function take(state) {
  forgetOthers(state.ledger);
  // Facts came while the answer was on its way.
  if (!floor.take(state)) {
    askSoon();
    return false;
  }
  const start = Math.max(0, state.sequence - 40);
  const response = await fetch(`/v1/facts?after=${state.ledger}:${start}&limit=40`, {
    cache: 'no-store', signal: AbortSignal.timeout(8000),
  }).catch(() => null);
  if (response?.ok) {
    const lines = (await response.text()).split('\n').filter(Boolean);
    floor.takeFacts(lines.map((line) => JSON.parse(line)));
  }
  update();
  return true;
}

/** When the ledger was restored from a backup, numbers of before may stand for other facts. */
function forgetOthers(ledger) {
  for (const item of kept.items) {
    if (!item.ledger || item.ledger === ledger || !/\/\d+\//.test(item.path)) continue;
    if (kept.takeBack(item.key)) say(words().messages.ledgerRestored);
  }
  if (known !== null && known !== ledger) own.clear();
  known = ledger;
}

/** The id of the ledger that `own` is of. */
let known = null;

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
function beat({ sequence, ...rest }) {
  if (floor.hear(rest)) update();
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

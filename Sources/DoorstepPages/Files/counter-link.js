// The daemon’s events, and the screen’s answer to each.

import * as clock from './clock.js';
import { say, update } from './counter-screen.js';
import { current, floor, kept, link, own, sound, view, words } from './counter-state.js';
import { keepShell, note } from './screen.js';

/** The greatest age of a prompt that rings, in milliseconds. */
const ringing = 15000;

/** Connects to the daemon, and updates the screen with each of its events. */
export function connect() {
  const shell = keepShell(() => !current() && !view.question);
  let wasLost = false;
  link.start({
    hear,
    changed() {
      kept.isLive = link.isLive;
      if (link.isLive) {
        // The message of an answer taken back stays: it matters more than the connection.
        if (wasLost && !hasTakenBack) say(words().connection.regained);
        hasTakenBack = false;
        shell.look();
      }
      wasLost = !link.isLive;
      update();
    },
  });
}

/** Whether answers were taken back since the connection was lost, which the message tells. */
let hasTakenBack = false;

/** The number of the last fact whose event was heard, or that the first picture contained. */
let heard = null;

function hear(picture, event) {
  if (floor.ledger !== picture.ledger) turnTo(picture.ledger);
  const isNews = event !== null && heard !== null && event.sequence > heard;
  heard = Math.max(heard ?? 0, event?.sequence ?? picture.sequence);
  floor.take(picture);
  update();
  if (!isNews) return;
  if (event.kind === 'entrance') noteText(event);
  if (event.prompt?.state === 'open' && link.isLive
    && clock.now() - Date.parse(event.prompt.openedAt) < ringing) {
    sound.chime(event.prompt.moment !== 'farewell');
  }
}

/**
 * Turns to another ledger, restored from a backup. Requests about numbers of the former one are taken back, because
 * these may stand for other facts now.
 */
function turnTo(ledger) {
  for (const item of kept.items) {
    if (!item.ledger || item.ledger === ledger || !(item.prompt || item.fact || item.about || item.outcomeOf)) continue;
    if (!kept.takeBack(item.key)) continue;
    hasTakenBack = true;
    say(words().messages.ledgerRestored);
  }
  own.clear();
  heard = null;
}

function noteText(event) {
  requestAnimationFrame(() => note({
    sequence: event.sequence, at: event.at, recordedAt: event.recordedAt,
    stoodAt: new Date(performance.timeOrigin + performance.now()).toISOString(),
  }));
}

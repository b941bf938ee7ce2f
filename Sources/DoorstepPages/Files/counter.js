// The start of /counter. counter-link.js receives the daemon's events, counter-answers.js sends requests,
// counter-acts.js carries out taps, counter-keys.js reads keys, counter-screen.js draws, and counter-state.js holds the
// state that all of them share.

import { act } from './counter-acts.js';
import { startSending } from './counter-answers.js';
import { listenToKeys } from './counter-keys.js';
import { connect } from './counter-link.js';
import { update } from './counter-screen.js';
import { floor, kept, link, view } from './counter-state.js';
import { moments, openNoMenus, stayAwake } from './screen.js';

document.addEventListener('click', (event) => {
  const name = event.target.closest?.('[data-act]')?.dataset.act;
  if (name) act(name);
});
listenToKeys();
startSending();
stayAwake();
openNoMenus('button, .prompt');
update();
connect();
setInterval(update, 1000);

// For tests, and for a person who examines a screen that misbehaves.
window.doorstep = { floor, kept, link, moments, view };

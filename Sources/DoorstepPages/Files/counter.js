// /counter, put together: what the daemon says is in counter-link.js, what it is told in counter-answers.js, what is
// tapped in counter-acts.js, what is typed in counter-keys.js, what is shown in counter-screen.js, and what all of them
// know in counter-state.js.

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

// For tests, and for whoever looks into a screen that misbehaves.
window.doorstep = { floor, kept, link, moments, view };

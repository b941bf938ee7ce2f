// Keys: a letter for each button, digits for lists, Escape to go back.

import { act, close, finishRecount, pick, typeDigit } from './counter-acts.js';
import { actionFor } from './counter-choices.js';
import { say, update } from './counter-screen.js';
import { behind, current, view, words } from './counter-state.js';
import { fill } from './words.js';

export function listenToKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (view.question?.name === 'recount' && typeNumber(event)) return;
    if (event.key === 'Escape') {
      close();
    } else if (event.key.length === 1 && event.key !== ' ') {
      event.preventDefault();
      type(event.key);
    }
  });
}

/** Takes a key of the recount: a digit, Backspace or Enter. False for any other. */
function typeNumber(event) {
  if (/^[0-9]$/.test(event.key)) typeDigit(event.key);
  else if (event.key === 'Backspace') typeDigit('back');
  else if (event.key === 'Enter') finishRecount();
  else return false;
  event.preventDefault();
  return true;
}

function type(key) {
  const letter = key.toLowerCase();
  const { question } = view;
  if (/^[1-9]$/.test(letter)) {
    if (question) return act(`option-${letter}`);
    const prompt = behind()[Number(letter) - 1];
    return prompt ? pick(prompt.id) : say(words().disabled.notOnTheList);
  }
  if (question) {
    // The undo key pressed twice undoes the first entry of the list.
    if (question.name === 'undo' && letter === words().actions.undo.key) return act('option-1');
    if (letter === words().actions.help.key) return close();
    view.question = null;
  }
  const name = actionFor(words(), letter, current());
  update();
  if (!name || name === 'quit') return say(fill(words().disabled.unknownKey, { key }));
  return act(name);
}

// The actions of buttons and keys, and the question that is open.

import { tell, tellCrossing, tellOutcome, tellRecount, tellTie, undo } from './counter-answers.js';
import { fits, isAnswer, whyNot, wordings } from './counter-choices.js';
import * as questions from './counter-questions.js';
import { announce, isSettling, say, update } from './counter-screen.js';
import {
  behind, current, floor, itemsOf, kept, lastFarewell, leaving, link, noChoice, own, reasonFor, sound, takeNextLanguage,
  undoable, view, words,
} from './counter-state.js';

/** Carries out the action of a button or a key; `name` is the button's `data-act`. */
export function act(name) {
  const prompt = promptFor(name);
  const isAnswering = isAnswer(name);
  if (name === 'back') return close();
  if (view.question?.name !== undefined && name.startsWith('option-')) {
    return choose(view.question.options[Number(name.slice(7)) - 1]?.value);
  }
  if (name.startsWith('digit-')) return typeDigit(name.slice(6));
  if (name === 'recountDone') return finishRecount();
  if (name.startsWith('pick-')) return pick(name.slice(5));
  if (name === 'outcome' && lastFarewell()) return ask(questions.lastOutcome(words(), lastFarewell()));
  if (isAnswering) {
    if (prompt?.id === view.shownPrompt && isSettling()) return say(words().messages.justChanged);
    const reason = whyNot(words(), name, prompt);
    if (reason) return say(reason);
    if (prompt.id !== view.shownPrompt) return tell(prompt, name, noChoice());
  }
  // A prompt that staff have begun to answer stays on the screen, also when it becomes late.
  if (prompt && isAnswering) view.picked = prompt.id;
  switch (name) {
    case 'nextScript':
      view.choice.wording = (view.choice.wording + 1) % wordings(prompt).length;
      announce(prompt);
      return update();
    case 'thanks': case 'invitation':
      view.choice[name] = !view.choice[name];
      return update();
    case 'outcome': return ask(questions.outcome(words()));
    case 'notAVisitor': return exclude(prompt, reasonFor(prompt));
    case 'otherReason': return ask({ ...questions.reason(words()), prompt });
    case 'tie': return askTie(prompt);
    case 'checklist': return askChecklist(prompt);
    // The number is of now: sent later, it would be wrong.
    case 'recount': return link.isLive ? askRecount('') : say(words().disabled.recountUnconfirmed);
    case 'party': return ask(questions.party(words()));
    case 'undo': return askUndo();
    case 'enter': case 'exit': return cross(name);
    case 'language': return nextLanguage();
    case 'help': return ask(questions.help(words()));
    case 'sound':
      sound.toggle();
      return update();
    default:
      if (prompt && isAnswering) tell(prompt, name);
  }
}

/**
 * The actions that also work while a prompt of another moment is shown: they then answer the first waiting prompt of
 * their own moment.
 */
const usual = ['greeted', 'farewell', 'complete', 'lookedAfter'];

function promptFor(name) {
  const shown = current();
  if (!shown || fits(shown.moment, name) || !usual.includes(name)) return shown;
  return behind().find(({ moment }) => fits(moment, name)) ?? shown;
}

export function pick(id) {
  view.picked = id;
  update();
  document.getElementById('prompt').focus({ preventScroll: false });
}

function cross(way, door) {
  const doors = floor.now?.doors ?? [];
  if (!door && doors.length > 1) return ask(questions.door(words(), floor, way));
  const { people } = view;
  view.people = 1;
  tellCrossing(way, people, door);
}

function nextLanguage() {
  takeNextLanguage();
  view.question = null;
  say('');
  update();
}

// MARK: The question that is open

function ask(question) {
  view.question = question;
  update();
  document.querySelector('#actions button')?.focus();
}

export function close() {
  view.question = null;
  update();
}

function choose(value) {
  const { question } = view;
  if (value === undefined) return say(words().disabled.notOnTheList);
  view.question = null;
  switch (question.name) {
    case 'reason': exclude(question.prompt, value); break;
    case 'lastOutcome': tellOutcome(question.last, value); break;
    case 'tie': tellTie(question.prompt, value); break;
    case 'checklist':
      view.choice.items = view.choice.items.includes(value)
        ? view.choice.items.filter((item) => item !== value) : [...view.choice.items, value];
      // The list stays open, for the next tick.
      return askChecklist(question.prompt);
    case 'outcome': view.choice.outcome = value; break;
    case 'party': view.people = value; break;
    case 'door': cross(question.way, value); break;
    case 'undo': undo(value); break;
    default: break;
  }
  update();
}

/** Answers that the prompt's crossing was not a visitor's; the reason is proposed for the next one. */
function exclude(prompt, reason) {
  view.reason = reason;
  tell(prompt, 'notAVisitor', { ...view.choice, reason });
}

function askTie(prompt) {
  const visits = leaving(prompt)?.visits ?? [];
  if (visits.length === 0) return say(words().disabled.nobodyToTie);
  return ask(questions.tie(words(), prompt, visits));
}

function askChecklist(prompt) {
  const items = itemsOf(prompt.moment);
  if (items.length === 0) return say(words().disabled.noChecklist);
  return ask(questions.checklist(words(), prompt, items, view.choice.items));
}

// MARK: The recount, digit by digit

/** The largest number of people that a recount may find inside. */
const mostInside = 100000;

function askRecount(typed) {
  return ask(questions.recount(words(), Math.max(0, floor.now?.occupancy ?? 0), typed));
}

/** Adds a digit to the number of the recount, or takes the last one away (`back`). */
export function typeDigit(digit) {
  const { typed } = view.question;
  const longer = digit === 'back' ? typed.slice(0, -1) : `${typed === '0' ? '' : typed}${digit}`;
  if (Number(longer) > mostInside) return say(words().disabled.notOnTheList);
  return askRecount(longer);
}

export function finishRecount() {
  const { typed } = view.question;
  if (typed === '') return;
  view.question = null;
  if (link.isLive) tellRecount(Number(typed));
  else say(words().disabled.recountUnconfirmed);
  update();
}

function askUndo() {
  const question = questions.undo(words(), kept.items, link.isLive ? undoable() : [], own);
  if (question.options.length === 0) {
    return say(link.isLive ? words().messages.nothingToUndo : words().disabled.undoOffline);
  }
  return ask(question);
}

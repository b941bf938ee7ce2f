// The actions that fit a prompt, and the answers that they send: the daemon's own table, for the buttons and the keys.

import { data, fill, time } from './words.js';

const none = { usual: [], rarer: [] };
const choices = (moment) => data.choices.find((one) => one.moment === moment) ?? none;
const choice = (moment, name) =>
  [...choices(moment).usual, ...choices(moment).rarer].find(({ action }) => action === name);

/** The actions that fit at any time. */
const always = ['enter', 'exit', 'party', 'recount', 'undo'];

/** The letter that is typed for an action. */
export function key(words, name) { return words.actions[name].key; }

/** Whether an action fits the prompts of this moment. */
export const fits = (moment, name) => choice(moment, name) !== undefined;

/**
 * The buttons for `prompt`, which may be null, each as `{name, label, key, isPressed, isMain, detail}`: the usual
 * actions, the rarer ones, and those that fit at any time. `about`: `{isOffered, reason, last}`, of counter-state.js.
 */
export function buttons(words, prompt, choice, about) {
  const moment = prompt?.moment;
  const rest = always.filter((name) =>
    // The question “Which way?” has these two keys for its own answers.
    !(moment === 'direction' && (name === 'enter' || name === 'exit')));
  const button = (name, isMain = false) => ({
    name, key: key(words, name), label: label(words, name, choice), isMain,
    isPressed: pressed(name, choice), detail: detail(words, name, about),
  });
  const last = about.last && !fits(moment, 'outcome') ? [button('outcome')] : [];
  return {
    answers: choices(moment).usual.map(({ action }, index) =>
      button(action, index === 0 || moment === 'direction')),
    // The button for the next wording stands beside the script.
    rarer: [...choices(moment).rarer
      .filter(({ action }) => action !== 'nextScript' && about.isOffered(action, prompt))
      .map(({ action }) => button(action)), ...last],
    always: rest.map((name) => button(name)),
  };
}

function label(words, name, choice) {
  if (name === 'outcome' && choice.outcome) return words.outcomes[choice.outcome];
  if (name === 'party' && choice.people > 1) {
    return fill(words.floor.people.many, { n: choice.people });
  }
  return words.actions[name].label;
}

/** What an action is about, where that is not the prompt itself. */
function detail(words, name, { reason, last }) {
  if (name === 'notAVisitor') return words.reasons[reason];
  return name === 'outcome' && last ? time(words.language, last.leftAt) : undefined;
}

/** Whether the toggle of an action is on; undefined for an action without a toggle. */
function pressed(name, choice) {
  switch (name) {
    case 'thanks': return choice.thanks;
    case 'invitation': return choice.invitation;
    default: return undefined;
  }
}

/** The wordings of a prompt: the one proposed, then the others. */
export function wordings(prompt) {
  return [prompt.script, ...prompt.alternatives].filter(Boolean);
}

/** The action of a typed letter while `prompt` is shown; null for a letter without one. */
export function actionFor(words, letter, prompt) {
  const fitting = [...choices(prompt?.moment).usual, ...choices(prompt?.moment).rarer].map(({ action }) => action);
  const found = [...fitting, ...always].find((name) => key(words, name) === letter);
  if (found) return found;
  // A key that belongs to another moment says why it does nothing here.
  return Object.keys(words.actions).find((name) => words.actions[name].key === letter) ?? null;
}

/** Whether an action answers a prompt, or notes something about it. */
export function isAnswer(name) {
  return data.choices.some(({ moment }) => fits(moment, name));
}

/** The reason why an action does nothing while `prompt` is shown; null when it does something. */
export function whyNot(words, name, prompt) {
  if (!isAnswer(name)) return null;
  if (!prompt) return words.disabled.noPrompt;
  if (fits(prompt.moment, name)) {
    return name === 'nextScript' && wordings(prompt).length < 2 ? words.disabled.noOtherScript : null;
  }
  const places = { key: key(words, choices(prompt.moment).usual[0].action) };
  if (prompt.moment === 'direction') return words.disabled.whichWayFirst;
  switch (name) {
    case 'greeted': case 'cameBack': return fill(words.disabled.notAGreeting, places);
    case 'lookedAfter': return fill(words.disabled.notALookIn, places);
    case 'notAVisitor': case 'otherReason': return words.disabled.lookInIsOfAVisitor;
    case 'checklist': return words.disabled.noChecklist;
    default: return fill(words.disabled.notAFarewell, places);
  }
}

/**
 * The body of an answer, null for an action that only notes something: the table's answer with the notes of the staff.
 * `noted`: `{wording, thanks, invitation, outcome, items, reason}`.
 */
export function answer(name, prompt, noted) {
  const body = structuredClone(choice(prompt.moment, name)?.answer ?? null);
  if (!body) return null;
  const wording = wordings(prompt)[noted.wording];
  const isSaid = ['said', 'ownWords', 'missed'].includes(body.answer);
  if (body.answer === 'said' && wording?.id.endsWith('/ownWords')) body.answer = 'ownWords';
  else if (body.answer === 'said' && wording && noted.wording > 0) body.script = wording.id;
  if (isSaid && noted.outcome) body.outcome = noted.outcome;
  for (const item of isSaid ? noted.items : []) body.observed = { ...body.observed, [item]: true };
  if (body.observed && noted.thanks) body.observed.thanks = true;
  if (body.observed && noted.invitation) body.observed.invitation = true;
  if (body.answer === 'notAVisitor') body.reason = noted.reason;
  return body;
}

// What can be done now, and what it means to the daemon. The same table serves the buttons and the keys.

import { fill } from './words.js';

export const outcomes = ['browsed', 'asked', 'accompanied', 'cameForGift', 'bought'];
export const reasons = ['staff', 'delivery', 'test'];

/** The answers to a prompt of each moment, the first being the usual one; and those that are given now and then. */
const answers = {
  greeting: ['greeted', 'ownWords', 'cameBack'],
  farewell: ['complete', 'farewell', 'thanks', 'invitation'],
  lookIn: ['lookedAfter', 'ownWords'],
  direction: ['cameIn', 'wentOut'],
};
const rarer = {
  greeting: ['missed', 'notAVisitor'],
  farewell: ['ownWords', 'outcome', 'missed', 'notAVisitor'],
  lookIn: ['outcome', 'missed'],
  direction: ['notAVisitor'],
};

/** What fits a moment. The next wording has its button beside the words. */
const fitting = (moment) => [
  ...answers[moment], ...rarer[moment], ...(moment === 'direction' ? [] : ['nextScript']),
];

/** What can be done whatever is asked. */
const always = ['enter', 'exit', 'party', 'undo'];

/** The letter that is typed for an action. */
export function key(words, name) { return words.actions[name].key; }

/**
 * The buttons for `prompt`, which may be null, as `{name, label, key, isPressed, isMain}`: the answers to it, those that are given now and
 * then, and what can be done at any time.
 */
export function buttons(words, prompt, choice) {
  const moment = prompt?.moment;
  const rest = always.filter((name) =>
    // Which way? has these two keys for its own answers.
    !(moment === 'direction' && (name === 'enter' || name === 'exit')));
  const button = (name, isMain = false) => ({
    name, key: key(words, name), label: label(words, name, choice), isMain,
    isPressed: pressed(name, choice),
  });
  return {
    answers: prompt ? answers[moment].map((name, index) =>
      button(name, index === 0 || moment === 'direction')) : [],
    rarer: prompt ? rarer[moment].map((name) => button(name)) : [],
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

/** Whether it is a toggle that is on; undefined for what is no toggle. */
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

/** Which action a typed letter is for, while `prompt` is shown. */
export function actionFor(words, letter, prompt) {
  const shown = buttons(words, prompt, {});
  const found = [...shown.answers, ...shown.rarer, ...shown.always]
    .find((button) => button.key === letter);
  if (found) return found.name;
  // A key that belongs to another moment says why it does nothing here.
  return Object.keys(words.actions).find((name) => words.actions[name].key === letter) ?? null;
}

/** Whether it is about a prompt. */
export function isAnswer(name) {
  return Object.keys(answers).some((moment) => fitting(moment).includes(name));
}

/** Why an action does nothing while `prompt` is shown; null when it does something. */
export function whyNot(words, name, prompt) {
  if (!isAnswer(name)) return null;
  if (!prompt) return words.disabled.noPrompt;
  if (fitting(prompt.moment).includes(name)) {
    return name === 'nextScript' && wordings(prompt).length < 2 ? words.disabled.noOtherScript : null;
  }
  const usual = answers[prompt.moment][0];
  const places = { key: key(words, usual) };
  if (prompt.moment === 'direction') return words.disabled.whichWayFirst;
  switch (name) {
    case 'greeted': case 'cameBack': return fill(words.disabled.notAGreeting, places);
    case 'lookedAfter': return fill(words.disabled.notALookIn, places);
    case 'notAVisitor': return words.disabled.lookInIsOfAVisitor;
    default: return fill(words.disabled.notAFarewell, places);
  }
}

/** The body of an answer. `choice`: `{wording, thanks, invitation, outcome, reason}`. */
export function answer(name, prompt, choice) {
  const said = wordings(prompt)[choice.wording];
  const isOwn = said?.id.endsWith('/ownWords');
  const script = said && !isOwn && choice.wording > 0 ? { script: said.id } : {};
  const outcome = choice.outcome ? { outcome: choice.outcome } : {};
  const observed = {
    ...(choice.thanks ? { thanks: true } : {}),
    ...(choice.invitation ? { invitation: true } : {}),
  };
  const leaving = { observed: { goodbye: true, ...observed }, ...outcome };
  switch (name) {
    case 'greeted': return { answer: isOwn ? 'ownWords' : 'said', ...script };
    case 'lookedAfter': return { answer: isOwn ? 'ownWords' : 'said', ...script, ...outcome };
    case 'farewell': return { answer: isOwn ? 'ownWords' : 'said', ...script, ...leaving };
    case 'complete':
      return {
        answer: isOwn ? 'ownWords' : 'said', ...script,
        observed: { goodbye: true, thanks: true, invitation: true }, ...outcome,
      };
    case 'ownWords':
      return prompt.moment === 'farewell'
        ? { answer: 'ownWords', ...leaving } : { answer: 'ownWords', ...outcome };
    case 'missed': return { answer: 'missed', ...outcome };
    case 'notAVisitor': return { answer: 'notAVisitor', reason: choice.reason };
    case 'cameBack': return { answer: 'reentry' };
    case 'cameIn': return { answer: 'entrance' };
    case 'wentOut': return { answer: 'exit' };
    default: return null;
  }
}

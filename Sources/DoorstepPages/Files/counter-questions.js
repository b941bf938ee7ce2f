// The questions that a button or a key may ask: `{name, title, lines?, options: [{label, detail?, value}]}`.

import { count, data, fill, time } from './words.js';

export const reason = (words) => ({
  name: 'reason', title: words.reasons.question,
  options: data.reasons.map((one) => ({ label: words.reasons[one], value: one })),
});

export const outcome = (words) => ({
  name: 'outcome', title: words.outcomes.question,
  options: [...data.outcomes, null].map((one) => ({ label: words.outcomes[one ?? 'unknown'], value: one })),
});

/** The same of the farewell that was answered last. */
export const lastOutcome = (words, last) => ({
  name: 'lastOutcome', last,
  title: fill(words.outcomes.lastQuestion, { time: time(words.language, last.leftAt) }),
  options: data.outcomes.map((one) => ({ label: words.outcomes[one], value: one })),
});

/** Which of the `visits` has ended; `prompt` is the farewell. */
export const tie = (words, prompt, visits) => ({
  name: 'tie', prompt, title: words.floor.whoLeft,
  options: visits.map((visit) => ({
    label: `${time(words.language, visit.enteredAt)} ${visit.door}`, value: visit,
    detail: count(words, words.floor.people, visit.people)
      + (visit.id === prompt.visit ? ` (${words.floor.guessed})` : ''),
  })),
});

/** The checklist `items` to tick; those in `ticked` are. */
export const checklist = (words, prompt, items, ticked) => ({
  name: 'checklist', prompt, title: words.floor.whatNoted,
  options: items.map((item) => ({
    label: item.texts[words.language] ?? item.texts.en ?? Object.values(item.texts)[0], value: item.id,
    isPressed: ticked.includes(item.id),
  })),
});

/** The number of people inside, as far as it is `typed`. */
export const recount = (words, inside, typed) => ({
  name: 'recount', typed, title: `${fill(words.floor.howManyInside, { n: inside })} ${typed || '_'}`, options: [],
});

export const party = (words) => ({
  name: 'party', title: words.floor.howMany,
  options: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((people) => ({ label: String(people), value: people })),
});

export const door = (words, floor, way) => ({
  name: 'door', way, title: words.floor.whichDoor,
  options: floor.now.doors.map(({ name }) => ({ label: name, value: name })),
});

/**
 * The entry to undo: one of the `items` not yet sent (oldest first), or of the recorded `facts` in the order in which
 * to offer them; `own` has the numbers of those recorded here.
 */
export const undo = (words, items, facts, own) => ({
  name: 'undo', title: words.messages.undoQuestion,
  options: [
    ...items.filter((item) => !item.fact).reverse()
      .map((item) => ({ label: item.what[words.language], detail: '…', value: { item } })),
    ...facts.map((fact) => ({
      label: fact.words[words.language], value: { fact },
      detail: time(words.language, fact.at, { seconds: true })
        + (own.has(fact.sequence) ? ` (${words.facts.here})` : ''),
    })),
  ].slice(0, 6),
});

export const help = (words) => ({
  name: 'help', title: words.help.title, lines: [words.help.window, words.help.honest],
  options: Object.entries(words.actions)
    .filter(([name]) => !['quit', 'nextPrompt', 'cameIn', 'wentOut'].includes(name))
    .map(([, action]) => ({ key: action.key, label: action.meaning }))
    .concat([{ key: '1–9', label: words.actions.nextPrompt.label }]),
});

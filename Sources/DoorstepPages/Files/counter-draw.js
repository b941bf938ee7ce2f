// The drawing of the screen around the prompt.

import { now } from './clock.js';
import { buttons } from './counter-choices.js';
import { place, standing } from './counter-prompt.js';
import { button, draw, make } from './screen.js';
import { count, fill, time } from './words.js';

export function drawHeader({ words, page, link, floor, sound }) {
  const state = link.state === 'live' ? 'live' : link.state === 'connecting' ? 'connecting' : 'lost';
  document.getElementById('clock').textContent = time(words.language, now());
  draw('connection', [state, words.language], () => [
    make('span', { 'aria-hidden': 'true', text: { live: '●', connecting: '…', lost: '✕' }[state] }),
    ' ', state === 'live' ? page.connected
      : state === 'connecting' ? words.connection.connecting : page.notConnected,
  ]);
  const inside = floor.now ? Math.max(0, floor.now.occupancy) : null;
  draw('inside', [inside, words.language], () =>
    (inside === null ? [] : [count(words, words.floor.inside, inside)]));
  draw('tools', [words.language, sound.isOn], () => [
    button('sound', sound.isOn ? `♪ ${page.soundOn}` : `✕ ${page.soundOff}`),
    button('language', words.actions.language.label, words.actions.language.key),
    button('help', words.actions.help.label, words.actions.help.key),
  ]);
}

export function drawLost({ words, page, link, floor, kept }) {
  const clock = (moment) => time(words.language, moment);
  const isLost = link.state === 'lost' || link.state === 'unpaired';
  const waiting = kept.items.filter((item) => item.waited).length;
  draw('lost', [link.state, link.reason, link.lostAt, link.heardAt, waiting, words.language,
    floor.now === null], () => {
    const lines = [];
    if (link.state === 'unpaired') {
      lines.push(make('strong', { text: page.unpaired }), make('span', { text: page.unpairedHint }));
    } else if (isLost) {
      lines.push(make('strong', {
        text: floor.now
          ? fill(words.connection.lost, { since: clock(link.lostAt), time: clock(link.heardAt) })
          : words.connection.neverConnected,
      }));
      if (floor.now) {
        lines.push(make('span', {
          text: fill(words.connection.because, { why: words.connection[link.reason] }),
        }));
      }
    }
    if (waiting > 0) {
      lines.push(make('span', { class: 'kept', text: count(words, words.connection.waiting, waiting) }));
    }
    return lines;
  });
}

export function drawActions({ words, page, prompt, choice, question, about }) {
  document.getElementById('actions').setAttribute('aria-label', page.actionsRegion);
  if (question) return drawQuestion(words, question);
  const shown = buttons(words, prompt, choice, about);
  draw('actions', [shown, words.language], () => [
    shown.answers.length > 0
      ? make('div', { class: 'row answers' },
        ...shown.answers.map((one) => button(one.name, one.label, one.key, one))) : null,
    make('div', { class: 'row rest' },
      ...shown.rarer.map((one) => button(one.name, one.label, one.key, one)),
      make('div', { class: 'row always' },
        ...shown.always.map((one) => button(one.name, one.label, one.key, one)))),
  ].filter(Boolean));
}

/** Draws a question of counter-questions.js; its options have the keys 1 to 9. */
function drawQuestion(words, question) {
  draw('actions', [question.name, question.title, question.lines, question.options, words.language], () => [
    make('h2', { class: 'question', text: question.title }),
    ...(question.lines ?? []).map((line) => make('p', { class: 'help-line', text: line })),
    make('div', { class: question.name === 'help' ? 'keys' : 'row options' },
      ...(question.name === 'recount' ? keypad() : []),
      ...question.options.map((option, index) => (question.name === 'help'
        ? make('p', {}, make('kbd', { text: option.key }), ` ${option.label}`)
        : button(`option-${index + 1}`, option.label, index < 9 ? String(index + 1) : null, option))),
    button('back', words.actions.back.label, words.actions.back.key)),
  ]);
}

function keypad() {
  return [...'1234567890'].map((digit) => button(`digit-${digit}`, digit))
    .concat([button('digit-back', '⌫'), button('recountDone', 'OK', null, { isMain: true })]);
}

export function drawQueue({ words, page, queue, isLive }) {
  document.getElementById('queue').setAttribute('aria-label', page.queueRegion);
  const shown = queue.map((prompt, index) => ({
    id: prompt.id, title: words.moments[prompt.moment].title, place: place(words, prompt),
    key: String(index + 1),
    standing: isLive ? standing(words, prompt).short
      : fill(words.timing.wasOpen, { time: time(words.language, prompt.openedAt) }),
    kind: isLive ? standing(words, prompt).kind : 'unknown',
  }));
  draw('queue', [shown, words.language], () => (shown.length === 0 ? [] : [
    make('h2', { text: count(words, words.floor.waiting, shown.length) }),
    ...shown.map((one, index) => {
      const element = button(`pick-${one.id}`, `${one.title} · ${one.standing}`,
        index < 9 ? one.key : null, { detail: one.place });
      element.dataset.standing = one.kind;
      return element;
    }),
  ]));
}

export function drawShop({ words, page, floor, isLive, link }) {
  document.getElementById('side').setAttribute('aria-label', page.shopRegion);
  const { now: shop } = floor;
  const today = shop?.today;
  draw('today', [today, shop?.dayIsClosed, shop?.undelivered, shop?.madDoors, words.language, isLive, link.heardAt && !isLive], () => {
    if (!today) return [];
    const lines = [
      count(words, words.floor.entrances, today.entrances - today.excluded - today.returned),
      fill(words.floor.greeted, { n: today.greetedInWindow, due: today.greetingsDue }),
      fill(words.floor.farewells, { n: today.farewells, due: today.farewellsDue }),
      today.happyIndex === null ? words.floor.happyIndexUnknown
        : fill(words.floor.happyIndex, { n: Math.round(today.happyIndex) }),
    ];
    if (shop.dayIsClosed) lines.push(words.floor.dayClosed);
    if (shop.undelivered) lines.push(count(words, words.floor.undelivered, shop.undelivered));
    for (const mad of shop.madDoors ?? []) lines.push(madText(words, mad));
    if (!isLive && link.heardAt) {
      lines.push(fill(words.connection.lastKnown, { time: time(words.language, link.heardAt) }));
    }
    return [make('h2', { text: words.floor.today }),
      make('ul', {}, ...lines.map((line) => make('li', { text: line })))];
  });
  const doors = shop?.doors ?? [];
  draw('doors', [doors.map((door) => [door.name, door.state, door.since, door.reason]), words.language],
    () => (doors.length === 0 ? [] : [
      make('h2', { text: count(words, words.floor.door, doors.length) }),
      make('ul', {}, ...doors.map((door) => make('li', { 'data-door': door.state },
        make('span', { 'aria-hidden': 'true', text: door.state === 'up' ? '✓ ' : '✕ ' }),
        make('strong', { text: door.name }), ' ',
        door.state === 'up' ? words.floor.doorUp : fill(words.floor.doorDown, {
          time: door.since ? time(words.language, door.since) : '?', why: door.reason ?? '?',
        })))),
    ]));
}

export function drawFacts({ words, floor, kept, own }) {
  const shown = floor.recent.slice(0, 7).map((fact) => ({
    at: time(words.language, fact.at, { seconds: true }), text: fact.words[words.language],
    isUndone: floor.isUndone(fact), isOwn: own.has(fact.sequence),
  }));
  const waiting = kept.items.map((item) => item.what[words.language] ?? '');
  draw('facts', [shown, waiting, words.language], () => [
    make('h2', { text: words.facts.title }),
    make('ul', {},
      ...waiting.slice().reverse().slice(0, 4).map((what) => make('li', { class: 'kept' },
        '… ', fill(words.messages.sending, { what }))),
      ...shown.map((fact) => make('li', {},
        make('time', { text: fact.at }), ' ',
        make(fact.isUndone ? 's' : 'span', { text: fact.text }),
        fact.isUndone ? ` (${words.facts.undone})` : fact.isOwn ? ` (${words.facts.here})` : '')),
      shown.length + waiting.length === 0 ? make('li', { text: words.facts.none }) : null),
  ]);
}

function madText(words, mad) {
  return fill(mad.over ? words.floor.doorWasMad : words.floor.doorMad, {
    door: mad.door, time: time(words.language, mad.from), until: time(words.language, mad.to),
    n: mad.over ? mad.crossings : mad.perMinute,
  });
}

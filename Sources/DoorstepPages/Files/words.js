// The words of a screen: texts with places in braces, numbers, and times of the shop.

export const data = JSON.parse(document.getElementById('data').textContent);

/** The text with its places filled; a place without a value stays as it is. */
export function fill(text, places = {}) {
  return text.replace(/\{(\w+)\}/g, (place, name) => places[name] ?? place);
}

/** The singular or the plural of `counted`, with `{n}` filled. */
export function count(words, counted, n) {
  const isOne = Math.abs(n) === 1 || (n === 0 && words.zeroIsSingular);
  return fill(isOne ? counted.one : counted.many, { n });
}

/** A duration, `18 s` or `3 min`: rounded up to the second, and from two minutes on down to the minute. */
export function span(words, milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return seconds < 120
    ? fill(words.timing.seconds, { n: seconds })
    : fill(words.timing.minutes, { n: Math.floor(seconds / 60) });
}

const formats = new Map();

/** The time in the shop's zone, `10:15`, by the daemon's zone rules: the browser's own may be older. */
export function time(language, moment, { seconds = false } = {}) {
  const format = `${language} ${seconds}`;
  if (!formats.has(format)) {
    formats.set(format, new Intl.DateTimeFormat(language, {
      hour: '2-digit', minute: '2-digit', ...(seconds && { second: '2-digit' }), hourCycle: 'h23', timeZone: 'UTC',
    }));
  }
  const at = new Date(moment).getTime();
  const span = data.offsets.findLast(({ from }) => from <= at) ?? data.offsets[0];
  return formats.get(format).format(new Date(at + span.seconds * 1000));
}

// The daemon's clock, kept as an offset from `performance.now()`, which only goes forward. The device's own clock may
// be wrong, or be set while the page is open.

const place = 'doorstep-clock';
let ahead = null;

/** The daemon's time in milliseconds since 1970, as far as it is known. */
export function now() {
  if (ahead !== null) return performance.now() + ahead;
  // Before the daemon has told its time, the difference found the last time is used.
  return Date.now() + (Number(localStorage.getItem(place)) || 0);
}

export function iso(moment = now()) {
  return new Date(Math.round(moment)).toISOString();
}

/** Notes the daemon's time `at`, from an answer that was under way for at most `delay` milliseconds. */
export function hear(at, delay = 0) {
  const found = Date.parse(at) + delay / 2 - performance.now();
  if (Number.isNaN(found)) return;
  // A difference of less than 250 ms may come from an answer that was held up; only a larger one is a step.
  if (ahead !== null && Math.abs(found - ahead) < 250) return;
  ahead = found;
  localStorage.setItem(place, String(Math.round(now() - Date.now())));
}

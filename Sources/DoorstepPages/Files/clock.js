// The daemon's time. A device's own clock may be wrong, or be set while the page is open; so the daemon's is kept as
// a distance from a clock that only goes forward.

const place = 'doorstep-clock';
let ahead = null;

/** Milliseconds since 1970, as the daemon counts them, as far as is known. */
export function now() {
  if (ahead !== null) return performance.now() + ahead;
  // Before the first word of the daemon: as far off as it was the last time.
  return Date.now() + (Number(localStorage.getItem(place)) || 0);
}

export function iso(moment = now()) {
  return new Date(Math.round(moment)).toISOString();
}

/** The daemon has just said that it is `at`; its words were under way for at most `delay` milliseconds. */
export function hear(at, delay = 0) {
  const found = Date.parse(at) + delay / 2 - performance.now();
  if (Number.isNaN(found)) return;
  // A word that was held up says less than one that was not; only a real step is taken over.
  if (ahead !== null && Math.abs(found - ahead) < 250) return;
  ahead = found;
  localStorage.setItem(place, String(Math.round(now() - Date.now())));
}

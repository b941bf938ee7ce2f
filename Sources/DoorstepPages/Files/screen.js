// Functions that both screens in the browser share: elements, a display that stays on, and the shell.

/** An element: `make('button', {class: 'big', text: 'Yes'}, child…)`. Texts are texts, never HTML. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === 'text') element.textContent = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A button of at least 72 by 72 pixels, with its key. */
export function button(name, label, key, { isPressed, isMain, detail } = {}) {
  return make('button', {
    type: 'button', class: isMain ? 'main' : undefined, 'data-act': name,
    'aria-pressed': isPressed === undefined ? undefined : String(isPressed),
    'aria-keyshortcuts': key?.length === 1 ? key : undefined,
  },
  isPressed === undefined ? null
    : make('span', { class: 'box', 'aria-hidden': 'true', text: isPressed ? '☑' : '☐' }),
  make('span', { class: 'label', text: label }),
  detail ? make('span', { class: 'detail', text: detail }) : null,
  key ? make('kbd', { text: key, 'aria-hidden': 'true' }) : null);
}

const shown = new Map();

/**
 * Draws the region with this id, unless it shows `what` already: an element that is replaced while a finger is on it
 * would never be clicked.
 */
export function draw(id, what, children) {
  const signature = JSON.stringify(what);
  if (shown.get(id) === signature) return false;
  shown.set(id, signature);
  const region = document.getElementById(id);
  const focused = region.contains(document.activeElement)
    ? document.activeElement.dataset.act ?? '' : null;
  region.replaceChildren(...children());
  region.hidden = region.childNodes.length === 0;
  if (focused !== null) {
    const same = focused && region.querySelector(`[data-act="${CSS.escape(focused)}"]`);
    (same || region.querySelector('button') || document.getElementById('prompt'))?.focus();
  }
  return true;
}

/** Asks that the display stays on, now and whenever the page comes back to the front. */
export function stayAwake() {
  const ask = () => {
    if (document.visibilityState === 'visible') {
      navigator.wakeLock?.request('screen').catch(() => {});
    }
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}

/** Keeps the browser's menu closed when a finger rests on an element that `selector` names. */
export function openNoMenus(selector) {
  document.addEventListener('contextmenu', (event) => {
    if (event.target.closest?.(selector)) event.preventDefault();
  });
}

/** Keeps the shell of the screens in the browser. `mayReload()` says whether a new version may be shown now. */
export function keepShell(mayReload) {
  const workers = navigator.serviceWorker;
  if (!workers) return { look() {} };
  let hasOne = workers.controller !== null;
  let isNew = false;
  const reload = () => {
    if (isNew && mayReload()) location.reload();
  };
  workers.addEventListener('controllerchange', () => {
    // The first worker keeps the files that are shown already; a later one comes with other files.
    isNew = hasOne;
    hasOne = true;
    reload();
  });
  setInterval(reload, 5000);
  const registration = workers.register('/sw.js', { updateViaCache: 'none' }).catch(() => null);
  return {
    /** Looks for a new version: the daemon may have been replaced. */
    look() { registration.then((found) => found?.update().catch(() => {})); },
  };
}

/** The last moments, at most 200, at which a fact stood on the page, for measurements. */
export const moments = [];

export function note(moment) {
  moments.push(moment);
  if (moments.length > 200) moments.shift();
}

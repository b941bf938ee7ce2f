// A chime of two notes, made by the browser. A page may make no sound before somebody has touched it, so the first tap
// or key starts the audio.

const place = 'doorstep-sound';

export class Sound {
  #context = null;

  constructor() {
    const wake = () => {
      if (this.isOn) this.#wake();
    };
    for (const event of ['pointerdown', 'keydown']) {
      document.addEventListener(event, wake, { passive: true });
    }
  }

  get isOn() { return localStorage.getItem(place) !== 'off'; }

  toggle() {
    localStorage.setItem(place, this.isOn ? 'off' : 'on');
    if (this.isOn) this.#wake();
  }

  #wake() {
    const Context = window.AudioContext ?? window.webkitAudioContext;
    if (!Context) return;
    this.#context ??= new Context();
    if (this.#context.state === 'suspended') this.#context.resume().catch(() => {});
  }

  /** Plays two rising notes for an arrival, two falling ones for a departure. */
  chime(isArrival) {
    const context = this.#context;
    if (!this.isOn || context?.state !== 'running') return;
    const notes = isArrival ? [659.26, 880] : [880, 659.26];
    notes.forEach((frequency, index) => {
      const from = context.currentTime + index * 0.16;
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.type = 'sine';
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.0001, from);
      volume.gain.exponentialRampToValueAtTime(0.12, from + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.5);
      tone.connect(volume).connect(context.destination);
      tone.start(from);
      tone.stop(from + 0.55);
    });
  }
}

import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepWords
import Glibc

/// The counter's main thread: it owns the state, and sleeps until a key, a message or the next change of the picture.
final class CounterLoop {
    private var state: CounterState
    private let settings: CounterSettings
    private let machine: MachineTime
    private var clock: WallClock
    private let rings: Bool
    private let console: Console
    private let wakeup: Wakeup
    private let inbox: CounterInbox
    private let sender: CounterSender
    private let reader: CounterReader
    private var keys = KeyReader()
    private var isInputOpen = true
    private let isInputTerminal: Bool
    private var grid: ScreenGrid?
    private var narrator: CounterNarrator
    private var isOver = false

    /// The stream's error that ended the counter; nil while it runs, and when staff, a signal or the terminal ended it.
    private var failure: CommandFailure?

    init(
        socket: String, settings: CounterSettings, machine: MachineTime, silence: Duration,
        rings: Bool
    ) throws {
        self.settings = settings
        self.machine = machine
        clock = WallClock(zoneNamed: nil, machine)
        self.rings = rings
        state = CounterState(
            words: CounterWords.of(settings.language ?? "en"),
            isLanguageOpen: settings.language == nil, silence: silence,
            makeKey: DaemonClient.randomKey)
        isInputTerminal = isatty(STDIN_FILENO) == 1
        console = Console(
            input: STDIN_FILENO, output: STDOUT_FILENO,
            hasAlternateScreen: settings.hasAlternateScreen)
        let wakeup = try Wakeup()
        self.wakeup = wakeup
        inbox = CounterInbox { wakeup.signal() }
        sender = CounterSender(socket: socket, inbox: inbox)
        reader = CounterReader(socket: socket, inbox: inbox)
        narrator = CounterNarrator()
    }

    /// Runs the counter until staff quit, the terminal closes or a signal asks for it. Restores the terminal on return.
    func run() throws {
        CounterSignals.watch { [inbox] in inbox.put(.signal($0)) }
        try console.enter(drawing: !settings.isPlain)
        defer { console.leave() }
        sender.start()
        reader.start()
        // A running daemon answers within this time, so that “not connected” does not flash up.
        try wait(atMost: .milliseconds(150))
        while !isOver {
            try show()
            try wait(atMost: state.nextChange(after: time()))
        }
        if let failure = failure ?? CommandFailure(unsent: state.queue) { throw failure }
    }

    private func time() -> CounterTime {
        var steady = timespec()
        clock_gettime(CLOCK_BOOTTIME, &steady)
        return CounterTime(
            wall: clock.now(),
            steady: .seconds(Int64(steady.tv_sec)) + .nanoseconds(Int64(steady.tv_nsec)))
    }

    // MARK: - Waiting

    private func wait(atMost limit: Duration?) throws {
        let escape = keys.isPending ? KeyReader.escapeWait : nil
        let limit = [limit, escape].compactMap(\.self).min()
        var waits = [
            pollfd(fd: wakeup.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isInputOpen ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
        ]
        // Rounded up, because a wait that ends too early only leads to another one.
        let milliseconds = limit.map { Int32(clamping: max(0, $0.milliseconds) + 1) } ?? -1
        let ready = poll(&waits, 2, milliseconds)
        if ready > 0, waits[1].revents != 0 {
            readKeys()
        } else if keys.isPending {
            press(keys.rest())
        }
        if ready > 0, waits[0].revents != 0 {
            wakeup.drain()
            for message in inbox.takeAll() { take(message) }
        }
        carry(out: state.pass(to: time()))
    }

    private func readKeys() {
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count > 0 {
            press(keys.read(bytes[..<count]))
        } else if count == 0 || errno != EINTR {
            isInputOpen = false
            // A closed terminal ends the counter; the end of a pipe only means that no more keys come.
            if isInputTerminal { isOver = true }
        }
    }

    private func press(_ keys: [CounterKey]) {
        for key in keys where !isOver { carry(out: state.press(key, at: time())) }
    }

    private func take(_ message: CounterInbox.Message) {
        let time = time()
        switch message {
        case .connected: carry(out: state.connected(at: time))
        case .lost(let error): carry(out: state.lost(CounterLink.Cause(error), at: time))
        case .happened(let picture, let prompt):
            if let picture, picture.timeZone != state.picture?.timeZone {
                clock = WallClock(zoneNamed: picture.timeZone, machine)
            }
            carry(out: state.happened(picture, prompt, at: time))
        case .shop(let shop): state.learn(shop)
        case .answered(let key, let answer): carry(out: state.answered(key, answer, at: time))
        case .signal(let number): take(signal: number)
        case .ended(let error):
            failure = CommandFailure(error)
            isOver = true
        }
    }

    private func take(signal number: Int32) {
        switch number {
        case SIGWINCH: break
        case SIGCONT: grid = nil
        case SIGTSTP: carry(out: [.suspend])
        default: isOver = true
        }
    }

    private func carry(out effects: [CounterEffect]) {
        for effect in effects {
            switch effect {
            case .send, .readShop: sender.take(effect)
            case .bell: if rings { try? console.draw("\u{7}") }
            case .redraw: grid = nil
            case .suspend: suspend()
            case .quit: isOver = true
            }
        }
    }

    private func suspend() {
        guard isInputTerminal else { return }
        console.leave()
        CounterSignals.stop()
        do {
            try console.enter(drawing: !settings.isPlain)
        } catch {
            isOver = true
        }
        grid = nil
    }

    // MARK: - Showing

    private func show() throws {
        guard !isOver else { return }
        if settings.isPlain {
            for line in narrator.lines(state, at: time(), clock) {
                try console.draw(settings.glyphs.drawable(line) + "\n")
            }
            return
        }
        let (columns, rows) = console.size
        let screen = CounterScreen(
            state: state, time: time(), clock: clock, columns: columns, rows: rows)
        let next = ScreenGrid(
            screen.lines, columns: columns, rows: rows, glyphs: settings.glyphs)
        guard next != grid else { return }
        try console.draw(next.drawing(after: grid, inColour: settings.inColour))
        grid = next
    }
}

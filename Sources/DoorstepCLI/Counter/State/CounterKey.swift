/// A key pressed at the counter.
enum CounterKey: Hashable, Sendable {
    /// A letter (in lower case), a digit or a sign.
    case character(Character)
    case tab
    case enter
    case escape
    case backspace
    /// Up, down and the page keys, for a text that does not fit.
    case up, down
    /// Control-C.
    case interrupt
    /// Control-Z.
    case suspend
    /// Control-L: draw everything again.
    case redraw
    /// Arrows and the like, which do nothing here.
    case other

    init(_ text: Character) {
        self = .character(text.lowercased().first ?? text)
    }
}

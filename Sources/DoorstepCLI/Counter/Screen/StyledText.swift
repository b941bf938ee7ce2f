/// The style of a piece of text. The text itself always says in words what its style shows.
enum TextStyle: UInt8, Hashable, Sendable {
    case plain
    /// Bold.
    case strong
    /// Half bright, for text that is no longer certain or matters less.
    case faint
    /// Colours of a prompt's timing: before, in and after its window.
    case early, inWindow, late
    /// Bold and reversed, for text that must not be overlooked.
    case alert
    /// A key's letter.
    case key

    /// The escape sequence that switches from no style to this one, in the eight colours of the console.
    func begin(inColour: Bool) -> String {
        switch self {
        case .plain: ""
        case .strong: "\u{1b}[1m"
        case .faint: "\u{1b}[2m"
        case .early: inColour ? "\u{1b}[1;36m" : "\u{1b}[1m"
        case .inWindow: inColour ? "\u{1b}[1;32m" : "\u{1b}[1m"
        case .late: inColour ? "\u{1b}[1;33m" : "\u{1b}[1m"
        case .alert: inColour ? "\u{1b}[1;7;31m" : "\u{1b}[1;7m"
        case .key: "\u{1b}[7m"
        }
    }
}

/// A line of the screen: pieces of text, each in one style.
struct StyledLine: Hashable, Sendable {
    struct Run: Hashable, Sendable {
        let text: String
        let style: TextStyle
    }

    private(set) var runs: [Run] = []

    init(_ text: String = "", _ style: TextStyle = .plain) { add(text, style) }

    mutating func add(_ text: String, _ style: TextStyle = .plain) {
        if !text.isEmpty { runs.append(Run(text: text, style: style)) }
    }

    mutating func add(_ line: StyledLine) { runs += line.runs }

    var text: String { runs.map(\.text).joined() }

    var columns: Int { runs.reduce(0) { $0 + width($1.text) } }

    /// The same text, all of it in one style.
    func all(_ style: TextStyle) -> StyledLine { StyledLine(text, style) }
}

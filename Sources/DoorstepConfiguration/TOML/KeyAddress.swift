/// The place of a value in a TOML file: `door[2].name`.
///
/// Elements count from 0 in the steps and from 1 in the text, as people count.
struct KeyAddress: Hashable, Sendable, CustomStringConvertible {
    enum Step: Hashable, Sendable {
        case key(String)
        case element(Int)
    }

    let steps: [Step]

    init(_ steps: [Step] = []) {
        self.steps = steps
    }

    static let root = KeyAddress()

    subscript(key: String) -> KeyAddress { KeyAddress(steps + [.key(key)]) }
    subscript(index: Int) -> KeyAddress { KeyAddress(steps + [.element(index)]) }

    var description: String { text { _ in nil } }

    /// The address as people read it. `name` gives elements a name to stand for their number:
    /// `door[front].silentAfter`.
    func text(naming name: (KeyAddress) -> String?) -> String {
        var text = ""
        for (index, step) in steps.enumerated() {
            switch step {
            case .key(let key):
                if !text.isEmpty { text += "." }
                text += key.isBareKey ? key : quoted(key)
            case .element(let number):
                let name = name(KeyAddress(Array(steps[...index])))
                text += "[\(name ?? String(number + 1))]"
            }
        }
        return text
    }
}

extension String {
    /// Whether TOML takes the text as a key without quotes.
    fileprivate var isBareKey: Bool {
        !isEmpty
            && utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

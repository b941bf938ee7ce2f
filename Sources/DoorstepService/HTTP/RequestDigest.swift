import DoorstepCore

/// A digest of a request, 128 bits, the same in every run of the daemon.
///
/// It guards a client against using one key for two requests. It does not guard against an attacker: a client that may
/// write gains nothing from a collision. Hence FNV-1a, twice with different beginnings, and no cryptography.
struct RequestDigest {
    private var words: (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x6C62_272E_07BB_0142)

    var bytes: [UInt8] {
        [words.0, words.1].flatMap { word in
            (0..<8).reversed().map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
        }
    }

    mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
        // No text contains this byte, so "ab" + "c" differs from "a" + "bc".
        add(0xFF)
    }

    /// Adds the content of a body: spaces and the order of members make no difference.
    mutating func add(_ json: JSON) {
        switch json {
        case .null: add("n")
        case .bool(let value): add("b\(value)")
        case .integer(let value): add("i\(value)")
        case .number(let value): add("d\(value)")
        case .string(let value): add("s" + value)
        case .array(let values):
            add("[")
            for value in values { add(value) }
            add("]")
        case .object(let members):
            add("{")
            for member in members.sorted(by: { $0.name < $1.name }) {
                add(member.name)
                add(member.value)
            }
            add("}")
        }
    }

    private mutating func add(_ byte: UInt8) {
        words.0 = (words.0 ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        words.1 = (words.1 ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
}

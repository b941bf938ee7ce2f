/// Parser of a terminal's bytes into keys; the bytes of one key may come in several reads.
///
/// A complete escape sequence is one key: an arrow or a page key, else one that does nothing. Escape alone is known by
/// the pause after it: when
/// `escapeWait` has passed without a byte, the caller calls `rest`.
struct KeyReader: Sendable {
    private var pending: [UInt8] = []

    /// Whether the last key was an Escape known by its pause. On a slow line the rest of its sequence may still come.
    private var isAfterEscape = false

    /// The pause that makes Escape a key of its own. A slow line delivers a whole sequence within it.
    static let escapeWait = Duration.milliseconds(60)

    /// Whether the bytes of an unfinished key are held.
    var isPending: Bool { !pending.isEmpty }

    mutating func read(_ bytes: some Swift.Sequence<UInt8>) -> [CounterKey] {
        var keys: [CounterKey] = []
        for byte in bytes {
            if isAfterEscape, pending.isEmpty, byte == UInt8(ascii: "[") { pending = [0x1B] }
            isAfterEscape = false
            if isLetterCut(before: byte) {
                keys.append(.other)
                pending.removeAll()
            }
            pending.append(byte)
            if let key = complete() {
                keys.append(contentsOf: key)
                pending.removeAll()
            }
        }
        return keys
    }

    /// Ends the unfinished key when no byte follows: Escape alone is a key; a cut sequence or letter is none.
    mutating func rest() -> [CounterKey] {
        defer { pending.removeAll() }
        isAfterEscape = pending == [0x1B]
        return pending == [0x1B] ? [.escape] : []
    }

    /// The keys that the held bytes form; nil while more bytes are expected.
    private func complete() -> [CounterKey]? {
        guard let first = pending.first else { return [] }
        switch first {
        case 0x1B: return escape()
        case 0x03: return [.interrupt]
        case 0x09: return [.tab]
        case 0x0A, 0x0D: return [.enter]
        case 0x0C: return [.redraw]
        case 0x1A: return [.suspend]
        case 0x08, 0x7F: return [.backspace]
        case ..<0x20: return [.other]
        case 0x20...0x7E: return [CounterKey(Character(UnicodeScalar(first)))]
        default: return letter(first)
        }
    }

    /// Whether the held bytes begin a letter that the next byte does not continue. That byte begins a key of its own.
    private func isLetterCut(before byte: UInt8) -> Bool {
        pending.first.map { $0 >= 0x80 } == true && byte & 0xC0 != 0x80
    }

    private func letter(_ first: UInt8) -> [CounterKey]? {
        let length =
            switch first {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        guard length > 1 else { return [.other] }
        guard pending.count == length else { return nil }
        guard let text = String(validating: pending, as: UTF8.self), let letter = text.first
        else { return [.other] }
        return [CounterKey(letter)]
    }

    /// The key of a sequence, by the bytes after its beginning: the arrows and the page keys are known.
    private func named(_ bytes: ArraySlice<UInt8>) -> CounterKey {
        switch String(decoding: bytes, as: UTF8.self) {
        case "A", "5~": .up
        case "B", "6~": .down
        default: .other
        }
    }

    private func escape() -> [CounterKey]? {
        guard pending.count > 1 else { return nil }
        let last = pending[pending.count - 1]
        switch pending[1] {
        case UInt8(ascii: "["):
            guard pending.count > 2 else { return nil }
            // The Linux console's function keys: ESC [ [ A.
            if pending.count == 3, last == UInt8(ascii: "[") { return nil }
            if pending.count == 4, pending[2] == UInt8(ascii: "[") { return [.other] }
            if pending.count > 32 { return [.other] }
            return (0x40...0x7E).contains(last) ? [named(pending.dropFirst(2))] : nil
        case UInt8(ascii: "O"): return pending.count > 2 ? [named(pending.dropFirst(2))] : nil
        case ..<0x20, 0x7F...: return [.escape]
        // Escape and another key were typed fast one after the other.
        default: return [.escape, CounterKey(Character(UnicodeScalar(last)))]
        }
    }
}

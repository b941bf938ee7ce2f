/// JSON as it is being written: a text that grows, and that knows where a comma is due.
package struct JSONText {
    /// UTF-8.
    package internal(set) var bytes: [UInt8] = []

    package init() {}

    // MARK: Objects and lists
    // Inlinable where they are generic: bodies in other modules have dozens of members, and each would look up its type
    // while the daemon runs.

    mutating func openObject() { bytes.append(UInt8(ascii: "{")) }

    mutating func closeObject() { bytes.append(UInt8(ascii: "}")) }

    @inlinable
    package mutating func member(_ name: StaticString, _ value: some WritesJSON) {
        begin(name)
        value.write(to: &self)
    }

    /// Left out when it is nil.
    @inlinable
    package mutating func member(_ name: StaticString, ifPresent value: (some WritesJSON)?) {
        if let value { member(name, value) }
    }

    /// `null` when it is nil.
    @inlinable
    package mutating func member(_ name: StaticString, orNull value: (some WritesJSON)?) {
        begin(name)
        if let value { value.write(to: &self) } else { raw("null") }
    }

    /// One whose name is not known beforehand.
    mutating func member(named name: String, _ value: some WritesJSON) {
        separate()
        string(name)
        bytes.append(UInt8(ascii: ":"))
        value.write(to: &self)
    }

    mutating func array(_ values: [some WritesJSON]) {
        bytes.append(UInt8(ascii: "["))
        for value in values {
            separate()
            value.write(to: &self)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// `name` is plain ASCII without quotes, as all our names are.
    @usableFromInline
    mutating func begin(_ name: StaticString) {
        separate()
        name.withUTF8Buffer { name in
            add(name.count + 3) { room in
                room[0] = UInt8(ascii: "\"")
                _ = room[1...].update(fromContentsOf: name)
                room[name.count + 1] = UInt8(ascii: "\"")
                room[name.count + 2] = UInt8(ascii: ":")
            }
        }
    }

    /// Adds `count` bytes in one piece: to ask for room takes longer than to write a byte.
    private mutating func add(
        _ count: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { room in
            write(room)
            bytes.append(contentsOf: room)
        }
    }

    /// No value ends in an opening bracket.
    private mutating func separate() {
        if let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") {
            bytes.append(UInt8(ascii: ","))
        }
    }

    // MARK: Values

    @usableFromInline
    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func string(_ text: String) {
        // Nearly every text is plain, and lies in one piece.
        let isWritten = text.utf8.withContiguousStorageIfAvailable { plain in
            let isPlain = plain.allSatisfy {
                $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
            guard isPlain else { return false }
            add(plain.count + 2) { room in
                room[0] = UInt8(ascii: "\"")
                _ = room[1...].update(fromContentsOf: plain)
                room[plain.count + 1] = UInt8(ascii: "\"")
            }
            return true
        }
        guard isWritten != true else { return }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 { escaped(byte) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x0A: raw("\\n")
        case 0x0D: raw("\\r")
        case 0x09: raw("\\t")
        case 0..<0x20:
            raw("\\u00")
            bytes.append(hexDigit(byte >> 4))
            bytes.append(hexDigit(byte & 0xF))
        default: bytes.append(byte)
        }
    }

    /// A text that `append` writes, and that has nothing to escape.
    mutating func plain(_ append: (inout [UInt8]) -> Void) {
        bytes.append(UInt8(ascii: "\""))
        append(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func integer(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// What JSON cannot spell (not finite) becomes null.
    mutating func double(_ value: Double) {
        if let integer = Int64(exactly: value), abs(integer) < 1 << 53 {
            self.integer(integer)
        } else if value.isFinite {
            bytes.append(contentsOf: "\(value)".utf8)
        } else {
            raw("null")
        }
    }
}

/// Of a number from 0 to 15, in small letters.
func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}

/// A fact's name in the world: a UUID of version 7 (RFC 9562), its time in the first 48 bits.
package struct FactID: Hashable, Sendable, TextCodable {
    package let high: UInt64
    package let low: UInt64

    /// A version 7 UUID: 48 bits of `at`, 74 of `random`.
    package init(at: Timestamp, random: (UInt64, UInt64)) {
        high = UInt64(bitPattern: at.milliseconds) << 16 | 0x7000 | (random.0 & 0x0FFF)
        low = 0x8000_0000_0000_0000 | (random.1 & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// A version 7 UUID with random bits from `generator`.
    package init(at: Timestamp, using generator: inout some RandomNumberGenerator) {
        self.init(at: at, random: (generator.next(), generator.next()))
    }

    /// Reads the 36-character form, of any version.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (index, byte) in bytes.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            if digits < 16 {
                words.0 = words.0 << 4 | UInt64(digit)
            } else {
                words.1 = words.1 << 4 | UInt64(digit)
            }
            digits += 1
        }
        (high, low) = words
    }

    package var description: String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for index in 0..<32 {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            let word = index < 16 ? high : low
            text.append(digits[Int(word >> UInt64(60 - index % 16 * 4) & 0xF)])
        }
        return text
    }

    package static let meaning = "a UUID"
}

extension FactID {
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// A fact's place in the ledger: 1, 2, 3 …, without gaps, in the order of commitment.
package struct Sequence: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let value: Int64

    package init(_ value: Int64) {
        self.value = value
    }

    /// Before the first fact.
    package static let zero = Sequence(0)

    package var next: Sequence { Sequence(value + 1) }
    package var description: String { String(value) }

    package static func < (a: Sequence, b: Sequence) -> Bool { a.value < b.value }
}

extension Sequence: Codable {
    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension Sequence {
    /// A fact's place where the wire has it as a text: the ids of prompts and visits, which stand in paths.
    package struct Text: TextCodable, Hashable {
        package let sequence: Sequence

        package init(_ sequence: Sequence) { self.sequence = sequence }
        package init?(_ text: String) {
            guard let value = Int64(text) else { return nil }
            sequence = Sequence(value)
        }

        package var description: String { sequence.description }
        package static let meaning = "a fact's number"
    }
}

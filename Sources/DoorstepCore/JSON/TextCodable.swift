/// A value that stands in JSON as its text.
package protocol TextCodable: Codable, LosslessStringConvertible {
    /// The description of a valid text, for the error that refuses another: `a date`.
    static var meaning: String { get }
}

extension TextCodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(text)” is not \(Self.meaning)")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// One JSON value as it stood in the text; object members keep their order.
///
/// Whole numbers that fit are `integer`, whatever way they were written (`2`, `2.0`, `2e0`); all
/// others are `number`.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSON

        package init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The value in the words of an error message: `a text`, `the number 1.5`, `an object`.
    package var found: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "the number \(value)"
        case .number(let value): "the number \(value)"
        case .string(let value):
            value.count <= 40 ? "“\(value)”" : "a text of \(value.count) characters"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// A mistake in a text that is not JSON; `offset` counts bytes from 0.
package struct JSONError: Error, Hashable, Sendable {
    package let offset: Int
    package let reason: String

    package var message: String { "byte \(offset): \(reason)" }
}

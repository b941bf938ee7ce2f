import DoorstepCore

/// Why a body was understood as JSON but not as what the route wants. `field` is the member's name.
package enum BodyError: Error, Hashable, Sendable {
    case notAnObject(found: String)
    case unknownField(String, known: [String])
    case missingField(String)
    /// `wanted` completes "… is wanted": "a whole number from 1 to 500".
    case wrongType(String, found: String, wanted: String)
    /// The right type with an impossible value.
    case outOfRange(String, found: String, wanted: String)
}

/// Reads the members of one JSON object by name, and refuses by name what does not fit.
package struct BodyReader {
    private let members: [String: JSON]

    /// `known` is every name that the body may have.
    package init(_ json: JSON, known: [String]) throws(BodyError) {
        guard case .object(let list) = json else { throw .notAnObject(found: json.found) }
        for member in list where !known.contains(member.name) {
            throw .unknownField(member.name, known: known)
        }
        members = Dictionary(list.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// The member's value; nil when it is left out or null.
    private func value(_ name: String) -> JSON? {
        let value = members[name]
        return value == .null ? nil : value
    }

    package func integer(_ name: String, in range: ClosedRange<Int>) throws(BodyError) -> Int? {
        guard let json = value(name) else { return nil }
        let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard case .integer(let integer) = json else {
            throw .wrongType(name, found: json.found, wanted: wanted)
        }
        guard let number = Int(exactly: integer), range.contains(number) else {
            throw .outOfRange(name, found: "\(integer)", wanted: wanted)
        }
        return number
    }

    /// A fact's number: as a number, or as a text of digits, which is how prompts and visits are named.
    package func sequence(_ name: String) throws(BodyError) -> Sequence? {
        guard let json = value(name) else { return nil }
        let wanted = "a fact's number, from 1 on"
        let number: Int64?
        switch json {
        case .integer(let integer): number = integer
        case .string(let text):
            number = Int64(text).flatMap { "\($0)" == text ? $0 : nil }
        default: throw .wrongType(name, found: json.found, wanted: wanted)
        }
        guard let number, number > 0 else {
            throw .outOfRange(name, found: json.found, wanted: wanted)
        }
        return Sequence(number)
    }

    package func bool(_ name: String) throws(BodyError) -> Bool? {
        guard let json = value(name) else { return nil }
        guard case .bool(let value) = json else {
            throw .wrongType(name, found: json.found, wanted: "true or false")
        }
        return value
    }

    /// A text of 1 to `limit` characters without control characters.
    package func text(_ name: String, atMost limit: Int) throws(BodyError) -> String? {
        guard let json = value(name) else { return nil }
        let wanted = "a text of 1 to \(limit) characters, without control characters"
        guard case .string(let text) = json else {
            throw .wrongType(name, found: json.found, wanted: wanted)
        }
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control
        }
        guard !text.isEmpty, text.unicodeScalars.count <= limit, isPlain else {
            throw .outOfRange(name, found: json.found, wanted: wanted)
        }
        return text
    }

    /// A text that a fact keeps.
    package func text(_ name: String, kept kind: FactText) throws(BodyError) -> String? {
        guard let json = value(name) else { return nil }
        guard case .string(let text) = json else {
            throw .wrongType(name, found: json.found, wanted: kind.wanted)
        }
        if let wanted = kind.refusal(of: text) {
            throw .outOfRange(name, found: json.found, wanted: wanted)
        }
        return text
    }

    /// A text of lines, which may be empty: at most `limit` characters.
    package func prose(_ name: String, atMost limit: Int) throws(BodyError) -> String? {
        guard let json = value(name) else { return nil }
        let wanted = "a text of at most \(limit) characters"
        guard case .string(let text) = json else {
            throw .wrongType(name, found: json.found, wanted: wanted)
        }
        guard text.unicodeScalars.count <= limit else {
            throw .outOfRange(name, found: json.found, wanted: wanted)
        }
        return text
    }

    package func time(_ name: String) throws(BodyError) -> Timestamp? {
        guard let json = value(name) else { return nil }
        let wanted = "a time like 2026-11-21T10:15:02Z"
        guard case .string(let text) = json else {
            throw .wrongType(name, found: json.found, wanted: wanted)
        }
        guard let time = Timestamp(text) else {
            throw .outOfRange(name, found: json.found, wanted: wanted)
        }
        return time
    }

    package func id(_ name: String) throws(BodyError) -> FactID? {
        guard let json = value(name) else { return nil }
        let wanted = "a UUID"
        guard case .string(let text) = json else {
            throw .wrongType(name, found: json.found, wanted: wanted)
        }
        guard let id = FactID(text) else {
            throw .outOfRange(name, found: json.found, wanted: wanted)
        }
        return id
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) throws(BodyError) -> Choice? where Choice.RawValue == String {
        guard let json = value(name) else { return nil }
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        guard case .string(let text) = json else {
            throw .wrongType(name, found: json.found, wanted: "one of \(words)")
        }
        guard let choice = Choice(rawValue: text) else {
            throw .outOfRange(name, found: json.found, wanted: "one of \(words)")
        }
        return choice
    }

    /// A nested object of booleans by plain names; what is null is left out.
    package func flags(_ name: String) throws(BodyError) -> [String: Bool]? {
        guard let json = value(name) else { return nil }
        guard case .object(let members) = json else {
            throw .wrongType(name, found: json.found, wanted: "an object")
        }
        var flags: [String: Bool] = [:]
        for member in members where member.value != .null {
            if let wanted = FactText.item.refusal(of: member.name) {
                throw .outOfRange(
                    name, found: JSON.string(member.name).found, wanted: wanted)
            }
            guard case .bool(let value) = member.value else {
                throw .wrongType(
                    "\(name).\(member.name)", found: member.value.found, wanted: "true or false")
            }
            flags[member.name] = value
        }
        return flags
    }

    /// A nested object.
    package func object(_ name: String, known: [String]) throws(BodyError) -> BodyReader? {
        guard let json = value(name) else { return nil }
        guard case .object = json else {
            throw .wrongType(name, found: json.found, wanted: "an object")
        }
        return try BodyReader(json, known: known)
    }

    package func required<Value>(_ name: String, _ value: Value?) throws(BodyError) -> Value {
        guard let value else { throw .missingField(name) }
        return value
    }
}

import DoorstepCore

extension Form {
    /// The value that `json` stands for; an error names the member.
    package func value(of name: String, _ json: JSON) throws(BodyError) -> FieldValue {
        func found(_ value: FieldValue?) throws(BodyError) -> FieldValue {
            guard let value else {
                throw .outOfRange(name, found: json.found, wanted: wanted)
            }
            return value
        }
        switch (self, json) {
        case (.text(let limit), .string(let text)):
            let isPlain = text.unicodeScalars.allSatisfy {
                $0.properties.generalCategory != .control
            }
            let fits = !text.isEmpty && text.unicodeScalars.count <= limit && isPlain
            return try found(fits ? .text(text) : nil)
        case (.door, .string): return try Form.text(atMost: FactText.longest).value(of: name, json)
        case (.lines(let limit), .string(let text)):
            return try found(text.unicodeScalars.count <= limit ? .text(text) : nil)
        case (.kept(let kind), .string(let text)):
            if let wanted = kind.refusal(of: text) {
                throw .outOfRange(name, found: json.found, wanted: wanted)
            }
            return .text(text)
        case (.number(let range), .integer(let integer)):
            guard let number = Int(exactly: integer), range.contains(number) else {
                throw .outOfRange(name, found: "\(integer)", wanted: wanted)
            }
            return .number(number)
        case (.reference, .integer(let number)):
            return try found(number > 0 ? .reference(Sequence(number)) : nil)
        case (.reference, .string(let text)):
            // Prompts and visits are named by the text of the number.
            let number = Int64(text).flatMap { "\($0)" == text && $0 > 0 ? $0 : nil }
            return try found(number.map { .reference(Sequence($0)) })
        case (.id, .string(let text)): return try found(FactID(text).map { .id($0) })
        case (.flag, .bool(let flag)): return .flag(flag)
        case (.time, .string(let text)): return try found(Timestamp(text).map { .time($0) })
        case (.date, .string(let text)): return try found(LocalDate(text).map { .date($0) })
        case (.word(let words), .string(let text)):
            return try found(words.contains(text) ? .text(text) : nil)
        case (.items, .object(let members)): return .items(try Self.items(name, members))
        default: throw .wrongType(name, found: json.found, wanted: wanted)
        }
    }

    /// Completes “… is wanted”.
    private var wanted: String {
        switch self {
        case .text(let limit): "a text of 1 to \(limit) characters, without control characters"
        case .door: Form.text(atMost: FactText.longest).wanted
        case .lines(let limit): "a text of at most \(limit) characters"
        case .kept(let kind): kind.wanted
        case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .reference: "a fact's number, from 1 on"
        case .id: "a UUID"
        case .flag: "true or false"
        case .time: "a time like 2026-11-21T10:15:02Z"
        case .date: "a date like 2026-11-21"
        case .word(let words):
            words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
        case .items, .object: "an object"
        }
    }

    /// Booleans by item. Which items are on the checklist, the shop knows. One that is null is left out.
    private static func items(
        _ name: String, _ members: [JSON.Member]
    ) throws(BodyError) -> Observed {
        var items = Observed()
        for member in members where member.value != .null {
            if let wanted = FactText.item.refusal(of: member.name) {
                throw .outOfRange(name, found: JSON.string(member.name).found, wanted: wanted)
            }
            guard
                case .flag(let flag) = try Form.flag.value(
                    of: "\(name).\(member.name)", member.value)
            else { continue }
            items[member.name] = flag
        }
        return items
    }

    /// A value of the form, for a body that is described instead of read.
    package var sample: FieldValue? {
        switch self {
        case .text, .lines, .kept, .door: .text("")
        case .word(let words): words.first.map { .text($0) }
        case .number(let range): .number(range.lowerBound)
        case .reference: .reference(Sequence(1))
        case .id: .id(FactID(high: 0, low: 0))
        case .flag: .flag(false)
        case .time: .time(Timestamp(milliseconds: 0))
        case .date: .date(LocalDate(dayNumber: 0))
        case .items: .items(Observed())
        case .object: nil
        }
    }
}

import DoorstepAPI
import DoorstepCore

/// The schemas of the wire contract, one for each body. Requests refuse members that are not named; answers may get
/// more in a later version.
enum Schema {
    static func all(doors: [String], items: [String]) -> [(String, Document)] {
        requests(doors: doors, items: items) + answers
    }

    // MARK: Pieces

    static func ref(_ name: String) -> Document { ["$ref": "#/components/schemas/\(name)"] }
    static func list(of item: Document) -> Document { ["type": "array", "items": item] }

    /// A schema that also allows null. In a request null means the same as left out; in an answer it means "not known".
    static func orNull(_ schema: Document) -> Document {
        if let type = schema["type"], case .string = type, schema["enum"] == nil,
            case .object(let members) = schema
        {
            return .object(
                members.map { ($0.name, $0.name == "type" ? .array([type, "null"]) : $0.value) })
        }
        return ["anyOf": [schema, ["type": "null"]]]
    }

    static let text: Document = ["type": "string"]
    /// Values by item, under any name: facts may be imported, or older than the checklist.
    static func observed(_ value: Document) -> Document {
        [
            "type": "object", "additionalProperties": value,
            "propertyNames": kept(.item),
        ]
    }

    static let flag: Document = ["type": "boolean"]
    static let count: Document = ["type": "integer", "minimum": 0]
    static let whole: Document = ["type": "integer"]
    static let number: Document = ["type": "number"]
    static let sequence: Document = ["type": "integer", "minimum": 1]
    /// A fact's number in a request: a number, or a text of its digits, as prompts and visits are named.
    static let reference: Document = [
        "anyOf": [
            ["type": "integer", "minimum": 1, "maximum": .integer(.max)],
            ["type": "string", "pattern": "^[1-9][0-9]{0,17}$"],
        ]
    ]
    static let time: Document = ["type": "string", "format": "date-time"]
    static let date: Document = ["type": "string", "format": "date"]
    static let uuidPattern = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    static let uuid: Document = [
        "type": "string", "format": "uuid", "pattern": "^\(uuidPattern)$",
    ]

    static func text(atMost limit: Int) -> Document {
        [
            "type": "string", "minLength": 1, "maxLength": .integer(limit),
            "pattern": #"^[^\u0000-\u001f\u007f-\u009f]*$"#,
        ]
    }

    /// A text that a fact keeps.
    static func kept(_ kind: FactText) -> Document {
        [
            "type": "string", "minLength": 1, "maxLength": .integer(FactText.longest),
            "pattern": .string(kind.pattern),
        ]
    }

    /// A text of lines, which may be empty.
    static func lines(atMost limit: Int) -> Document {
        ["type": "string", "maxLength": .integer(limit)]
    }

    static func integer(_ range: ClosedRange<Int>) -> Document {
        [
            "type": "integer", "minimum": .integer(range.lowerBound),
            "maximum": .integer(range.upperBound),
        ]
    }

    static func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Document
    where Choice.RawValue == String {
        ["type": "string", "enum": words(type)]
    }

    static func one<Choice: RawRepresentable<String>>(of choices: [Choice]) -> Document {
        ["type": "string", "enum": .array(choices.map { .string($0.rawValue) })]
    }

    // MARK: Objects

    /// The body of a request. Members that are not needed may be null.
    static func request(
        needed: [(String, Document)] = [], _ others: [(String, Document)] = []
    ) -> Document {
        object(needed + others.map { ($0.0, orNull($0.1)) }, needed: needed.map(\.0))
            .with("additionalProperties", false)
    }

    /// The body of an answer. The members in `always` are never left out.
    static func answer(
        _ always: [(String, Document)], sometimes: [(String, Document)] = []
    ) -> Document {
        object(always + sometimes, needed: always.map(\.0))
    }

    private static func object(_ members: [(String, Document)], needed: [String]) -> Document {
        let document: Document = ["type": "object", "properties": .object(members)]
        return needed.isEmpty
            ? document : document.with("required", .array(needed.map { .string($0) }))
    }
}

import DoorstepAPI
import DoorstepCore

// Schemas of members that are described once (`Field`, `FactMember`).

extension Schema {
    /// The body of a request. A member that may be left out may be null as well.
    static func request<Body: RequestBody>(_ body: Body.Type, doors: [String]) -> Document {
        request(Body.fields, doors: doors)
    }

    /// The lines of an import: an object for each kind of fact.
    static func importLine(doors: [String]) -> Document {
        let kinds = Event.Kind.allCases.filter(\.isImported)
        return [
            "oneOf": .array(kinds.map { request(ImportLine.fields(of: $0), doors: doors) })
        ]
    }

    /// The members of every kind of fact in an answer, without limits of length: older facts may exceed today's.
    static let factMembers: [(String, Document)] = FactMember.Name.allCases.map { name in
        var schemas: [Document] = []
        for kind in Event.Kind.allCases {
            for member in kind.members where member.name == name {
                let schema = answered(member.form)
                if !schemas.contains(schema) { schemas.append(schema) }
            }
        }
        return (name.rawValue, schemas.count == 1 ? schemas[0] : ["anyOf": .array(schemas)])
    }

    private static func request(_ fields: [Field], doors: [String]) -> Document {
        func members(_ areNeeded: Bool) -> [(String, Document)] {
            fields.filter { $0.isNeeded == areNeeded }
                .map { ($0.name, asked($0.form, doors: doors)) }
        }
        return request(needed: members(true), members(false))
    }

    private static func asked(_ form: Form, doors: [String]) -> Document {
        switch form {
        case .text(let limit): text(atMost: limit)
        case .lines(let limit): lines(atMost: limit)
        case .kept(let kind): kept(kind)
        case .door: ["type": "string", "enum": .array(doors.map { .string($0) })]
        case .number(let range): integer(range)
        case .reference: reference
        case .id: uuid
        case .flag: flag
        case .time: time
        case .date: date
        case .word(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        case .items(ofShop: true): ref("Observed")
        case .items(ofShop: false): observed(orNull(flag))
        case .object(let fields): request(fields, doors: doors)
        }
    }

    private static func answered(_ form: Form) -> Document {
        switch form {
        case .text, .lines, .kept, .door: text
        case .reference: sequence
        case .number(let range):
            range == Int.min...Int.max ? whole : asked(form, doors: [])
        case .items: observed(flag)
        case .id, .flag, .time, .date, .word, .object: asked(form, doors: [])
        }
    }
}

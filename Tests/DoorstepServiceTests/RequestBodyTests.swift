import DoorstepCore
import Testing

@testable import DoorstepAPI

@Suite struct RequestBodyTests {
    private static let bodies: [any (RequestBody & Sendable).Type] = [
        CrossingBody.self, OpeningBody.self, DismissalBody.self, VoidBody.self, AnswerBody.self,
        TieBody.self, RecountBody.self, FeedbackBody.self, ReviewBody.self, DeliverBody.self,
        PairingRequestBody.self, TokenRequestBody.self, ClaimBody.self, OutgoingRequestBody.self,
        AttemptReportBody.self, DestinationTestBody.self, AttemptBody.self,
    ]

    @Test("a body with all that its description asks for is taken", arguments: bodies.indices)
    func taken(index: Int) throws {
        let body = Self.bodies[index]
        _ = try body.init(reading: .object(members(of: body.fields.filter(\.isNeeded))))
    }

    @Test(
        "a body without one of the members that it needs is refused by that member's name",
        arguments: bodies.indices)
    func missing(index: Int) throws {
        let body = Self.bodies[index]
        let needed = body.fields.filter(\.isNeeded)
        for field in needed {
            #expect(throws: BodyError.missingField(field.name)) {
                try body.init(
                    reading: .object(members(of: needed.filter { $0.name != field.name })))
            }
        }
    }

    @Test("a member of another type is refused by its name", arguments: bodies.indices)
    func types(index: Int) throws {
        let body = Self.bodies[index]
        for field in body.fields {
            let others = members(of: body.fields.filter { $0.isNeeded && $0.name != field.name })
            let error = #expect(throws: BodyError.self) {
                try body.init(
                    reading: .object(others + [JSON.Member(name: field.name, value: .array([]))]))
            }
            guard case .wrongType(field.name, "a list", _) = error else {
                Issue.record("\(field.name): \(String(describing: error))")
                continue
            }
        }
    }

    private func members(of fields: [Field]) -> [JSON.Member] {
        fields.map { JSON.Member(name: $0.name, value: json($0.form)) }
    }

    private func json(_ form: Form) -> JSON {
        switch form {
        case .text, .lines, .door: .string("front")
        case .kept(.source): .string("staff")
        case .kept(.reason): .string("mistake")
        case .kept(.device): .string("till")
        case .kept(.script): .string("fr/matin-1")
        case .kept(.item): .string("smile")
        case .number(let range): .integer(Int64(range.lowerBound))
        case .reference: .integer(1)
        case .id: .string("019ab000-0000-7000-8000-000000000001")
        case .flag: .bool(true)
        case .time: .string("2026-11-21T10:15:02Z")
        case .date: .string("2026-11-21")
        case .word(let words): .string(words[0])
        case .items: .object([])
        case .object(let fields): .object(members(of: fields.filter(\.isNeeded)))
        }
    }
}

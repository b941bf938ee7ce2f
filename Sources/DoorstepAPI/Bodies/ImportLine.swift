import DoorstepCore

/// One line of `POST /v1/imports` (NDJSON): a fact as `/v1/facts` shows it, without `sequence`, `recordedAt` and `by`,
/// and with other facts named by their id, since sequences differ from one ledger to another.
///
/// Kinds that a ledger makes for itself (`lapse`, `doorDown`, `doorUp`, `dayClosed`, `clockSet`) are not imported.
package struct ImportLine: Hashable, Sendable, Encodable {
    package let id: FactID
    package let kind: Event.Kind
    package let at: Timestamp
    package let source: String

    /// References are ids: of facts in the ledger, or earlier in the same body.
    package let members: FactMembers

    package init(
        id: FactID, kind: Event.Kind, at: Timestamp, source: String, members: FactMembers
    ) {
        self.id = id
        self.kind = kind
        self.at = at
        self.source = source
        self.members = members
    }

    package var people: Int? { members[.people].flatMap { Int($0) } }

    private enum Key: String, CodingKey { case id, kind, at, source }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(kind, forKey: .kind)
        try container.encode(at, forKey: .at)
        try container.encode(source, forKey: .source)
        var members = encoder.container(keyedBy: FactMember.Name.self)
        try self.members.encode(of: kind, to: &members)
    }

    /// The members of a line of this kind.
    package static func fields(of kind: Event.Kind) -> [Field] {
        Head.fields.map {
            $0.name == "kind" ? Field($0.name, .word([kind.rawValue]), isNeeded: true) : $0
        }
            + kind.members.map(field)
    }

    private static func field(_ member: FactMember) -> Field {
        Field(
            member.name.rawValue, member.form == .reference ? .id : member.form,
            isNeeded: member.isNeeded)
    }

    /// The members of every line.
    private struct Head: RequestBody {
        let id: FactID
        let kind: Event.Kind
        let at: Timestamp
        let source: String

        init(from body: inout BodyReader) throws(BodyError) {
            kind = try body.needed("kind", .word(of: Event.Kind.self))
            id = try body.needed("id", .id)
            at = try body.needed("at", .time)
            source = try body.needed("source", .kept(.source))
        }
    }

    package init(reading json: JSON) throws(BodyError) {
        guard case .object(let list) = json else { throw .notAnObject(found: json.found) }
        var reader = try BodyReader(json, known: list.map(\.name))
        let head = try Head(from: &reader)
        // The members that fit depend on the kind.
        reader = try BodyReader(json, known: Self.fields(of: head.kind).map(\.name))
        var members = FactMembers()
        for member in head.kind.members {
            members[member.name] = try reader.value(of: Self.field(member))
        }
        self.init(
            id: head.id, kind: head.kind, at: head.at, source: head.source, members: members)
    }
}

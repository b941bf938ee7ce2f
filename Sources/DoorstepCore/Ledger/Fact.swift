/// One immutable row of the ledger: something that happened, with its time and its source.
///
/// On the wire (DESIGN section 6) the members of its kind stand between `kind` and `at`:
/// `{"sequence":1042,"id":…,"kind":"entrance","door":"front","people":2,"at":…}`.
package struct Fact: Hashable, Sendable {
    package let sequence: Sequence
    package let id: FactID

    /// The time at which it happened, as reported. A wrong clock is put right by a later `clockSet`, never here.
    package let at: Timestamp
    package let recordedAt: Timestamp

    /// The reporter, a person or a program: `sensor:front`, `staff`, `doorstepd`, `import:calit2`.
    package let source: String

    /// The user at the other end of the socket, by name or number; nil when there is none.
    package let by: String?
    package let stamp: ClockStamp
    package let event: Event

    package init(
        sequence: Sequence, id: FactID, at: Timestamp, recordedAt: Timestamp, source: String,
        by: String?, stamp: ClockStamp, event: Event
    ) {
        self.sequence = sequence
        self.id = id
        self.at = at
        self.recordedAt = recordedAt
        self.source = source
        self.by = by
        self.stamp = stamp
        self.event = event
    }

    package var kind: Event.Kind { event.kind }
}

extension Fact: Codable {
    private enum Key: String, CodingKey {
        case sequence, id, kind, at, recordedAt, source, by
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            sequence: try container.decode(Sequence.self, forKey: .sequence),
            id: try container.decode(FactID.self, forKey: .id),
            at: try container.decode(Timestamp.self, forKey: .at),
            recordedAt: try container.decode(Timestamp.self, forKey: .recordedAt),
            source: try container.decode(String.self, forKey: .source),
            by: try container.decodeIfPresent(String.self, forKey: .by),
            stamp: .unknown, event: try Self.event(from: decoder))
    }

    private static func event(from decoder: any Decoder) throws -> Event {
        let kind = try decoder.container(keyedBy: Key.self).decode(Event.Kind.self, forKey: .kind)
        let container = try decoder.container(keyedBy: FactMember.Name.self)
        do {
            return try Event(kind, FactMembers(of: kind, from: container))
        } catch let error as FactMemberError {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [error.name], debugDescription: error.description))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(id, forKey: .id)
        try container.encode(kind, forKey: .kind)
        var members = encoder.container(keyedBy: FactMember.Name.self)
        try event.members.encode(of: kind, to: &members)
        try container.encode(at, forKey: .at)
        try container.encode(recordedAt, forKey: .recordedAt)
        try container.encode(source, forKey: .source)
        try container.encode(by, forKey: .by)
    }
}

extension ClockStamp {
    /// The stamp of a fact that came over the wire, which carries none.
    package static let unknown = ClockStamp(boot: "", monotonic: 0, isTrusted: true)
}

import DoorstepAPI
import DoorstepCore
import DoorstepStore
import LocalHTTP

extension ServerSentEvent {
    /// Makes an event with `data` as JSON without indentation, since an event's data must be one line. A fact's event
    /// has a `position`, and a beat has none.
    init(name: String, position: LedgerPosition? = nil, data: some Encodable) throws {
        self.init(name: name, position: position, json: try JSONWriter.bytes(data))
    }

    /// A fact, the prompt that it opened or ended, and the shop as it is: `StreamEventBody`.
    init(_ recorded: Recorded, of ledger: LedgerID, now: Picture) throws {
        var json = try JSONWriter.bytes(recorded)
        json.removeLast()
        json += #","now":"#.utf8
        json += now.json
        json += "}".utf8
        self.init(
            name: recorded.fact.kind.rawValue,
            position: LedgerPosition(ledger: ledger, sequence: recorded.fact.sequence), json: json)
    }

    /// The picture alone: a beat.
    init(beat now: Picture) { self.init(name: StreamEventName.beat, position: nil, json: now.json) }

    private init(name: String, position: LedgerPosition?, json: [UInt8]) {
        self.init(
            name: name, id: position.map { "\($0)" }, number: position?.sequence.value, data: json)
    }
}

/// The picture of the shop as JSON, made once for all the events that carry it.
struct Picture {
    let json: [UInt8]

    init(_ now: NowBody) throws { json = try JSONWriter.bytes(now) }
}

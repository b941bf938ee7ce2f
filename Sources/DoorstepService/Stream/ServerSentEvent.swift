import DoorstepAPI
import DoorstepCore
import DoorstepStore
import LocalHTTP

extension ServerSentEvent {
    /// Makes an event with `data` as JSON without indentation, since an event's data must be one line. A fact's event
    /// has a `position`, and a beat has none.
    init(name: String, position: LedgerPosition? = nil, data: some Encodable) throws {
        self.init(
            name: name, id: position.map { "\($0)" }, number: position?.sequence.value,
            data: try JSONWriter.bytes(data))
    }

    init(_ recorded: Recorded, of ledger: LedgerID, counts: CountsBody) throws {
        try self.init(
            name: recorded.fact.kind.rawValue,
            position: LedgerPosition(ledger: ledger, sequence: recorded.fact.sequence),
            data: StreamEventBody(recorded: RecordedBody(recorded), now: counts))
    }
}

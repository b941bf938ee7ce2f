import DoorstepAPI
import DoorstepCore
import DoorstepStore
import NIOCore

/// One event of the stream: its frame is made once and shared by all readers.
struct ServerSentEvent: Sendable {
    /// The fact's number; nil for a beat.
    let sequence: Sequence?
    let frame: ByteBuffer

    /// Makes an event with `data` as JSON without indentation, since an event's data must be one line.
    init(name: String, position: LedgerPosition? = nil, data: some Encodable) throws {
        sequence = position?.sequence
        let json = try JSONWriter.bytes(data)
        var frame = ByteBuffer()
        frame.writeString("event: \(name)\n")
        if let position { frame.writeString("id: \(position)\n") }
        frame.writeString("data: ")
        frame.writeBytes(json)
        frame.writeString("\n\n")
        self.frame = frame
    }

    init(_ recorded: Recorded, of ledger: LedgerID, counts: CountsBody) throws {
        try self.init(
            name: recorded.fact.kind.rawValue,
            position: LedgerPosition(ledger: ledger, sequence: recorded.fact.sequence),
            data: StreamEventBody(recorded: RecordedBody(recorded), now: counts))
    }

    /// The frame that tells the reader's `EventSource` to wait 2 s before it reconnects.
    static let retry = ByteBuffer(string: "retry: 2000\n\n")
}

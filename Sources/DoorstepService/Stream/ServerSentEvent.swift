import DoorstepAPI
import DoorstepCore
import DoorstepStore
import NIOCore

/// One event of the stream: its frame is made once and shared by all readers.
struct ServerSentEvent: Sendable {
    /// Of the fact; nil for a beat.
    let sequence: Sequence?
    let frame: ByteBuffer

    /// Its data is one line, which JSON without indentation is.
    init(name: String, sequence: Sequence? = nil, data: some Encodable) throws {
        self.init(name: name, sequence: sequence, json: try JSONWriter.bytes(data))
    }

    init(_ recorded: Recorded, counts: CountsBody) {
        self.init(
            name: recorded.fact.kind.rawValue, sequence: recorded.fact.sequence,
            json: JSONWriter.bytes(
                StreamEventBody(recorded: RecordedBody(recorded), now: counts)))
    }

    private init(name: String, sequence: Sequence?, json: [UInt8]) {
        self.sequence = sequence
        var frame = ByteBuffer()
        frame.writeString("event: \(name)\n")
        if let sequence { frame.writeString("id: \(sequence)\n") }
        frame.writeString("data: ")
        frame.writeBytes(json)
        frame.writeString("\n\n")
        self.frame = frame
    }

    /// What the reader's `EventSource` waits before it returns.
    static let retry = ByteBuffer(string: "retry: 2000\n\n")
}

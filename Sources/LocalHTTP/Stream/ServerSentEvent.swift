import NIOCore

/// One event of a stream: its frame is made once and shared by all readers.
package struct ServerSentEvent: Sendable, CustomStringConvertible {
    /// The event's number, by which a reader knows whether it has missed one; nil for an event without a place in the
    /// order.
    let number: Int64?
    let frame: ByteBuffer

    /// Makes an event. `id` is what a reader names when it comes back; `data` must be one line.
    package init(name: String, id: String? = nil, number: Int64? = nil, data: [UInt8]) {
        self.number = number
        var frame = ByteBuffer()
        frame.writeString("event: \(name)\n")
        if let id { frame.writeString("id: \(id)\n") }
        frame.writeString("data: ")
        frame.writeBytes(data)
        frame.writeString("\n\n")
        self.frame = frame
    }

    /// The frame as it is sent.
    package var description: String { String(buffer: frame) }

    /// The frame that tells the reader's `EventSource` to wait 2 s before it reconnects.
    static let retry = ByteBuffer(string: "retry: 2000\n\n")
}

/// One event of a stream.
package struct ServerSentEvent: Hashable, Sendable {
    /// The last id that the stream has named up to here; empty before the first.
    package let id: String

    /// `message` where the stream gives none.
    package let name: String
    package let data: String

    package init(id: String, name: String, data: String) {
        self.id = id
        self.name = name
        self.data = data
    }
}

/// Parser of a stream's bytes into events, wherever the bytes were cut on their way.
///
/// By the HTML standard (section 9.2.6) lines end in CR, LF or both, and an event ends with an empty line. An event
/// without data is dropped, and so is an event that the end of the stream cuts off.
package struct EventParser: Sendable {
    private var line: [UInt8] = []
    private var afterCarriageReturn = false
    private var isAtStart = true
    private var name = ""
    private var data: [UInt8] = []
    private var hasData = false
    private var id = ""

    package init() {}

    /// The events that these bytes complete.
    package mutating func read(_ bytes: some Swift.Sequence<UInt8>) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            defer { afterCarriageReturn = byte == 0x0D }
            if byte == 0x0A, afterCarriageReturn { continue }
            if byte == 0x0A || byte == 0x0D {
                if let event = endLine() { events.append(event) }
            } else {
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        defer {
            line.removeAll(keepingCapacity: true)
            isAtStart = false
        }
        if isAtStart, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        guard !line.isEmpty else { return endEvent() }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "event": name = String(decoding: value, as: UTF8.self)
        case "id":
            if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
        case "data":
            if hasData { data.append(0x0A) }
            data += value
            hasData = true
        // Not used: comments, whose name is empty; `retry`, because the reader has its own pauses; unknown fields.
        default: break
        }
        return nil
    }

    private mutating func endEvent() -> ServerSentEvent? {
        defer {
            name = ""
            data.removeAll(keepingCapacity: true)
            hasData = false
        }
        guard hasData else { return nil }
        return ServerSentEvent(
            id: id, name: name.isEmpty ? "message" : name,
            data: String(decoding: data, as: UTF8.self))
    }
}

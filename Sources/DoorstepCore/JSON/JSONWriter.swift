/// Writes any `Encodable` value as JSON, its members in the order in which they are encoded.
///
/// Foundation's encoder shuffles or sorts members. Here `{"sequence":1042,"id":…,"kind":"entrance"}`
/// comes out as DESIGN section 6 writes it, which is what a person with curl reads, and the same value
/// always gives the same bytes, which is what a signature and a delivery's promise rest on.
package enum JSONWriter {
    /// The bytes of `value`. Numbers that JSON cannot spell (not finite) become null.
    package static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let buffer = JSONBuffer()
        buffer.text.bytes.reserveCapacity(1024)
        try buffer.write(value)
        return buffer.text.bytes
    }

    /// The same of a value that writes itself, which cannot fail.
    package static func bytes(_ value: some WritesJSON) -> [UInt8] {
        var text = JSONText()
        text.bytes.reserveCapacity(1024)
        value.write(to: &text)
        return text.bytes
    }

    /// The same as a text.
    package static func string(_ value: some Encodable) throws -> String {
        String(decoding: try bytes(value), as: UTF8.self)
    }

    package static func string(_ value: some WritesJSON) -> String {
        String(decoding: bytes(value), as: UTF8.self)
    }
}

/// The growing text, shared by the encoders of one value.
private final class JSONBuffer {
    var text = JSONText()

    /// The kind is asked for first: to cast a generic value costs more than to write it.
    func write<Value: Encodable>(_ value: Value) throws {
        if Value.self is any WritesJSON.Type, let value = value as? any WritesJSON {
            value.write(to: &text)
        } else {
            let encoder = StreamingEncoder(self, writesNull: Value.self is any WritesNull.Type)
            try value.encode(to: encoder)
        }
    }
}

extension WritesJSON {
    /// No other encoder can do it: it would have to read what was written.
    package func encode(to encoder: any Encoder) throws {
        guard let encoder = encoder as? StreamingEncoder else {
            throw EncodingError.invalidValue(
                self,
                EncodingError.Context(
                    codingPath: encoder.codingPath, debugDescription: "only JSONWriter writes it"))
        }
        encoder.write(self)
    }
}

/// Encodes one value; what asks for its container twice (a type that adds its members to those of
/// another) gets the same brackets again.
private final class StreamingEncoder: Encoder {
    private let buffer: JSONBuffer
    private let writesNull: Bool
    private var scope: Scope?
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    init(_ buffer: JSONBuffer, writesNull: Bool) {
        self.buffer = buffer
        self.writesNull = writesNull
    }

    func write(_ value: some WritesJSON) { value.write(to: &buffer.text) }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(
            ObjectContainer<Key>(scope: brackets("{", "}"), writesNull: writesNull))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        ArrayContainer(scope: brackets("[", "]"))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        ValueContainer(buffer: buffer)
    }

    private func brackets(_ open: Unicode.Scalar, _ close: Unicode.Scalar) -> Scope {
        if let scope { return scope }
        let new = Scope(buffer: buffer, open: UInt8(ascii: open), close: UInt8(ascii: close))
        scope = new
        return new
    }
}

/// One pair of brackets, always closed: a member goes in before the closing one.
private final class Scope {
    let buffer: JSONBuffer
    private let close: UInt8
    private(set) var count = 0

    init(buffer: JSONBuffer, open: UInt8, close: UInt8) {
        self.buffer = buffer
        self.close = close
        buffer.text.bytes.append(open)
        buffer.text.bytes.append(close)
    }

    func add(_ name: String? = nil, _ write: (JSONBuffer) throws -> Void) rethrows {
        buffer.text.bytes.removeLast()
        if count > 0 { buffer.text.bytes.append(UInt8(ascii: ",")) }
        count += 1
        if let name {
            buffer.text.string(name)
            buffer.text.bytes.append(UInt8(ascii: ":"))
        }
        defer { buffer.text.bytes.append(close) }
        try write(buffer)
    }

    func add(_ key: some CodingKey, _ value: some WritesJSON) {
        add(key.stringValue) { value.write(to: &$0.text) }
    }
}

private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let scope: Scope
    let writesNull: Bool
    let codingPath: [any CodingKey] = []

    mutating func encodeNil(forKey key: Key) throws {
        scope.add(key.stringValue) { $0.text.raw("null") }
    }

    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try scope.add(key.stringValue) { try $0.write(value) }
    }

    mutating func encode(_ value: String, forKey key: Key) throws { scope.add(key, value) }
    mutating func encode(_ value: Bool, forKey key: Key) throws { scope.add(key, value) }
    mutating func encode(_ value: Int, forKey key: Key) throws { scope.add(key, value) }
    mutating func encode(_ value: Int64, forKey key: Key) throws { scope.add(key, value) }
    mutating func encode(_ value: Double, forKey key: Key) throws { scope.add(key, value) }

    mutating func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
        if let value { try encode(value, forKey: key) } else { try encodeNothing(forKey: key) }
    }

    mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws {
        if let value { scope.add(key, value) } else { try encodeNothing(forKey: key) }
    }

    mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) throws {
        if let value { scope.add(key, value) } else { try encodeNothing(forKey: key) }
    }

    mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws {
        if let value { scope.add(key, value) } else { try encodeNothing(forKey: key) }
    }

    mutating func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
        if let value { scope.add(key, value) } else { try encodeNothing(forKey: key) }
    }

    private mutating func encodeNothing(forKey key: Key) throws {
        if writesNull { try encodeNil(forKey: key) }
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { nestingIsNotSupported() }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nestingIsNotSupported()
    }

    mutating func superEncoder() -> any Encoder { nestingIsNotSupported() }
    mutating func superEncoder(forKey key: Key) -> any Encoder { nestingIsNotSupported() }
}

private struct ArrayContainer: UnkeyedEncodingContainer {
    let scope: Scope
    let codingPath: [any CodingKey] = []
    var count: Int { scope.count }

    mutating func encodeNil() throws { scope.add { $0.text.raw("null") } }

    mutating func encode<T: Encodable>(_ value: T) throws {
        try scope.add { try $0.write(value) }
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type
    ) -> KeyedEncodingContainer<Nested> { nestingIsNotSupported() }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        nestingIsNotSupported()
    }

    mutating func superEncoder() -> any Encoder { nestingIsNotSupported() }
}

private struct ValueContainer: SingleValueEncodingContainer {
    let buffer: JSONBuffer
    let codingPath: [any CodingKey] = []

    mutating func encodeNil() throws { buffer.text.raw("null") }
    mutating func encode(_ value: String) throws { buffer.text.string(value) }
    mutating func encode(_ value: Int64) throws { buffer.text.integer(value) }
    mutating func encode<T: Encodable>(_ value: T) throws { try buffer.write(value) }
}

/// Containers made inside containers are a way of encoding that none of our types uses: they would
/// have to be kept open while others are written.
private func nestingIsNotSupported() -> Never {
    preconditionFailure("JSONWriter: encode a value of its own instead of a nested container")
}

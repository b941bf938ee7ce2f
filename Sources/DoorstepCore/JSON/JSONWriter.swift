/// Writes any `Encodable` value as JSON, its members in the order in which they are encoded, those of a dictionary by
/// name.
///
/// Foundation's encoder shuffles or sorts members. Here `{"sequence":1042,"id":…,"kind":"entrance"}` comes out as
/// DESIGN section 6 writes it, which is what a person with curl reads, and the same value always gives the same bytes,
/// on which signatures and the promise of a delivery rest.
package enum JSONWriter {
    /// The bytes of `value`. Numbers that JSON cannot spell (not finite) become null.
    package static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let buffer = JSONBuffer()
        buffer.bytes.reserveCapacity(1024)
        try buffer.write(value)
        return buffer.bytes
    }

    /// The JSON of `value` as a text.
    package static func string(_ value: some Encodable) throws -> String {
        String(decoding: try bytes(value), as: UTF8.self)
    }

    /// A text as JSON, its quotes included.
    package static func quoted(_ text: String) -> String {
        let buffer = JSONBuffer()
        buffer.string(text)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }
}

/// A value whose members are all written by `JSONWriter`, those that are nil as null: to leave the name of a figure out
/// would hide that it is not known. Other values leave nil members out.
package protocol WritesNull: Encodable {}

/// The growing text, shared by the encoders of one value.
private final class JSONBuffer {
    /// UTF-8.
    var bytes: [UInt8] = []

    func write<Value: Encodable>(_ value: Value) throws {
        if let dictionary = value as? any NamedValues { return try dictionary.write(to: self) }
        try value.encode(
            to: StreamingEncoder(self, writesNull: Value.self is any WritesNull.Type))
    }

    func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    func string(_ text: String) {
        raw("\"")
        defer { raw("\"") }
        // Nearly every text has nothing to escape, and goes in at once.
        guard text.utf8.contains(where: Self.isEscaped) else { return raw(text) }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case 0x0A: raw("\\n")
            case 0x0D: raw("\\r")
            case 0x09: raw("\\t")
            case 0..<0x20: raw((byte < 16 ? "\\u000" : "\\u00") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    func double(_ value: Double) {
        if let integer = Int64(exactly: value), abs(integer) < 1 << 53 {
            raw(String(integer))
        } else {
            raw(value.isFinite ? "\(value)" : "null")
        }
    }
}

/// A dictionary whose keys are members' names. Its own order differs from one process to the next.
private protocol NamedValues {
    func write(to buffer: JSONBuffer) throws
}

extension Dictionary: NamedValues where Key == String, Value: Encodable {
    fileprivate func write(to buffer: JSONBuffer) throws {
        var container = StreamingEncoder(buffer, writesNull: false).container(keyedBy: Name.self)
        for (name, value) in sorted(by: { $0.key < $1.key }) {
            try container.encode(value, forKey: Name(stringValue: name))
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }
}

/// Encodes one value. A type that asks for its container twice, to add its members to those of another type, gets the
/// same brackets again.
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
        buffer.bytes.append(open)
        buffer.bytes.append(close)
    }

    func add(_ key: (any CodingKey)? = nil, _ write: (JSONBuffer) throws -> Void) rethrows {
        buffer.bytes.removeLast()
        if count > 0 { buffer.raw(",") }
        count += 1
        if let key {
            buffer.string(key.stringValue)
            buffer.raw(":")
        }
        defer { buffer.bytes.append(close) }
        try write(buffer)
    }
}

private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let scope: Scope
    let writesNull: Bool
    let codingPath: [any CodingKey] = []

    mutating func encodeNil(forKey key: Key) throws { scope.add(key) { $0.raw("null") } }

    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try scope.add(key) { try $0.write(value) }
    }

    mutating func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
        try add(value, key)
    }

    // The library calls these for the simplest values, and would leave nil out.
    mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws { try add(value, key) }
    mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try add(value, key) }
    mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try add(value, key) }
    mutating func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try add(value, key) }

    private mutating func add<T: Encodable>(_ value: T?, _ key: Key) throws {
        if let value {
            try encode(value, forKey: key)
        } else if writesNull {
            try encodeNil(forKey: key)
        }
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

    mutating func encodeNil() throws { scope.add { $0.raw("null") } }

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

    mutating func encodeNil() throws { buffer.raw("null") }
    mutating func encode(_ value: Bool) throws { buffer.raw(value ? "true" : "false") }
    mutating func encode(_ value: String) throws { buffer.string(value) }
    mutating func encode(_ value: Double) throws { buffer.double(value) }
    mutating func encode(_ value: Float) throws { buffer.double(Double(value)) }
    mutating func encode(_ value: Int) throws { buffer.raw(String(value)) }
    mutating func encode(_ value: Int8) throws { buffer.raw(String(value)) }
    mutating func encode(_ value: Int16) throws { buffer.raw(String(value)) }
    mutating func encode(_ value: Int32) throws { buffer.raw(String(value)) }
    mutating func encode(_ value: Int64) throws { buffer.raw(String(value)) }
    mutating func encode(_ value: UInt) throws { buffer.raw(String(value)) }
    mutating func encode(_ value: UInt8) throws { buffer.raw(String(value)) }
    mutating func encode(_ value: UInt16) throws { buffer.raw(String(value)) }
    mutating func encode(_ value: UInt32) throws { buffer.raw(String(value)) }
    mutating func encode(_ value: UInt64) throws { buffer.raw(String(value)) }
    mutating func encode<T: Encodable>(_ value: T) throws { try buffer.write(value) }
}

/// Containers made inside containers are a way of encoding that none of our types uses: they would
/// have to be kept open while others are written.
private func nestingIsNotSupported() -> Never {
    preconditionFailure("JSONWriter: encode a value of its own instead of a nested container")
}

import DoorstepCore

/// Why a body was understood as JSON but not as what the route wants. `field` is the member's name.
package enum BodyError: Error, Hashable, Sendable {
    case notAnObject(found: String)
    case unknownField(String, known: [String])
    case missingField(String)
    /// `wanted` completes "… is wanted": "a whole number from 1 to 500".
    case wrongType(String, found: String, wanted: String)
    /// The right type with an impossible value.
    case outOfRange(String, found: String, wanted: String)
}

/// The body of a request. Its `init(from:)` is the one list of its members: it reads a body, refuses what does not fit,
/// and describes the body in the OpenAPI document.
package protocol RequestBody {
    init(from body: inout BodyReader) throws(BodyError)
}

extension RequestBody {
    package init(reading json: JSON) throws(BodyError) {
        var reader = try BodyReader(json, known: Self.fields.map(\.name))
        try self.init(from: &reader)
    }

    /// The members that `init(from:)` asks for, in its order.
    package static var fields: [Field] {
        var reader = BodyReader()
        _ = try? Self(from: &reader)
        return reader.fields
    }
}

/// A call without a body: it got none, or an object without members.
package struct NoBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {}
}

/// Reads the members of one JSON object by name, and refuses by name what does not fit.
///
/// Without an object it notes what is asked for and answers with samples.
package struct BodyReader {
    private let members: [String: JSON]?
    fileprivate var fields: [Field] = []

    fileprivate init() { members = nil }

    /// `known` is every name that the body may have.
    package init(_ json: JSON, known: [String]) throws(BodyError) {
        guard case .object(let list) = json else { throw .notAnObject(found: json.found) }
        for member in list where !known.contains(member.name) {
            throw .unknownField(member.name, known: known)
        }
        members = Dictionary(list.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// The member's value; nil when it is left out or null.
    package mutating func optional<Value: FieldConvertible>(
        _ name: String, _ form: Form
    ) throws(BodyError) -> Value? {
        fields.append(Field(name, form, isNeeded: false))
        return try read(name, form)
    }

    package mutating func needed<Value: FieldConvertible>(
        _ name: String, _ form: Form
    ) throws(BodyError) -> Value {
        fields.append(Field(name, form, isNeeded: true))
        let value: Value? = members == nil ? form.sample.flatMap(Value.init) : try read(name, form)
        guard let value else { throw .missingField(name) }
        return value
    }

    /// A nested object.
    package mutating func needed<Body: RequestBody>(
        _ name: String, _ type: Body.Type = Body.self
    ) throws(BodyError) -> Body {
        fields.append(Field(name, .object(Body.fields), isNeeded: true))
        guard members != nil else {
            var reader = BodyReader()
            return try Body(from: &reader)
        }
        guard let json = json(name) else { throw .missingField(name) }
        guard case .object = json else {
            throw .wrongType(name, found: json.found, wanted: "an object")
        }
        return try Body(reading: json)
    }

    /// The value of a member of a list; nil when it may be left out, and is.
    package mutating func value(of field: Field) throws(BodyError) -> FieldValue? {
        fields.append(field)
        guard let json = json(field.name) else {
            guard !field.isNeeded else { throw .missingField(field.name) }
            return nil
        }
        return try field.form.value(of: field.name, json)
    }

    private func json(_ name: String) -> JSON? {
        let value = members?[name]
        return value == .null ? nil : value
    }

    private func read<Value: FieldConvertible>(
        _ name: String, _ form: Form
    ) throws(BodyError) -> Value? {
        guard let json = json(name) else { return nil }
        let value = try form.value(of: name, json)
        guard let result = Value(value) else {
            preconditionFailure("\(name) is read as another type than \(form)")
        }
        return result
    }
}

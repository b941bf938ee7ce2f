/// A value that writes itself as JSON, without the way through an encoder, which costs about ten times as much: what
/// stands in every answer and every event.
///
/// `JSONWriter` is the only encoder that takes it.
package protocol WritesJSON: Encodable {
    func write(to json: inout JSONText)
}

/// The same of a value that is an object, or whose members stand among those of another.
package protocol WritesMembers: WritesJSON {
    func writeMembers(to json: inout JSONText)
}

extension WritesMembers {
    package func write(to json: inout JSONText) {
        json.openObject()
        writeMembers(to: &json)
        json.closeObject()
    }
}

extension String: WritesJSON {
    package func write(to json: inout JSONText) { json.string(self) }
}

extension Bool: WritesJSON {
    package func write(to json: inout JSONText) { json.raw(self ? "true" : "false") }
}

extension Int: WritesJSON {
    package func write(to json: inout JSONText) { json.integer(Int64(self)) }
}

extension Int64: WritesJSON {
    package func write(to json: inout JSONText) { json.integer(self) }
}

extension Double: WritesJSON {
    package func write(to json: inout JSONText) { json.double(self) }
}

extension Array: WritesJSON where Element: WritesJSON {
    package func write(to json: inout JSONText) { json.array(self) }
}

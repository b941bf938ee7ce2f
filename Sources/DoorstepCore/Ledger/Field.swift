/// The call that reads it, its refusal and the OpenAPI document are all made from this.
package struct Field: Hashable, Sendable {
    package let name: String
    package let form: Form
    package let isNeeded: Bool

    package init(_ name: String, _ form: Form, isNeeded: Bool) {
        self.name = name
        self.form = form
        self.isNeeded = isNeeded
    }
}

/// The type and the range of a member.
package indirect enum Form: Hashable, Sendable {
    /// A text of 1 to so many characters (Unicode scalars), without control characters.
    case text(atMost: Int)
    /// A text of lines, which may be empty, of at most so many characters.
    case lines(atMost: Int)
    /// A text that a fact keeps.
    case kept(FactText)
    /// The name of one of the shop's doors.
    case door
    case number(ClosedRange<Int>)
    /// The number of a fact of this ledger.
    case reference
    /// The id of a fact of any ledger.
    case id
    /// True or false.
    case flag
    case time
    case date
    /// One of these words.
    case word([String])
    /// Yes or no by item: of the shop's checklist in a request, of any in a fact that was made elsewhere.
    case items(ofShop: Bool)
    case object([Field])

    package static func word<Word: RawRepresentable<String> & CaseIterable>(
        of type: Word.Type
    ) -> Form {
        .word(type.allCases.map(\.rawValue))
    }
}

/// A value of a `Form`.
package enum FieldValue: Hashable, Sendable {
    case text(String)
    case number(Int)
    case reference(Sequence)
    case id(FactID)
    case flag(Bool)
    case time(Timestamp)
    case date(LocalDate)
    case items(Observed)
}

/// A type of Swift for the values of a `Form`.
package protocol FieldConvertible {
    /// Nil for a value of another form, and for a word that is none of the type's.
    init?(_ value: FieldValue)
    var fieldValue: FieldValue { get }
}

extension String: FieldConvertible {
    package init?(_ value: FieldValue) {
        guard case .text(let text) = value else { return nil }
        self = text
    }
    package var fieldValue: FieldValue { .text(self) }
}

extension Int: FieldConvertible {
    package init?(_ value: FieldValue) {
        guard case .number(let number) = value else { return nil }
        self = number
    }
    package var fieldValue: FieldValue { .number(self) }
}

extension Sequence: FieldConvertible {
    package init?(_ value: FieldValue) {
        guard case .reference(let sequence) = value else { return nil }
        self = sequence
    }
    package var fieldValue: FieldValue { .reference(self) }
}

extension FactID: FieldConvertible {
    package init?(_ value: FieldValue) {
        guard case .id(let id) = value else { return nil }
        self = id
    }
    package var fieldValue: FieldValue { .id(self) }
}

extension Bool: FieldConvertible {
    package init?(_ value: FieldValue) {
        guard case .flag(let flag) = value else { return nil }
        self = flag
    }
    package var fieldValue: FieldValue { .flag(self) }
}

extension Timestamp: FieldConvertible {
    package init?(_ value: FieldValue) {
        guard case .time(let time) = value else { return nil }
        self = time
    }
    package var fieldValue: FieldValue { .time(self) }
}

extension LocalDate: FieldConvertible {
    package init?(_ value: FieldValue) {
        guard case .date(let date) = value else { return nil }
        self = date
    }
    package var fieldValue: FieldValue { .date(self) }
}

extension Observed: FieldConvertible {
    package init?(_ value: FieldValue) {
        guard case .items(let items) = value else { return nil }
        self = items
    }
    package var fieldValue: FieldValue { .items(self) }
}

extension FieldConvertible where Self: RawRepresentable<String> {
    package init?(_ value: FieldValue) {
        guard case .text(let text) = value else { return nil }
        self.init(rawValue: text)
    }
    package var fieldValue: FieldValue { .text(rawValue) }
}

extension ScriptID: FieldConvertible {}
extension Outcome: FieldConvertible {}
extension FeedbackFlag: FieldConvertible {}
extension ExclusionReason: FieldConvertible {}
extension Answer.Reply: FieldConvertible {}
extension Command.Reply: FieldConvertible {}
extension Event.Kind: FieldConvertible {}
extension DeviceRole: FieldConvertible {}

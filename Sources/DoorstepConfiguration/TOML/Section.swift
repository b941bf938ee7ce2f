import DoorstepCore

/// The keys of one table, a case each, so that `check` knows every key that the code reads.
protocol SectionKey: RawRepresentable, CaseIterable, Sendable where RawValue == String {}

extension SectionKey {
    static var names: [String] { allCases.map(\.rawValue) }
}

/// One table of a file while it is being read. Each call reads one key and notes its mistakes.
struct Section<Key: SectionKey> {
    let address: KeyAddress
    let findings: Findings
    private let items: [String: TOMLItem]

    /// Notes unknown keys as mistakes. `explaining` gives a hint for keys that are refused on purpose.
    init(
        _ items: [String: TOMLItem], at address: KeyAddress, findings: Findings,
        explaining explain: (String) -> String? = { _ in nil }
    ) {
        self.items = items
        self.address = address
        self.findings = findings
        for key in items.keys.sorted() where Key(rawValue: key) == nil {
            let likely = suggestion(for: key, among: Key.names).map { "did you mean \"\($0)\"?" }
            findings.mistake(
                address[key], found: "an unknown key",
                wanted: "one of \(Key.names.joined(separator: ", "))",
                hint: likely ?? explain(key))
        }
    }

    func place(_ key: Key) -> KeyAddress { address[key.rawValue] }

    func has(_ key: Key) -> Bool { items[key.rawValue] != nil }

    /// Whether the key's value was refused, so that nothing can be said of what depends on it.
    func isRefused(_ key: Key) -> Bool { findings.hasMistake(at: place(key)) }

    func item(_ key: Key) -> TOMLValue? { items[key.rawValue]?.value }

    func mistake(
        _ key: Key, found: String, wanted: String, hint: String? = nil, isPassing: Bool = false
    ) {
        findings.mistake(
            place(key), found: found, wanted: wanted, hint: hint, isPassing: isPassing)
    }

    func missing(_ key: Key, wanted: String, hint: String? = nil) {
        mistake(key, found: "nothing", wanted: wanted, hint: hint)
    }

    // MARK: Kinds of value. Nil when the key is missing, or is wrong and has been noted.

    func string(_ key: Key, wanted: String) -> String? {
        guard let item = item(key) else { return nil }
        guard case .string(let text) = item else {
            mistake(key, found: item.described, wanted: wanted, hint: "put it in quotes")
            return nil
        }
        return text
    }

    /// A string that no message shows: a wrong value is described by its kind alone.
    func privateString(_ key: Key, wanted: String) -> String? {
        guard let item = item(key) else { return nil }
        guard case .string(let text) = item, !text.isEmpty else {
            let isText = if case .string = item { true } else { false }
            mistake(key, found: isText ? "empty text" : item.kind, wanted: wanted)
            return nil
        }
        return text
    }

    func boolean(_ key: Key) -> Bool? {
        guard let item = item(key) else { return nil }
        guard case .boolean(let flag) = item else {
            mistake(key, found: item.described, wanted: "true or false, without quotes")
            return nil
        }
        return flag
    }

    func strings(_ key: Key, wanted: String) -> [(text: String, place: KeyAddress)]? {
        guard let item = item(key) else { return nil }
        guard case .array(let items) = item else {
            mistake(key, found: item.described, wanted: wanted, hint: "put it in [brackets]")
            return nil
        }
        return items.enumerated().compactMap { index, item in
            guard case .string(let text) = item.value else {
                findings.mistake(
                    place(key)[index], found: item.value.described, wanted: "text in quotes")
                return nil
            }
            return (text, place(key)[index])
        }
    }

    func duration(_ key: Key, in range: ClosedRange<Duration>, default value: Duration) -> Duration
    {
        duration(key, in: range) ?? value
    }

    func duration(_ key: Key, in range: ClosedRange<Duration>) -> Duration? {
        let wanted = "a duration like \"3s\", \"5m\" or \"2h\""
        guard let item = item(key) else { return nil }
        guard case .string(let text) = item, let duration = Duration(shortText: text) else {
            mistake(key, found: item.described, wanted: wanted)
            return nil
        }
        guard range.contains(duration) else {
            mistake(
                key, found: item.described,
                wanted: "\(range.lowerBound.shortText) to \(range.upperBound.shortText)")
            return nil
        }
        return duration
    }

    /// A table of the file, as in `[shop]`; an empty one when it is missing.
    func section<Inner: SectionKey>(
        _ key: Key, of type: Inner.Type, explaining explain: (String) -> String? = { _ in nil }
    ) -> Section<Inner> {
        var inner: [String: TOMLItem] = [:]
        switch item(key) {
        case .table(let items): inner = items
        case nil: break
        case let item?:
            mistake(key, found: item.described, wanted: "a table", hint: "write [\(place(key))]")
        }
        return Section<Inner>(inner, at: place(key), findings: findings, explaining: explain)
    }

    /// The tables of an array, as in `[[door]]`. `name` is the key that gives an element its name in messages.
    func sections<Inner: SectionKey>(
        _ key: Key, of type: Inner.Type, named name: Inner,
        explaining explain: (String) -> String? = { _ in nil }
    ) -> [Section<Inner>] {
        guard let item = item(key) else { return [] }
        guard case .array(let items) = item else {
            mistake(
                key, found: item.described, wanted: "a list of tables",
                hint: "write [[\(place(key))]]")
            return []
        }
        return items.enumerated().compactMap { index, item in
            let address = place(key)[index]
            guard case .table(let inner) = item.value else {
                findings.mistake(
                    address, found: item.value.described, wanted: "a table",
                    hint: "write [[\(place(key))]]")
                return nil
            }
            switch inner[name.rawValue]?.value {
            case .string(let text)? where text.isPlainName: findings.name(address, text)
            case .date(let date)?: findings.name(address, date.description)
            default: break
            }
            return Section<Inner>(inner, at: address, findings: findings, explaining: explain)
        }
    }
}

extension String {
    /// Whether the text can name a door, a destination or a script: 1 to 64 letters, digits, `-`, `_` and `.`,
    /// a letter or digit first, all ASCII. Such a name needs no escaping in paths, headers and logs.
    var isPlainName: Bool {
        (1...64).contains(utf8.count)
            && utf8.allSatisfy { $0.isPlain || "-_.".utf8.contains($0) }
            && utf8.first?.isPlain == true
    }

    static let plainNameWanted =
        "1 to 64 letters, digits, \"-\", \"_\" or \".\", a letter or digit first"
}

extension UInt8 {
    fileprivate var isPlain: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

/// Keys whose values are words from a fixed list.
extension Section {
    /// One of the words; nil when the key is missing, or is wrong and has been noted.
    func choice<Value: RawRepresentable & CaseIterable>(
        _ key: Key, among values: [Value] = Array(Value.allCases)
    ) -> Value? where Value.RawValue == String {
        let wanted = Self.wanted(values)
        return string(key, wanted: wanted).flatMap {
            choice($0, at: place(key), among: values)
        }
    }

    /// Some of the words; empty when the key is missing. `otherwise` says what a missing key means.
    func choices<Value: RawRepresentable & CaseIterable & Hashable>(
        _ key: Key, like example: String, otherwise: String
    ) -> Set<Value> where Value.RawValue == String {
        guard let entries = list(key, like: example, otherwise: otherwise) else { return [] }
        return Set(
            entries.compactMap { text, place in
                choice(text, at: place, among: Array(Value.allCases))
            })
    }

    /// The texts of a list. An empty list is a mistake.
    func list(
        _ key: Key, like example: String, otherwise: String
    ) -> [(text: String, place: KeyAddress)]? {
        let wanted = "a list like \(example)"
        guard let entries = strings(key, wanted: wanted) else { return nil }
        if case .array(let items)? = item(key), items.isEmpty {
            mistake(key, found: "[]", wanted: wanted, hint: "leave it out for \(otherwise)")
        }
        return entries
    }

    private func choice<Value: RawRepresentable>(
        _ text: String, at place: KeyAddress, among values: [Value]
    ) -> Value? where Value.RawValue == String {
        if let value = values.first(where: { $0.rawValue == text }) { return value }
        findings.mistake(
            place, found: quoted(text), wanted: Self.wanted(values),
            hint: suggestion(for: text, among: values.map(\.rawValue))
                .map { "did you mean \"\($0)\"?" })
        return nil
    }

    static func wanted<Value: RawRepresentable>(_ values: [Value]) -> String
    where Value.RawValue == String {
        "one of \(values.map(\.rawValue).joined(separator: ", "))"
    }
}

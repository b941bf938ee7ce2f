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

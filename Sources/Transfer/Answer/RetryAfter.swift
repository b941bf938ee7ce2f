import CCurl

/// The wait that the other end asks for: `Retry-After`, RFC 9110 section 10.2.3.
enum RetryAfter {
    /// The longest wait that is believed; longer ones are shortened to this.
    static let longest = Duration.seconds(366 * 24 * 3600)

    /// - Parameters:
    ///   - value: Whole seconds, or an HTTP date.
    ///   - date: The answer's own `Date`. A date in `value` is measured from it where possible, so that two clocks that
    ///     disagree do not matter.
    ///   - now: Seconds since 1970, for an answer without a `Date`.
    /// - Returns: Zero for a date that has passed; nil for a value in neither form.
    static func wait(_ value: String, date: String?, now: Int64) -> Duration? {
        let text = value.trimming()
        guard !text.isEmpty else { return nil }
        // Digits first: `curl_getdate` would read eight of them as a day.
        if text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
            return Int64(text).map { min(.seconds($0), longest) } ?? longest
        }
        guard let until = moment(text) else { return nil }
        let from = date.flatMap { moment($0.trimming()) } ?? now
        return min(max(.seconds(until - from), .zero), longest)
    }

    private static func moment(_ text: String) -> Int64? {
        let seconds = curl_getdate(text, nil)
        return seconds < 0 ? nil : Int64(seconds)
    }
}

extension StringProtocol {
    /// The text without the blanks at both ends.
    func trimming() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}

extension TransferRequest {
    /// The header lines in libcurl's notation, where `Name:` takes a header out and `Name;` sends an empty one.
    ///
    /// - Throws: `invalidHeader`. libcurl itself lets line breaks through.
    func headerLines() throws(TransferError) -> [String] {
        // Without these lines libcurl waits for `100 Continue` and calls every body a form.
        var lines = ["Expect:"]
        if !headers.contains(where: { isSameName($0.0, "Content-Type") }) {
            lines.append("Content-Type:")
        }
        for (name, value) in headers {
            guard isToken(name) else { throw .invalidHeader("a header's name") }
            guard isFieldValue(value) else { throw .invalidHeader("the header \(name)") }
            lines.append(value.allSatisfy(\.isWhitespace) ? "\(name);" : "\(name): \(value)")
        }
        return lines
    }

    /// The method, checked because like a header name it could smuggle in a second request.
    func checkedMethod() throws(TransferError) -> String {
        guard isToken(method) else { throw .invalidHeader("the method") }
        return method
    }
}

/// Whether the text is a `token` of RFC 9110, section 5.6.2.
private func isToken(_ text: String) -> Bool {
    !text.isEmpty
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
}

/// Whether the text is a header's value by RFC 9110, section 5.5: no control characters but the tab.
private func isFieldValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }
}

/// Whether two header names are the same, whatever their case.
func isSameName(_ a: String, _ b: String) -> Bool {
    a.lowercased() == b.lowercased()
}

import DoorstepCore

/// Data for a page's scripts, as the text of a `<script type="application/json">`.
enum PageData {
    /// JSON in which nothing can end the element that it stands in.
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONWriter.bytes(value), as: UTF8.self)
            .split(separator: "<", omittingEmptySubsequences: false)
            .joined(separator: "\\u003c")
    }
}

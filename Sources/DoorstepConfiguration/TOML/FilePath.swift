/// Paths as a configuration names them.
enum FilePath {
    /// `path` as seen from `directory`, with `.` and `..` taken out.
    static func resolve(_ path: String, from directory: String) -> String {
        let whole = path.hasPrefix("/") ? path : directory + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !whole.hasPrefix("/") {
                parts.append(part)
            }
        }
        let text = parts.joined(separator: "/")
        if whole.hasPrefix("/") { return "/" + text }
        return text.isEmpty ? "." : text
    }

    /// The directory part of `path`: `.` when it names none.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

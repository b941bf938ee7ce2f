import DoorstepCore
import Mustache

/// The escaping of a template's text for a media type.
enum Escaping: String, MustacheContentType, CaseIterable {
    case json = "DOORSTEP_JSON"
    case form = "DOORSTEP_FORM"
    case markup = "DOORSTEP_MARKUP"
    case plain = "TEXT"

    /// The escaping for a media type: `application/json`, `text/html; charset=utf-8`
    init(_ contentType: String) {
        let type =
            contentType.prefix { $0 != ";" }.lowercased()
            .trimmingPrefix(while: \.isWhitespace).split(whereSeparator: \.isWhitespace).first
            .map(String.init) ?? ""
        self =
            if type == "application/json" || type.hasSuffix("+json") {
                .json
            } else if type == "application/x-www-form-urlencoded" {
                .form
            } else if type.hasSuffix("html") || type.hasSuffix("xml") {
                .markup
            } else {
                .plain
            }
    }

    func escapeText(_ text: String) -> String {
        switch self {
        case .json:
            // The quotes are dropped, because they stand in the template.
            String(JSONWriter.quoted(text).dropFirst().dropLast())
        case .form: text.percentEncoded
        case .markup:
            // The library's own escaping goes by characters, and lets a quote with an accent on it through.
            text.escapingScalars { scalar in
                switch scalar {
                case "<": "&lt;"
                case ">": "&gt;"
                case "&": "&amp;"
                case "\"": "&quot;"
                case "'": "&#39;"
                default: nil
                }
            }
        case .plain: text
        }
    }

    /// The library finds an escaping by its name in a list; these are added to the list once.
    fileprivate static let registered: Void = {
        for escaping in [Escaping.json, .form, .markup] {
            MustacheContentTypes.register(escaping, named: escaping.rawValue)
        }
    }()
}

extension MustacheTemplate {
    /// Throws `ParserError`, whose line numbers are those of the text.
    init(_ text: String, for escaping: Escaping) throws {
        _ = Escaping.registered
        try self.init(string: "{{% CONTENT_TYPE:\(escaping.rawValue)}}" + text)
    }
}

/// The text in quotes for a message: on one line, escaped and cut to `limit` characters.
package func quoted(_ text: String, limit: Int = 60) -> String {
    var result = "\""
    for scalar in text.prefix(limit).unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case _
        where scalar.properties.generalCategory == .control
            || scalar.properties.generalCategory == .format:
            result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + (text.count > limit ? "…\"" : "\"")
}

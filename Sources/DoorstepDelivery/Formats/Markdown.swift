extension String {
    /// As text that stands for itself in the Markdown of Discord and Mattermost: a backslash before what could begin
    /// a markup, a link or a picture. A mention is broken by a space of no width, because who is mentioned is sought
    /// before any Markdown is read.
    var forMarkdown: String {
        let scalars = Array(unicodeScalars)
        var text = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let last = index > 0 ? scalars[index - 1] : "\n"
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            let isMark =
                switch scalar {
                case "\\", "`", "*", "_", "~", "[", "]", "(", ")", "<", ">", "#", "|": true
                // A picture, `:door:`, or an address; not a time of day.
                case ":": !("0"..."9").contains(last) && !next.properties.isWhitespace
                case "-", "+": last == "\n"
                default: false
                }
            if isMark { text.append("\\") }
            text.append(scalar)
            if scalar == "@" { text.append("\u{200b}") }
        }
        return String(text)
    }
}

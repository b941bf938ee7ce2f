extension String {
    /// The text as it reads literally in the Markdown of Discord and Mattermost: a backslash stands before each
    /// character that could begin a markup, a link or a picture. A space of no width breaks mentions, because receivers
    /// look for mentions before they read Markdown.
    var forMarkdown: String {
        let scalars = Array(unicodeScalars)
        var text = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let last = index > 0 ? scalars[index - 1] : "\n"
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            let isMark =
                switch scalar {
                case "\\", "`", "*", "_", "~", "[", "]", "(", ")", "<", ">", "#", "|": true
                // A colon can begin a picture, `:door:`, or stand in an address; one in a time of day is harmless.
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

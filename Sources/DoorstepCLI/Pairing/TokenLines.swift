import DoorstepAPI

/// A program's token for people: the token, and the commands that try it and revoke it.
struct TokenLines {
    let token: TokenBody

    var lines: [String] {
        [
            "Give this token to the program that is to read the metrics. It is shown this once:",
            "",
            "  \(token.token)", "", "Try it:",
            "  curl -H \"Authorization: Bearer \(token.token)\" \(token.url)",
            "In Prometheus it is the authorization of a scrape of \(token.url).",
            "To take it away:  doorstep devices revoke \(token.id)",
        ]
    }
}

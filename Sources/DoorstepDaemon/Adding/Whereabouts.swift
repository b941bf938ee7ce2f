/// What is written of the way to a destination that was tried out.
struct Whereabouts {
    /// Lines of the stanza: keys that anybody may read.
    let lines: [String]

    /// In files of their own.
    let secrets: [KeptSecret]
}

/// What stands in a file that only its owner may read, and for which the configuration has two keys: `keyFile` and
/// `keyCredential`.
struct KeptSecret {
    let key: Key
    let text: String

    enum Key: String, CaseIterable {
        case url, secret, password

        /// What the file is called, in the directory `credentials`.
        func file(of destination: String) -> String { "\(destination)-\(rawValue)" }
    }
}

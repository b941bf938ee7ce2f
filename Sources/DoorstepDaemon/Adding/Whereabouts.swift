/// The way to a tried destination, as it is written into the configuration and into files.
struct Whereabouts {
    /// Lines of the stanza that anybody may read.
    let lines: [String]

    let secrets: [KeptSecret]
}

/// A secret in a file that only its owner may read. The configuration has two keys for it, such as `urlFile` and
/// `urlCredential`.
struct KeptSecret {
    let key: Key
    let text: String

    enum Key: String, CaseIterable {
        case url, secret, password

        /// The file's name in the directory `credentials`.
        func file(of destination: String) -> String { "\(destination)-\(rawValue)" }
    }
}

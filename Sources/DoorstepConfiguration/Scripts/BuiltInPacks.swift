/// The script packs compiled into the program, so that the programs alone are a whole installation.
///
/// Each pack needs a file in `config/scripts`, a link to it in `Packs`, a resource in `Package.swift` and a line here.
enum BuiltInPacks {
    private static let packs: [(language: String, text: @Sendable () -> [UInt8])] = [
        ("fr", { PackageResources.fr_toml }),
        ("en", { PackageResources.en_toml }),
        ("de", { PackageResources.de_toml }),
        ("es", { PackageResources.es_toml }),
        ("it", { PackageResources.it_toml }),
        ("nl", { PackageResources.nl_toml }),
        ("zh", { PackageResources.zh_toml }),
    ]

    static var languages: [String] { packs.map(\.language).sorted() }

    static func text(of language: String) -> String? {
        packs.first { $0.language == language }.map { String(decoding: $0.text(), as: UTF8.self) }
    }
}

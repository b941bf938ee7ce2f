/// The packs compiled into the program, so that two files are an installation.
enum BuiltInPacks {
    static let languages = ["en", "fr"]

    static func text(of language: String) -> String? {
        switch language {
        case "en": String(decoding: PackageResources.en_toml, as: UTF8.self)
        case "fr": String(decoding: PackageResources.fr_toml, as: UTF8.self)
        default: nil
        }
    }
}

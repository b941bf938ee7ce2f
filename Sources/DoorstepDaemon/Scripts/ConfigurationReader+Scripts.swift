import DoorstepCore
import Glibc

// [scripts], and the packs it leads to.
extension ConfigurationReader {
    struct LoadedScripts {
        var scripts: [Script] = []
        var mistakes: [ConfigurationMistake] = []
        var files: [String: String?] = [:]

        fileprivate mutating func add(_ pack: ScriptPack, _ language: String, file: String?) {
            scripts += pack.scripts
            mistakes += pack.mistakes
            files[language] = .some(file)
        }
    }

    /// The pack of each language: from the directory that is named, and from nowhere else; without one from
    /// `scripts` beside the configuration file, else the one built in.
    func scripts(for languages: [String]) -> LoadedScripts {
        let section = root.section(.scripts, of: ScriptsKey.self)
        let named = section.string(.directory, wanted: "a path in quotes").map(path)
        var loaded = LoadedScripts()
        // A wrong type has been noted; to look elsewhere would only confuse.
        if section.has(.directory) && named == nil { return loaded }
        for language in languages {
            let file = (named ?? path("scripts")) + "/\(language).toml"
            do {
                let text = try SmallFile(path: file).text
                loaded.add(ScriptPack(text, language: language, file: file), language, file: file)
            } catch {
                let isMissing = named == nil && access(file, F_OK) != 0
                if isMissing, let text = BuiltInPacks.text(of: language) {
                    let pack = ScriptPack(text, language: language, file: "\(language).toml")
                    loaded.add(pack, language, file: nil)
                } else {
                    note(error, language: language, file: file, in: section, isMissing: isMissing)
                }
            }
        }
        return loaded
    }

    private func note(
        _ trouble: SmallFile.Trouble, language: String, file: String,
        in section: Section<ScriptsKey>, isMissing: Bool
    ) {
        let wanted = "a pack of scripts for each language of shop.languages"
        if isMissing {
            findings.mistake(
                KeyAddress.root["shop"]["languages"], found: "no scripts for \(quoted(language))",
                wanted: wanted,
                hint: "write \(file); built in are "
                    + BuiltInPacks.languages.joined(separator: ", "))
        } else {
            findings.mistake(
                section.place(.directory), found: "\(file): \(trouble.reason)", wanted: wanted)
        }
    }
}

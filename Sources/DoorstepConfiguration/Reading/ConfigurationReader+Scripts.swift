import DoorstepCore
import Glibc

// [scripts], and the packs that it names.
extension ConfigurationReader {
    struct LoadedScripts {
        var packs: [ScriptPack] = []
        var register = Register.formal
        var staff: String?
        var mistakes: [ConfigurationMistake] = []
        var files: [String: String?] = [:]

        fileprivate mutating func add(_ reader: PackReader, _ language: String, file: String?) {
            packs.append(reader.pack)
            mistakes += reader.mistakes
            files[language] = .some(file)
        }

        /// The scripts from which the floor chooses.
        func book(shop: String, replacing earlier: ScriptBook? = nil) -> ScriptBook {
            ScriptBook(packs, shop: shop, register: register, staff: staff, replacing: earlier)
        }
    }

    /// The pack of each language. A set `scripts.directory` is the only place searched. Without it a file in `scripts`
    /// beside the configuration comes first, then the built-in pack.
    func scripts(
        for languages: [String], hemisphere: Hemisphere, hasLookIns: Bool
    ) -> LoadedScripts {
        let section = root.section(.scripts, of: ScriptsKey.self)
        let named = section.string(.directory, wanted: "a path in quotes").map(path)
        var loaded = LoadedScripts()
        loaded.register = section.choice(.register) ?? loaded.register
        loaded.staff = staff(section)
        // A wrong type has been noted; mistakes of packs from another directory would only confuse.
        if section.has(.directory) && named == nil { return loaded }
        let rules = PackReader.Rules(
            register: loaded.register, hemisphere: hemisphere, hasLookIns: hasLookIns)
        for language in languages {
            let file = (named ?? path("scripts")) + "/\(language).toml"
            do {
                let text = try SmallFile(path: file).text
                loaded.add(
                    PackReader(text, language: language, file: file, rules: rules), language,
                    file: file)
            } catch {
                let isMissing = named == nil && !error.isPassing && access(file, F_OK) != 0
                if isMissing, let text = BuiltInPacks.text(of: language) {
                    let reader = PackReader(
                        text, language: language, file: "\(language).toml", rules: rules)
                    loaded.add(reader, language, file: nil)
                } else {
                    note(error, language: language, file: file, in: section, isMissing: isMissing)
                }
            }
        }
        return loaded
    }

    private func staff(_ section: Section<ScriptsKey>) -> String? {
        let wanted = "a first name in quotes, 1 to 40 characters on one line"
        guard let name = section.string(.staff, wanted: wanted) else { return nil }
        guard name.isFitToSay, name.count <= 40 else {
            section.mistake(.staff, found: quoted(name), wanted: wanted)
            return nil
        }
        return name
    }

    private func note(
        _ trouble: SmallFile.ReadError, language: String, file: String,
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
                section.place(.directory), found: "\(file): \(trouble.reason)", wanted: wanted,
                isPassing: trouble.isPassing)
        }
    }
}

// Reading the packs again.
extension ConfigurationReader {
    /// The packs and `[scripts]` of the file at `path`, for a shop whose daemon runs. Nothing else of the file is read.
    /// The book is nil when there are mistakes.
    static func readScripts(
        path: String, for shop: Shop
    ) -> (book: ScriptBook?, mistakes: [ConfigurationMistake]) {
        let reader: ConfigurationReader
        switch open(path: path, environment: [:], forgivesCredentials: true) {
        case .failure(let mistake): return (nil, [mistake])
        case .success(let opened): reader = opened
        }
        let loaded = reader.scripts(
            for: shop.languages, hemisphere: shop.hemisphere,
            hasLookIns: shop.reception.lookInAfter != nil)
        let mistakes = reader.findings.mistakes + loaded.mistakes
        guard mistakes.isEmpty else { return (nil, mistakes) }
        return (loaded.book(shop: shop.name, replacing: shop.scripts), [])
    }
}

import DoorstepCore
import DoorstepDelivery

// The keys of [[destination]] for the form of messages.
extension ConfigurationReader {
    enum ClosedDays: String, CaseIterable { case nothing, line }

    func closedDays(
        _ section: Section<DestinationKey>, _ format: MessageFormat, _ template: MessageTemplate?
    ) -> ClosedDays {
        let closedDays: ClosedDays = section.choice(.closedDays) ?? .nothing
        if closedDays == .line, format.isSigned || template?.isJSON == true {
            section.mistake(
                .closedDays, found: "\"line\"", wanted: "\"nothing\"",
                hint: "a line is for people, and this destination is for programs")
            return .nothing
        }
        return closedDays
    }

    /// The shop's own template; nil with every other format, and after a mistake.
    func template(
        _ section: Section<DestinationKey>, _ format: MessageFormat
    ) -> MessageTemplate? {
        guard format == .template else {
            for key in [.templateFile, .contentType] as [DestinationKey] {
                refuse(key, section, of: format, "it belongs to format = \"template\"")
            }
            return nil
        }
        let contentType = contentType(section)
        guard section.has(.templateFile) else {
            section.missing(.templateFile, wanted: "the path of a mustache file")
            return nil
        }
        guard let text = section.string(.templateFile, wanted: "a path in quotes") else {
            return nil
        }
        let path = path(text)
        let file: SmallFile
        do {
            file = try SmallFile(path: path, atMost: 65536)
        } catch {
            section.mistake(
                .templateFile, found: "\(path): \(error.reason)", wanted: "a file that can be read",
                isPassing: error.isPassing)
            return nil
        }
        do {
            return try MessageTemplate(file.text, contentType: contentType)
        } catch {
            let line = error.line.map { ":\($0)" } ?? ""
            section.mistake(
                .templateFile, found: "\(path)\(line): \(error.reason)",
                wanted: "a mustache template",
                hint: "what it may name is in the doorstep.toml that came with the program")
            return nil
        }
    }

    private func contentType(_ section: Section<DestinationKey>) -> String {
        let wanted = "a media type like \"application/json\""
        guard let text = section.string(.contentType, wanted: wanted) else {
            return MessageTemplate.defaultContentType
        }
        let type = text.prefix { $0 != ";" }.split(
            separator: "/", omittingEmptySubsequences: false)
        // The text goes into a header unchanged.
        let isPlain = text.utf8.count <= 100 && text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
        guard isPlain, type.count == 2, type.allSatisfy({ !$0.isEmpty && !$0.contains(" ") })
        else {
            section.mistake(.contentType, found: quoted(text), wanted: wanted)
            return MessageTemplate.defaultContentType
        }
        return text
    }

    func refuse(
        _ key: DestinationKey, _ section: Section<DestinationKey>, of format: MessageFormat,
        _ reason: String
    ) {
        guard section.has(key) else { return }
        section.mistake(
            key, found: "\(key.rawValue) with format = \(quoted(format.rawValue))",
            wanted: "none there", hint: reason)
    }
}

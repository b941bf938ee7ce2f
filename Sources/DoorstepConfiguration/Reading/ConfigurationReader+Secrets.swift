import DoorstepDelivery
import Foundation

// Secrets, and the files and credentials that hold them.
extension ConfigurationReader {
    /// The signing secrets; none when the format needs none, nil after a mistake and when a credential cannot be read.
    func secrets(
        _ section: Section<DestinationKey>, _ format: MessageFormat
    ) -> [SigningSecret]? {
        let keys: [DestinationKey] = [.secretFile, .secretCredential]
        guard format.isSigned else {
            for key in keys where section.has(key) {
                section.mistake(
                    key, found: "a secret", wanted: "none: \(format.rawValue) checks no signature",
                    hint: format == .email
                        ? "a mail server wants user and passwordFile"
                        : "its URL is its secret: keep it in urlFile or urlCredential")
            }
            return keys.contains(where: section.has) ? nil : []
        }
        guard format.needsSecret || keys.contains(where: section.has) else { return [] }
        guard
            let source = oneSource(section, keys, for: "secret"),
            let text = source == .secretFile ? file(section, source) : credential(section, source)
        else { return nil }
        let hint = "make one: echo \"whsec_$(openssl rand -base64 32)\""
        var secrets: [SigningSecret] = []
        var isFit = true
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            do {
                secrets.append(try SigningSecret(line))
            } catch {
                let trouble =
                    switch error {
                    case .noPrefix: "no \"whsec_\" at the start"
                    case .notBase64: "text that is not base64"
                    case .length(let count): "a secret of \(count) bytes"
                    }
                section.mistake(
                    source, found: "\(trouble) in line \(number + 1) of it",
                    wanted: "\"whsec_\" and 24 to 64 bytes in base64", hint: hint)
                isFit = false
            }
        }
        guard isFit else { return nil }
        guard (1...4).contains(secrets.count) else {
            section.mistake(
                source, found: "\(secrets.isEmpty ? "no" : String(secrets.count)) secrets in it",
                wanted: "1, or up to 4 while they are being rotated, one a line",
                hint: secrets.isEmpty ? hint : nil)
            return nil
        }
        return secrets
    }

    func file(_ section: Section<DestinationKey>, _ key: DestinationKey) -> String? {
        guard let text = section.string(key, wanted: "a path in quotes") else { return nil }
        guard !text.contains("whsec_"), !text.contains("://") else {
            section.mistake(
                key, found: "the secret itself", wanted: "the path of a file that holds it")
            return nil
        }
        let path = path(text)
        do {
            let file = try SmallFile(path: path)
            if file.isExposed {
                findings.warning(
                    section.place(key),
                    "\(path) has mode \(octal(file.mode)): others can read or change it; chmod 600 \(path)"
                )
            }
            return file.text
        } catch {
            // A password put here by mistake looks like a file name and must not be shown.
            let named = key == .passwordFile && !text.contains("/") ? "the file" : path
            section.mistake(
                key, found: "\(named): \(error.reason)", wanted: "a file that can be read",
                isPassing: error.isPassing)
            return nil
        }
    }

    func credential(_ section: Section<DestinationKey>, _ key: DestinationKey) -> String? {
        let wanted = "the name of a credential of the unit, like \"manager-secret\""
        guard let name = section.string(key, wanted: wanted) else { return nil }
        guard name.isPlainName, !name.hasPrefix("whsec_") else {
            // Not shown: it may be the secret itself.
            section.mistake(key, found: "text that is no such name", wanted: wanted)
            return nil
        }
        guard let credentials else {
            if forgivesCredentials {
                findings.warning(
                    section.place(key),
                    "credential \(quoted(name)) can only be looked at when systemd starts the daemon"
                )
            } else {
                section.mistake(
                    key, found: "no CREDENTIALS_DIRECTORY in the environment",
                    wanted: "credential \(quoted(name)) from systemd",
                    hint: "LoadCredential=\(name):/etc/doorstep/credentials/\(name) in the unit")
            }
            return nil
        }
        do {
            return try SmallFile(path: credentials + "/" + name).text
        } catch {
            let (named, example) =
                key == .passwordCredential
                ? ("the credential", "NAME") : ("credential \(quoted(name))", name)
            section.mistake(
                key, found: "\(named): \(error.reason)", wanted: "a credential that can be read",
                hint: "LoadCredential=\(example):/etc/doorstep/credentials/\(example) in the unit",
                isPassing: error.isPassing)
            return nil
        }
    }

    private func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

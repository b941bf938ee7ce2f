import DoorstepAPI
import Glibc

/// An addition to a configuration: a destination's stanza at its end, its secrets in files beside it, and the drop-in
/// by which systemd hands these out. It is made whole or not at all.
struct ConfigurationAddition {
    /// Path of the configuration, with links resolved.
    let config: String
    let stanza: DestinationStanza

    /// The unit whose process reads the secrets; nil when the daemon is not a unit of systemd.
    var unit: CredentialUnit?

    /// The directory of the secrets' files.
    var directory: String { FilePath.directory(of: config) + "/credentials" }

    /// Writes the addition. SIGINT, SIGTERM, SIGHUP and SIGQUIT are ignored meanwhile.
    func write() throws(AdditionRefused) {
        let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
        let former = signals.map { signal($0, SIG_IGN) }
        defer { for (number, handler) in zip(signals, former) { _ = signal(number, handler) } }
        var undo: [() -> Void] = []
        do throws(AdditionRefused) {
            var owner = stat()
            guard stat(config, &owner) == 0 else { throw refused(config) }
            if !stanza.files.isEmpty { try makeDirectory(owner, &undo) }
            for secret in stanza.settings.secrets {
                try create(secret.key.file(of: stanza.name), secret.text, owner, &undo)
            }
            guard !stanza.wish.isPrinted else { return }
            // Before the stanza: a courier that starts with the stanza but without its credentials stops for good.
            if let unit, stanza.usesCredentials, !stanza.files.isEmpty {
                try handOut(by: unit, &undo)
            }
            try append(owner)
        } catch {
            for step in undo.reversed() { step() }
            throw error
        }
    }

    private func makeDirectory(
        _ owner: stat, _ undo: inout [() -> Void]
    ) throws(AdditionRefused) {
        guard mkdir(directory, 0o700) == 0 else {
            guard errno == EEXIST else { throw refused(directory) }
            return
        }
        undo.append { [directory] in rmdir(directory) }
        try give(directory, to: owner)
    }

    /// Creates a file that only its owner may read, and refuses to replace one.
    private func create(
        _ name: String, _ text: String, _ owner: stat, _ undo: inout [() -> Void]
    ) throws(AdditionRefused) {
        let path = directory + "/" + name
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw refused(path) }
        undo.append { unlink(path) }
        try put(text + "\n", into: descriptor, path)
        try give(path, to: owner)
    }

    /// Gives a path that root has made to the configuration's owner. Secrets that systemd hands out stay root's.
    private func give(_ path: String, to owner: stat) throws(AdditionRefused) {
        guard geteuid() == 0, !stanza.usesCredentials else { return }
        guard chown(path, owner.st_uid, owner.st_gid) == 0 else { throw refused(path) }
    }

    /// Appends the stanza. The new file takes the place of the old one only when `doorstepd` can read it.
    private func append(_ owner: stat) throws(AdditionRefused) {
        let text: String
        do { text = try SmallFile(path: config).text } catch {
            throw AdditionRefused("\(config): \(error.reason)")
        }
        let (descriptor, path) = temporary(beside: config)
        guard descriptor >= 0 else { throw refused(config) }
        // Without effect after the rename.
        defer { unlink(path) }
        guard fchown(descriptor, owner.st_uid, owner.st_gid) == 0,
            fchmod(descriptor, owner.st_mode & 0o7777) == 0
        else {
            let trouble = refused(config)
            close(descriptor)
            throw trouble
        }
        let end = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
        try put(text + end + "\n" + stanza.text, into: descriptor, path)
        let reading = ConfigurationReader.read(
            path: path, environment: [:], forgivesCredentials: true)
        guard reading.mistakes.isEmpty else {
            let lines = ConfigurationRefused(mistakes: reading.mistakes).lines
            throw AdditionRefused(
                "with this destination \(config) could not be read:\n"
                    + lines.joined(separator: "\n").replacing(path, with: config))
        }
        guard rename(path, config) == 0 else { throw refused(config) }
    }

    /// A new file with a unique name that begins with `path`. The descriptor is negative when it cannot be made.
    func temporary(beside path: String) -> (descriptor: Int32, path: String) {
        var template = Array((path + ".XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        return (descriptor, String(decoding: bytes, as: UTF8.self))
    }

    /// Writes the whole text, syncs it to the disk and closes the descriptor.
    func put(
        _ text: String, into descriptor: Int32, _ path: String
    ) throws(AdditionRefused) {
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw refused(path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw refused(path) }
    }

    private func refused(_ path: String) -> AdditionRefused {
        let code = errno
        let words = String(cString: strerror(code)).lowercased()
        return AdditionRefused(
            "cannot write \(path): \(words)",
            hint: code == EACCES || code == EPERM
                ? "run it as the one who may change \(config), such as root"
                : code == EEXIST
                    ? "nothing is overwritten: take another name, or move it away" : nil)
    }
}

// The drop-in by which systemd hands the secrets out. It must exist before the configuration names a credential.
extension ConfigurationAddition {
    /// Writes the drop-in, which counts once systemd has read its units again. An existing one with the same text is
    /// left alone. It is synced to the disk on return, so that no power cut leaves the configuration without it.
    func handOut(
        by unit: CredentialUnit, _ undo: inout [() -> Void]
    ) throws(AdditionRefused) {
        let folder = unit.dropIns
        if mkdir(folder, 0o755) == 0 {
            undo.append { rmdir(folder) }
            // Everybody may read units, whatever the umask.
            guard chmod(folder, 0o755) == 0 else { throw refusedUnit(folder) }
        } else if errno != EEXIST {
            throw refusedUnit(folder)
        }
        let path = unit.file(for: stanza.name)
        let text = "# Made by  doorstep destination add\n" + stanza.unit(directory: directory)
        let (descriptor, temporary) = temporary(beside: path)
        guard descriptor >= 0 else { throw refusedUnit(path) }
        defer { unlink(temporary) }
        guard fchmod(descriptor, 0o644) == 0 else {
            let trouble = refusedUnit(path)
            close(descriptor)
            throw trouble
        }
        try put(text, into: descriptor, path)
        // Not rename(), which would replace an existing file.
        if link(temporary, path) == 0 {
            undo.append { unlink(path) }
        } else {
            guard errno == EEXIST else { throw refusedUnit(path) }
            guard (try? SmallFile(path: path).text) == text else {
                throw AdditionRefused(
                    "\(path) is there already, and says something else",
                    hint: "nothing is overwritten: take another name, or move it away")
            }
        }
        try keep(folder)
    }

    private func keep(_ folder: String) throws(AdditionRefused) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusedUnit(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw refusedUnit(folder) }
    }

    private func refusedUnit(_ path: String) -> AdditionRefused {
        let code = errno
        return AdditionRefused(
            "cannot write \(path): \(String(cString: strerror(code)).lowercased())",
            hint: [EACCES, EPERM, EROFS].contains(code)
                ? "run it as root, or with --print, which shows what to add to the units and to the configuration"
                : nil)
    }
}

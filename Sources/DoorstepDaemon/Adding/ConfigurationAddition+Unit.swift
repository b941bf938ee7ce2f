import Glibc

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

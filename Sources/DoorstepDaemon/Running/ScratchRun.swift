import Foundation

// The scratch directories of `demo` and `replay`, and their error. Neither leaves anything behind.

/// A temporary directory with a unique name. Its process holds it by a lock (flock(2)), which ends with the process, so
/// that another one can tell a directory in use from one whose process was killed.
struct LockedDirectory {
    let path: String
    private let descriptor: Int32

    /// Makes a directory in `parent`, after removing those of the same `name` that killed processes have left there.
    init(named name: String, in parent: String = NSTemporaryDirectory()) throws {
        Self.removeAbandoned(named: name, in: parent)
        // mkdtemp(3) writes the name that it made over the X's.
        var template = Array(
            (NSString(string: parent).appendingPathComponent("doorstep-\(name)-XXXXXX")).utf8CString
        )
        guard let made = mkdtemp(&template) else {
            throw ScratchRunError("cannot make a scratch directory in \(parent)")
        }
        path = String(cString: made)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // A process that starts at the same moment may just have taken the new directory for an abandoned one.
        guard flock(descriptor, LOCK_EX) == 0, access(path, F_OK) == 0 else {
            throw ScratchRunError("cannot keep the scratch directory \(path): try again")
        }
    }

    /// Removes the directory with all that is in it.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
        close(descriptor)
    }

    private static func removeAbandoned(named name: String, in parent: String) {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for entry in entries where entry.hasPrefix("doorstep-\(name)-") {
            let path = NSString(string: parent).appendingPathComponent(entry)
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
                flock(descriptor, LOCK_EX | LOCK_NB) == 0
            else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}

/// The error that ends a `demo` or a `replay`, as a text for people.
struct ScratchRunError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

import Foundation

// What `demo` and `replay` have in common: a run that leaves nothing behind.

/// A directory of its own.
func scratchDirectory(named name: String) throws -> String {
    // mkdtemp(3) writes the name that it made over the X's.
    var template = Array((NSTemporaryDirectory() + "doorstep-\(name)-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else {
        throw ScratchRunError("cannot make a scratch directory in \(NSTemporaryDirectory())")
    }
    return String(cString: made)
}

/// Why such a run could not go on; its text is for people.
struct ScratchRunError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

import Foundation

// The scratch directory of `demo` and `replay`, and their error. Neither leaves anything behind.

/// Makes a temporary directory with a unique name.
func scratchDirectory(named name: String) throws -> String {
    // mkdtemp(3) writes the name that it made over the X's.
    var template = Array((NSTemporaryDirectory() + "doorstep-\(name)-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else {
        throw ScratchRunError("cannot make a scratch directory in \(NSTemporaryDirectory())")
    }
    return String(cString: made)
}

/// The error that ends a `demo` or a `replay`, as a text for people.
struct ScratchRunError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

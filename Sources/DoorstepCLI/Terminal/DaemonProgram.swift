import Glibc

/// Replaces this program by `doorstepd`: the one beside it, else the one in PATH. `doorstep` itself links neither the
/// formats nor the configuration's reader, so that it starts in milliseconds.
func replaceByDaemonProgram(_ arguments: [String]) throws {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = readlink("/proc/self/exe", &path, path.count - 1)
    let own = String(
        decoding: path.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let beside = own.prefix(through: own.lastIndex(of: "/") ?? own.startIndex) + "doorstepd"
    var words = (["doorstepd"] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    execv(String(beside), &words)
    execvp("doorstepd", &words)
    throw CommandFailure(
        "cannot start doorstepd", because: systemWords(errno),
        hint: "it is looked for beside doorstep, then in PATH")
}

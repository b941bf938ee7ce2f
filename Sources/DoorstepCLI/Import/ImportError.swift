/// Why a file cannot be brought in: where it stands, what was found, what fits.
struct ImportError: Error, Hashable, Sendable {
    let line: Int
    var column: String?
    let found: String
    let wanted: String

    func failure(file: String) -> CommandFailure {
        let column = column.map { ", column “\($0)”" } ?? ""
        return CommandFailure(
            "cannot import \(file)", because: "line \(line)\(column): \(found)",
            hint: wanted, "nothing was sent")
    }
}

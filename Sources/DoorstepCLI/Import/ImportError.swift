/// The reason why a file cannot be imported: the place, the text found there and the form that fits.
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

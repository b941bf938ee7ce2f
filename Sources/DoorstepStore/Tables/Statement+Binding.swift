import GRDB

extension Statement {
    /// `execute(arguments:)` for the rows that every crossing writes: the values go straight to SQLite, by position, and
    /// not by way of a list that is checked and converted first.
    ///
    /// There must be as many values as parameters.
    func execute<each Value: StatementBinding>(binding value: repeat each Value) throws {
        setUncheckedArguments([])
        var index: CInt = 0
        for value in repeat each value {
            index += 1
            let code = ResultCode(rawValue: value.bind(to: sqliteStatement, at: index))
            guard code == .SQLITE_OK else { throw DatabaseError(resultCode: code) }
        }
        try execute()
    }
}

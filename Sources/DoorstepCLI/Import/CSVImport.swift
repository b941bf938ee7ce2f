import DoorstepCore
import DoorstepWords

/// The plan for reading the rows of an old counter's CSV file.
struct CSVImport: Sendable {
    var delimiter = UInt8(ascii: ",")

    /// Names of the columns when the file has no first line that names them.
    var columns: [String]?
    var time: TimeColumns
    var people: PeopleColumns
    /// Time zone of the times in the file.
    var zone: ZoneRules

    enum TimeColumns: Hashable, Sendable {
        /// `time` is nil where the date's pattern holds the time too, or the rows are whole days.
        case dateAndTime(date: String, pattern: DatePattern, time: String?)
        /// RFC 3339, or a local `2026-11-21 11:15[:02]`.
        case moment(String)
    }

    enum PeopleColumns: Hashable, Sendable {
        case inAndOut(in: String, out: String)
        /// - `count`: nil where each row is one crossing of one person.
        case direction(String, in: String, out: String, count: String?)
    }

    /// The largest count of one row: no door sees more in an interval, so a larger number is a mistake.
    static let largestCount = 1_000_000

    func read(_ bytes: [UInt8], label: String, door: String) throws(ImportError) -> ImportContents {
        var reader = CSVReader(bytes, delimiter: delimiter)
        let names = try names(&reader)
        let columns = try Columns(self, names)
        var contents = ImportContents()
        var maker = CrossingLines(label: label, door: door)
        while let row = try next(&reader) {
            guard row.fields.count == names.count else {
                throw ImportError(
                    line: row.line, found: english.counted(row.fields.count, "field", "fields"),
                    wanted: "\(english.counted(names.count, "field", "fields")): "
                        + names.joined(separator: ", "))
            }
            contents.rows += 1
            let cells = Cells(row: row, names: names)
            let at = try moment(cells, columns)
            var isEmpty = false
            var isZero = true
            for (direction, count) in try counts(cells, columns) {
                guard let count else {
                    isEmpty = true
                    continue
                }
                guard count > 0 else { continue }
                isZero = false
                contents.lines += maker.lines(
                    of: ImportedCrossing(direction: direction, at: at, people: count))
            }
            if isEmpty { contents.emptyRows += 1 } else if isZero { contents.zeroRows += 1 }
        }
        contents.putInOrder()
        return contents
    }

    private func names(_ reader: inout CSVReader) throws(ImportError) -> [String] {
        if let columns { return columns }
        guard let first = try next(&reader) else {
            throw ImportError(line: 1, found: "the file is empty", wanted: "a line of column names")
        }
        return first.fields.map { String($0.trimmed) }
    }

    private func next(_ reader: inout CSVReader) throws(ImportError) -> CSVRow? {
        do throws(CSVError) {
            return try reader.next()
        } catch {
            throw ImportError(line: error.line, found: error.found, wanted: error.wanted)
        }
    }

    private func moment(_ cells: Cells, _ columns: Columns) throws(ImportError) -> Timestamp {
        let text = cells[columns.date]
        switch time {
        case .moment:
            if let moment = Timestamp(text) { return moment }
            let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "T" }
            guard parts.count == 2, let date = LocalDate(String(parts[0])),
                let second = secondOfDay(parts[1])
            else {
                throw cells.error(
                    columns.date,
                    wanted: "a time such as 2026-11-21 11:15:02 fits here; other forms need --date "
                        + "and --date-format")
            }
            return zone.moment(date, TimeOfDay(seconds: second))
        case .dateAndTime(_, let pattern, _):
            guard let reading = pattern.read(text) else {
                throw cells.error(
                    columns.date, wanted: "a date written \(pattern.text) fits here")
            }
            guard let column = columns.time else {
                return zone.moment(reading.date, TimeOfDay(seconds: reading.second))
            }
            guard let second = secondOfDay(cells[column]) else {
                throw cells.error(column, wanted: "a time such as 11:15 or 11:15:02 fits here")
            }
            return zone.moment(reading.date, TimeOfDay(seconds: second))
        }
    }

    private func counts(
        _ cells: Cells, _ columns: Columns
    ) throws(ImportError) -> [(ImportedCrossing.Direction, Int?)] {
        switch people {
        case .inAndOut:
            return [
                (.entrance, try count(cells, columns.first)),
                (.exit, try count(cells, columns.second)),
            ]
        case .direction(_, let entering, let leaving, let counting):
            let direction: ImportedCrossing.Direction
            switch cells[columns.first] {
            case entering: direction = .entrance
            case leaving: direction = .exit
            default:
                throw cells.error(
                    columns.first, wanted: "“\(entering)” (in) or “\(leaving)” (out) fits here")
            }
            return [(direction, counting == nil ? 1 : try count(cells, columns.second))]
        }
    }

    /// The count in a cell; nil for an empty cell.
    private func count(_ cells: Cells, _ column: Int) throws(ImportError) -> Int? {
        let text = cells[column]
        guard !text.isEmpty else { return nil }
        guard text.utf8.allSatisfy(isDigit), let count = Int(text), count <= Self.largestCount
        else {
            throw cells.error(
                column,
                wanted: "a whole number from 0 to \(english.count(Self.largestCount)) fits here")
        }
        return count
    }
}

/// Indices of the wanted columns.
private struct Columns {
    let date: Int
    let time: Int?

    /// Indices of in and out, or of direction and count.
    let first: Int
    let second: Int

    init(_ plan: CSVImport, _ names: [String]) throws(ImportError) {
        func index(_ name: String) throws(ImportError) -> Int {
            guard let index = names.firstIndex(of: name) else {
                throw ImportError(
                    line: 1, found: "there is no column “\(name)”",
                    wanted: "the columns are " + names.joined(separator: ", "))
            }
            return index
        }
        switch plan.time {
        case .moment(let name): (date, time) = (try index(name), nil)
        case .dateAndTime(let name, _, let other):
            date = try index(name)
            if let other { time = try index(other) } else { time = nil }
        }
        switch plan.people {
        case .inAndOut(let entering, let leaving):
            (first, second) = (try index(entering), try index(leaving))
        case .direction(let name, _, _, let count):
            first = try index(name)
            if let count { second = try index(count) } else { second = first }
        }
    }
}

/// One row's fields by column.
private struct Cells {
    let row: CSVRow
    let names: [String]

    subscript(column: Int) -> String { String(row.fields[column].trimmed) }

    func error(_ column: Int, wanted: String) -> ImportError {
        let text = row.fields[column]
        let shown = text.isEmpty ? "nothing" : "“\(text.prefix(40))\(text.count > 40 ? "…" : "")”"
        return ImportError(line: row.line, column: names[column], found: shown, wanted: wanted)
    }
}

extension String {
    /// The text without the blanks at both ends.
    fileprivate var trimmed: Substring {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }
}

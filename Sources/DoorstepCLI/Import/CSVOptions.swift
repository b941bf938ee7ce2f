import ArgumentParser
import DoorstepCore
import MachineZones

/// The layout of a CSV file, from the command line.
struct CSVOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The zone of the file's times: Europe/Paris.", valueName: "zone"))
    var timeZone: String?

    @Option(
        help: ArgumentHelp(
            "Names of the columns, with commas between, when the first line does not name them.",
            valueName: "names"))
    var columns: String?

    @Option(
        help: ArgumentHelp("The sign between two fields; “tab” for a tab.", valueName: "sign"))
    var delimiter = ","

    @Option(help: ArgumentHelp("Column with date and time: 2026-11-21 11:15.", valueName: "column"))
    var at: String?

    @Option(help: ArgumentHelp("Column with the date.", valueName: "column"))
    var date: String?

    @Option(
        help: ArgumentHelp(
            "The date's pattern: yyyy yy MM M dd d, and HH H hh h mm ss a for a time in it.",
            valueName: "pattern"))
    var dateFormat = "yyyy-MM-dd"

    @Option(help: ArgumentHelp("Column with the time: 11:15 or 11:15:02.", valueName: "column"))
    var time: String?

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("Column with the people who came in.", valueName: "column"))
    var entering: String?

    @Option(
        name: .customLong("out"),
        help: ArgumentHelp("Column with the people who went out.", valueName: "column"))
    var leaving: String?

    @Option(help: ArgumentHelp("Column with the direction.", valueName: "column"))
    var direction: String?

    @Option(help: ArgumentHelp("The text in that column for in.", valueName: "text"))
    var inValue = "in"

    @Option(help: ArgumentHelp("The text in that column for out.", valueName: "text"))
    var outValue = "out"

    @Option(help: ArgumentHelp("Column with the count, for counts-csv.", valueName: "column"))
    var count: String?

    @Option(help: ArgumentHelp("Column with the people, for events-csv.", valueName: "column"))
    var people: String?

    func plan(_ format: ImportCommand.Format) throws -> CSVImport {
        guard let timeZone else {
            throw ValidationError(
                "--time-zone says which zone the file's times are in: Europe/Paris.")
        }
        let zone: ZoneRules
        do throws(ZoneError) {
            zone = try ZoneDirectory.machine.rules(timeZone)
        } catch .unknown(let name) {
            throw ValidationError("“\(name)” is no time zone: give it as Europe/Paris.")
        } catch {
            throw ValidationError(
                "--time-zone: found \(error.found)" + (error.hint.map { "; \($0)" } ?? "") + ".")
        }
        let sign = delimiter == "tab" ? "\t" : delimiter
        guard sign.utf8.count == 1, let byte = sign.utf8.first, byte != UInt8(ascii: "\"") else {
            throw ValidationError("--delimiter wants one sign, such as ; or tab.")
        }
        return CSVImport(
            delimiter: byte,
            columns: columns?.split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init),
            time: try timeColumns(), people: try peopleColumns(format),
            zone: zone)
    }

    private func timeColumns() throws -> CSVImport.TimeColumns {
        if let at {
            guard date == nil, time == nil else {
                throw ValidationError("Give either --at, or --date and --time.")
            }
            return .moment(at)
        }
        guard let date else {
            throw ValidationError("Say which column holds the time: --at, or --date and --time.")
        }
        guard let pattern = DatePattern(dateFormat) else {
            throw ValidationError(
                "--date-format “\(dateFormat)” cannot be read: give it as dd/MM/yyyy or MM/dd/yy.")
        }
        guard !(pattern.hasTime && time != nil) else {
            throw ValidationError("--date-format holds the time already: leave --time out.")
        }
        return .dateAndTime(date: date, pattern: pattern, time: time)
    }

    private func peopleColumns(_ format: ImportCommand.Format) throws -> CSVImport.PeopleColumns {
        if format == .eventsCSV {
            guard let direction, entering == nil, leaving == nil, count == nil else {
                throw ValidationError(
                    "events-csv wants --direction, --in-value and --out-value, and may have --people."
                )
            }
            return .direction(direction, in: inValue, out: outValue, count: people)
        }
        switch (entering, leaving, direction, count) {
        case (let entering?, let leaving?, nil, nil) where people == nil:
            return .inAndOut(in: entering, out: leaving)
        case (nil, nil, let direction?, let count?) where people == nil:
            return .direction(direction, in: inValue, out: outValue, count: count)
        default:
            throw ValidationError(
                "counts-csv wants either --in and --out, or --direction, --in-value, --out-value "
                    + "and --count.")
        }
    }
}

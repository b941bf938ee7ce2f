import DoorstepCore
import DoorstepDelivery
import DoorstepWords
import Glibc
import MachineZones

/// The check behind `doorstepd check`. It reports every mistake, or the configuration as understood.
package enum Checker {
    package struct Report: Hashable, Sendable {
        package let mistakes: [ConfigurationMistake]
        package let warnings: [ConfigurationWarning]

        /// The configuration as understood, in lines; empty when there are mistakes.
        package let lines: [String]

        /// The lines for standard error: the warnings, then every mistake.
        package var troubles: [String] {
            warnings.map(\.description) + mistakes.map(\.description)
        }
    }

    /// Reads the configuration as `serve` does and looks at the directories that it names, without starting anything. A
    /// credential can be read only under systemd; elsewhere it gives a warning.
    package static func check(
        configPath: String, environment: [String: String], zones: ZoneDirectory = .machine,
        now: () -> Timestamp
    ) -> Report {
        let reading = ConfigurationReader.read(
            path: configPath, environment: environment, forgivesCredentials: true,
            zones: zones)
        guard let configuration = reading.configuration else {
            return Report(mistakes: reading.mistakes, warnings: reading.warnings, lines: [])
        }
        let places = warnings(on: configuration.server, file: configPath)
        return Report(
            mistakes: [], warnings: reading.warnings + places,
            lines: lines(
                on: configuration, unseen: reading.unseenDestinations,
                tzdata: zones.version, now: now()))
    }
}

// The configuration as understood.
extension Checker {
    private static func lines(
        on configuration: Configuration, unseen: [String], tzdata: String?, now: Timestamp
    ) -> [String] {
        let shop = configuration.shop
        let server = configuration.server
        var rows: [(title: String, text: String)] = []
        rows.append(("shop", shop.name))
        rows.append(("time zone", ZoneDirectory.words(shop.calendar.zone.name, version: tzdata)))
        rows += titled("doors", shop.doors.map(text))
        if !shop.quiet.isEmpty { rows += titled("quiet", shop.quiet.map(text)) }
        rows += titled("hours", hours(shop.calendar, from: now))
        rows.append(
            (
                "next closing",
                "\(nextClosing(shop.calendar, after: now)), \(shop.calendar.zone.name)"
            ))
        if let after = shop.reception.lookInAfter {
            rows.append(("look-in", "\(after.shortText) after the entrance, if unserved"))
        }
        if !shop.checklist.isEmpty {
            rows += titled("checklist", shop.checklist.map(text))
        }
        rows += titled("scripts", scripts(configuration))
        rows += titled(
            "destinations",
            configuration.destinations.map(text)
                + unseen.map { "\($0): its credentials are systemd's to show" })
        rows.append(("socket", "\(server.socket), mode \(octal(server.socketMode))"))
        rows.append(("pages", pages(server)))
        rows.append(("state", server.stateDirectory))
        return rows.map { title, text in
            title + String(repeating: " ", count: max(1, 14 - title.count)) + text
        }
    }

    private static func titled(
        _ title: String, _ texts: [String]
    ) -> [(title: String, text: String)] {
        guard !texts.isEmpty else { return [(title, "none")] }
        return texts.enumerated().map { ($0 == 0 ? title : "", $1) }
    }

    private static func text(_ door: Door) -> String {
        door.name + (door.silentAfter.map { ", silent after \($0.shortText)" } ?? "")
            + (door.isStaffOnly ? ", staff only" : "")
    }

    private static func text(_ quiet: QuietPeriod) -> String {
        let days = Weekday.allCases.filter(quiet.weekdays.contains).map(\.rawValue)
        return quiet.hours.map(\.description).joined(separator: ", ")
            + (days.isEmpty ? "" : " on \(days.joined(separator: ", "))")
            + (quiet.door.map { " at \($0)" } ?? "") + ": \(quiet.reason.rawValue)"
    }

    private static func text(_ item: ChecklistItem) -> String {
        item.id + (item.moment.map { ", at the \($0.rawValue)" } ?? "")
    }

    private static func text(_ destination: Destination) -> String {
        let subscription = destination.subscription
        let periods = SummaryPeriod.Kind.allCases.filter(subscription.periods.contains)
        let count = destination.secrets.count
        return "\(destination.name): \(destination.format.rawValue)"
            + (destination.format.isSigned ? "" : " in \(subscription.language.rawValue)")
            + " to \(place(destination)), each "
            + periods.map(\.rawValue).joined(separator: ", ")
            + (count > 1 ? ", signed with \(count) secrets" : "")
    }

    private static func place(_ destination: Destination) -> String {
        guard case .mail(let server) = destination.transport else { return destination.place }
        let to = destination.subscription.parties?.to.map(\.address) ?? []
        return "\(to.joined(separator: ", ")) by \(server)"
            + (server.isPlain ? " without TLS" : "")
    }

    /// The coming seven trading days, exceptions included.
    private static func hours(_ calendar: ShopCalendar, from now: Timestamp) -> [String] {
        if calendar.hours == .always { return ["always open"] }
        var date = calendar.tradingDay(containing: now).date
        return (0..<7).map { _ in
            defer { date = date.next }
            let ranges = calendar.hours.ranges(on: date).map(\.description)
            let isException = calendar.hours.exceptions[date] != nil
            return "\(date.weekday.rawValue) \(date): "
                + (ranges.isEmpty ? "closed" : ranges.joined(separator: ", "))
                + (isException ? " (exception)" : "")
        }
    }

    private static func nextClosing(_ calendar: ShopCalendar, after now: Timestamp) -> String {
        var day = calendar.tradingDay(containing: now)
        // A shop without an opening in a year and a day is taken not to open again.
        for _ in 0..<367 {
            let closing = calendar.closingMoment(of: day)
            if closing > now, !calendar.openIntervals(of: day).isEmpty {
                let (date, time) = calendar.wallClock(at: closing)
                return "\(date.weekday.rawValue) \(date) at \(time)"
            }
            day = calendar.tradingDay(day.date.next)
        }
        return "none: not open in the coming year"
    }

    /// The shop's register and staff name, then each language's number of scripts for each register and moment.
    private static func scripts(_ configuration: Configuration) -> [String] {
        let book = configuration.shop.scripts
        let settings =
            "\(book.register.rawValue)" + (book.staff.map { ", with the name \($0)" } ?? "")
        return [settings]
            + book.packs.map { pack in
                let counts = Register.allCases.map { register in
                    let moments = Moment.spoken.map { moment in
                        let count = pack.scripts.count {
                            $0.moment == moment && ($0.register ?? register) == register
                        }
                        return WrittenNumbers(language: .en)
                            .counted(count, moment.plain, moment.plain + "s")
                    }
                    return "\(register.rawValue) \(moments.joined(separator: ", "))"
                }
                let source = (configuration.scriptFiles[pack.language] ?? nil) ?? "built in"
                return "\(pack.language): \(counts.joined(separator: "; ")) (\(source))"
            }
    }

    private static func pages(_ server: ServerSettings) -> String {
        guard let listen = server.listen else {
            return (server.address.map { "\($0), " } ?? "")
                + "where systemd opens a port (doorstepd-pages.socket), else off"
        }
        guard let address = server.address else { return "http://\(listen)" }
        return "\(address), by a reverse proxy to \(listen)"
    }

    private static func octal(_ mode: UInt32) -> String { "0" + String(mode, radix: 8) }
}

// The directories that the configuration names.
extension Checker {
    private static func warnings(
        on server: ServerSettings, file: String
    ) -> [ConfigurationWarning] {
        let state = trouble(
            with: server.stateDirectory,
            hint: "systemd makes it (StateDirectory=), elsewhere: mkdir -p \(server.stateDirectory)"
        )
        let socketDirectory = FilePath.directory(of: server.socket)
        let socket = trouble(
            with: socketDirectory,
            hint: "doorstep.tmpfiles makes it, elsewhere: mkdir -p \(socketDirectory)")
        return [("server.stateDirectory", state), ("server.socket", socket)].compactMap {
            key, text in
            text.map { ConfigurationWarning(file: file, line: nil, key: key, text: $0) }
        }
    }

    /// The reason why this user cannot make files in `directory`; nil when they can.
    private static func trouble(with directory: String, hint: String) -> String? {
        var status = stat()
        guard stat(directory, &status) == 0 else {
            let code = errno
            return code == ENOENT
                ? "\(directory) is not there yet: \(hint)"
                : "\(directory): \(String(cString: strerror(code)))"
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return "\(directory) is not a directory" }
        guard access(directory, W_OK | X_OK) == 0 else {
            return "\(directory) is not writable by user \(getuid())"
        }
        return nil
    }
}

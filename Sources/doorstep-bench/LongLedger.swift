import DoorstepCore
import Foundation

/// The costs of a ledger of ten years: starting, reading, idling, and the command line.
struct LongLedger {
    let program: String
    let client: String
    let directory: String

    func measure(facts: Int, idle: Int, _ report: inout Report) throws {
        let daemon = try DaemonUnderTest(program: program, directory: directory + "/long")
        try daemon.start()
        daemon.stop()
        let database = daemon.directory + "/state/doorstep.sqlite"
        var busy: ClosedRange<Int64> = 0...0
        let filling = try milliseconds {
            let days = try FilledDays(database: database)
            defer { days.close() }
            try days.addTenYears(facts: facts, to: try BenchShop.dayBefore(2))
            let first = try days.last() + 1
            let start = try BenchShop.dayStart()
            try days.addDay(
                facts: Self.busyDay, from: start - 16 * 3_600_000, to: start - 8 * 3_600_000,
                closing: try BenchShop.yesterday())
            busy = try first...days.last() - 1
            // Until ten minutes ago: a prompt that lapses while the daemon idles would be written.
            try days.addDay(
                facts: Self.busyDay, from: start,
                to: max(start + 1000, BenchShop.now.milliseconds - 600_000))
        }
        try Folding(stateDirectory: daemon.directory + "/state").makeTotals()
        report.note("filling \(facts) facts by SQL", measured: "\(Int(filling / 1000)) s")

        // The first start after the filling closes the days since, so only later ones are measured.
        try daemon.start()
        daemon.stop()
        var starts: [Double] = []
        for _ in 0..<5 {
            starts.append(try daemon.start())
            daemon.stop()
        }
        let start = Statistics(starts).median
        report.add(
            "start to ready, median of 5", measured: milli(start), floor: "", budget: "≤ 300 ms",
            ratio: start / 300)

        try Folding(stateDirectory: daemon.directory + "/state").measure(&report)

        try daemon.start()
        defer { daemon.stop() }
        try look(daemon, &report)
        try correct(daemon, busy, &report)
        try commandLine(daemon, &report)
        try rest(daemon, idle, &report)
    }

    private static let busyDay = 5000

    /// Visitors of yesterday that were none, each put right in a call of its own: the day's summary, its week's and its
    /// month's are made anew with it.
    private func correct(
        _ daemon: DaemonUnderTest, _ day: ClosedRange<Int64>, _ report: inout Report
    ) throws {
        let client = try SocketClient(path: daemon.socket)
        let date = try BenchShop.yesterday()
        for period in [
            "day/\(date)", "week/\(try BenchShop.week())", "month/\(date.prefix(7))",
        ] {
            try expect(client.request("POST", "/v1/summaries/\(period)/deliver"), 202)
        }
        var times: [Double] = []
        for number in 0..<20 {
            // Entrances have the odd places of the day.
            let mistake = day.lowerBound + Int64(number * 100)
            times.append(
                try milliseconds {
                    try expect(client.request("POST", "/v1/facts/\(mistake)/void"), 201)
                })
        }
        let median = Statistics(times).median
        report.add(
            "a correction of a closed day of \(Self.busyDay) facts, median of \(times.count)",
            measured: milli(median), floor: "", budget: "≤ 150 ms", ratio: median / 150)
    }

    private static func daysAgo(_ days: Double) -> String {
        Timestamp(seconds: Int64(Date().timeIntervalSince1970 - days * 86400)).description
    }

    private func look(_ daemon: DaemonUnderTest, _ report: inout Report) throws {
        let connection = try SocketClient(path: daemon.socket)
        var looks: [Double] = []
        for _ in 0..<1000 {
            looks.append(
                try milliseconds { try expect(connection.request("GET", "/v1/now"), 200) })
        }
        let now = Statistics(looks).p99
        report.add(
            "GET /v1/now, p99 of 1000", measured: milli(now), floor: "", budget: "≤ 5 ms",
            ratio: now / 5)
        // Three days ago by UTC is a day that was filled, whatever the shop's zone.
        let day = String(Self.daysAgo(3).prefix(10))
        var summaries: [Double] = []
        for _ in 0..<20 {
            summaries.append(
                try milliseconds {
                    try expect(
                        connection.request("GET", "/v1/summaries/day/\(day)"), 200)
                })
        }
        report.note(
            "a day's summary (\(day)), median of 20", measured: milli(Statistics(summaries).median))
        // Forty days ago lies in a month that is over, and was filled from its first day to its last.
        let month = String(Self.daysAgo(40).prefix(7))
        var rows = 0
        var months: [Double] = []
        for _ in 0..<20 {
            months.append(
                try milliseconds {
                    let answer = try connection.request("GET", "/v1/summaries/month/\(month)")
                    try expect(answer, 200)
                    rows = try crossings(in: answer.1)
                })
        }
        let long = Statistics(months).median
        report.add(
            "a month's summary (\(month), \(rows) crossings), median of 20", measured: milli(long),
            floor: "", budget: "≤ 20 ms", ratio: long / 20)
    }

    private func crossings(in summary: String) throws -> Int {
        let json = try JSONSerialization.jsonObject(with: Data(summary.utf8))
        let traffic = (json as? [String: Any])?["traffic"] as? [String: Any]
        guard let entrances = traffic?["entrances"] as? Int, let exits = traffic?["exits"] as? Int
        else { throw BenchError("the month's summary has no traffic") }
        return entrances + exits
    }

    private func commandLine(_ daemon: DaemonUnderTest, _ report: inout Report) throws {
        var runs: [Double] = []
        for _ in 0..<20 {
            runs.append(
                try milliseconds {
                    try runQuietly(client, ["now", "--socket", daemon.socket])
                })
        }
        let run = Statistics(runs).median
        report.add(
            "doorstep now, start to exit, median of 20", measured: milli(run), floor: "",
            budget: "≤ 30 ms", ratio: run / 30)
    }

    private func rest(
        _ daemon: DaemonUnderTest, _ seconds: Int, _ report: inout Report
    ) throws {
        daemon.rest()
        let (wakeUps, written) = (daemon.wakeUps, daemon.writtenBytes)
        sleep(UInt32(seconds))
        // Threads that ended meanwhile are left out; those that began count from 0.
        let woken = daemon.wakeUps.reduce(0) { $0 + $1.value - (wakeUps[$1.key] ?? 0) }
        let perSecond = Double(woken) / Double(seconds)
        let bytes = daemon.writtenBytes - written
        let resident = Double(daemon.residentBytes) / 1024 / 1024
        let own = Double(daemon.privateBytes) / 1024 / 1024
        report.add(
            "memory when idle, private", measured: "\((own * 10).rounded() / 10) MiB", floor: "",
            budget: "≤ 16 MiB", ratio: own / 16)
        report.add(
            "memory when idle, resident", measured: "\((resident * 10).rounded() / 10) MiB",
            floor: "", budget: "≤ 48 MiB", ratio: resident / 48)
        report.add(
            "wake-ups when idle, over \(seconds) s",
            measured: "\((perSecond * 100).rounded() / 100)/s",
            floor: "", budget: "≤ 2/s", ratio: perSecond / 2)
        report.add(
            "bytes written when idle, over \(seconds) s", measured: "\(bytes)", floor: "",
            budget: "0", ratio: bytes == 0 ? 0 : 2)
    }
}

/// Runs a program to its end with its output thrown away. Foundation's `Process` learns of an end only when its run
/// loop looks, which costs more than the program.
private func runQuietly(_ program: String, _ arguments: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, program, &actions, nil, &words, environ) == 0 else {
        throw BenchError("cannot run \(program)")
    }
    var status: CInt = 0
    guard waitpid(pid, &status, 0) == pid, status == 0 else {
        throw BenchError("\(program) \(arguments.joined(separator: " ")) failed")
    }
}

import DoorstepCore

/// The costs of a very long day: the memory that its facts take, and corrections of it.
struct RunningDay {
    let program: String
    let directory: String

    /// Crossings.
    private static let remembered = 100_000
    private static let corrected = 40_000

    func measure(_ report: inout Report) throws {
        try memory(&report)
        try corrections(&report)
    }

    /// The difference that the day's facts make to a daemon at rest.
    private func memory(_ report: inout Report) throws {
        let daemon = try DaemonUnderTest(program: program, directory: directory + "/memory")
        try daemon.start()
        daemon.rest()
        let empty = daemon.privateBytes
        daemon.stop()
        try Self.fill(daemon, Self.remembered)
        try daemon.start()
        daemon.rest()
        let grown = daemon.privateBytes - empty
        // Each of the prompts has lapsed since, and that is a fact too.
        let facts = try SocketClient(path: daemon.socket).lastFact()
        daemon.stop()
        let each = grown / facts
        report.add(
            "memory for a fact of a running day of \(facts)", measured: "\(each) bytes",
            floor: "", budget: "≤ 400 bytes", ratio: Double(each) / 400)
    }

    private func corrections(_ report: inout Report) throws {
        let daemon = try DaemonUnderTest(program: program, directory: directory + "/corrected")
        try daemon.start()
        daemon.stop()
        try Self.fill(daemon, Self.corrected)
        try daemon.start()
        defer { daemon.stop() }
        let client = try SocketClient(path: daemon.socket)
        var undos: [Double] = []
        var recounts: [Double] = []
        var exits: [Double] = []
        for _ in 0..<20 {
            let mistake = try client.record("/v1/entrances")
            undos.append(
                try milliseconds {
                    try expect(client.request("POST", "/v1/facts/\(mistake)/void"), 201)
                })
            recounts.append(
                try milliseconds {
                    let body = #"{"people":30,"reason":"counted"}"#
                    try expect(client.request("POST", "/v1/occupancy", body: body), 201)
                })
            exits.append(
                try milliseconds { try expect(client.request("POST", "/v1/exits"), 201) })
        }
        for (what, times) in [("an undo", undos), ("a recount", recounts), ("an exit", exits)] {
            let slowest = Statistics(times).p99
            report.add(
                "\(what) on a day of \(Self.corrected) crossings, slowest of \(times.count)",
                measured: milli(slowest), floor: "", budget: "≤ 300 ms", ratio: slowest / 300)
        }
    }

    /// The day so far, until ten minutes ago: none of its prompts is open any more.
    private static func fill(_ daemon: DaemonUnderTest, _ facts: Int) throws {
        let start = try BenchShop.dayStart()
        let days = try FilledDays(database: daemon.directory + "/state/doorstep.sqlite")
        defer { days.close() }
        try days.addDay(
            facts: facts, from: start,
            to: max(start + 1000, BenchShop.now.milliseconds - 600_000))
    }
}

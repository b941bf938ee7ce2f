import ArgumentParser
import Foundation

/// Measures the budgets of the design (section 11), each beside a floor in the same run: the machines are noisy, so ratios
/// count and not seconds.
@main
struct DoorstepBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doorstep-bench",
        abstract: "Measure Doorstep's budgets beside a SQLite floor in the same run.",
        discussion: "Build it and the programs in release: swift build -c release")

    @Option(help: "The daemon to measure. Default: the doorstepd beside this program.")
    var daemon: String?

    @Option(help: "Where to write: the disk that is measured.")
    var directory = NSTemporaryDirectory()

    @Option(help: "Facts in the ten-year ledger.")
    var facts = 5_000_000

    @Option(help: "Seconds to watch the daemon idle.")
    var idle = 600

    @Option(help: "Entrances to time with one client.")
    var entrances = 2000

    enum Measurement: String, CaseIterable, ExpressibleByArgument {
        case scripts, recording, day, ledger
    }

    @Option(help: "Take this measurement alone. Default: all.")
    var only: Measurement?

    private func includes(_ measurement: Measurement) -> Bool { only == nil || only == measurement }

    func run() throws {
        let here = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let program = daemon ?? here.appendingPathComponent("doorstepd").path
        let client = here.appendingPathComponent("doorstep").path
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw ValidationError(
                "there is no daemon at \(program); build it with  swift build -c release")
        }
        let scratch = directory + "/doorstep-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }

        var report = Report()
        if includes(.scripts) { ChoosingScripts().measure(&report) }
        if includes(.recording) {
            try Recording(program: program, directory: scratch)
                .measure(entrances: entrances, &report)
        }
        if includes(.day) {
            try RunningDay(program: program, directory: scratch).measure(&report)
        }
        if includes(.ledger) {
            try LongLedger(program: program, client: client, directory: scratch)
                .measure(facts: facts, idle: idle, &report)
        }
        report.print()
        if report.missed > 0 { throw ExitCode(1) }
    }
}

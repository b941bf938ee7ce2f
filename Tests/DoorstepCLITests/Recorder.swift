import DoorstepCLI
import DoorstepCore
import FakeDaemon
import Synchronization
import TestSupport

/// A terminal that keeps what is written, one hour east of Greenwich, at 11:15:09 on 21 November 2026.
final class Recorder: Sendable {
    private let written = Mutex<(output: [UInt8], error: String)>(([], ""))
    private let handedOver = Mutex<[[String]]>([])
    private let isWatched: Bool
    private let isOutputWatched: Bool
    private let variables: [String: String]
    private let machine: MachineTime

    init(
        isWatched: Bool = false, variables: [String: String] = [:], isOutputWatched: Bool = false,
        machine: MachineTime = Recorder.machine
    ) {
        self.machine = machine
        self.isWatched = isWatched
        self.isOutputWatched = isOutputWatched
        self.variables = variables
    }

    var output: String { written.withLock { String(decoding: $0.output, as: UTF8.self) } }
    var error: String { written.withLock { $0.error } }

    /// The arguments of each `doorstepd` that would have replaced the program.
    var successors: [[String]] { handedOver.withLock { $0 } }

    static let machine = MachineTime(now: { now }, offset: { _ in 3600 })

    static let now = Timestamp(milliseconds: 1_795_256_109_000)

    var terminal: Terminal {
        Terminal(
            output: { bytes in self.written.withLock { $0.output += bytes } },
            error: { text in self.written.withLock { $0.error += text } },
            isErrorWatched: isWatched, isOutputWatched: isOutputWatched, machine: machine,
            variable: { self.variables[$0] },
            replaceProcess: { arguments in self.handedOver.withLock { $0.append(arguments) } },
            pause: { _ in })
    }
}

/// What a command came to.
struct Outcome {
    let status: Int32
    let output: String
    let error: String

    /// Runs the program against a daemon that answers as told.
    static func of(
        _ arguments: [String], variables: [String: String] = [:], isOutputWatched: Bool = false,
        machine: MachineTime = Recorder.machine, timeZone: String? = "Europe/Paris",
        _ answer: @escaping @Sendable (FakeDaemon.Request) -> FakeDaemon.Reply
    ) throws -> (Outcome, [FakeDaemon.Request]) {
        let daemon = try FakeDaemon(timeZone: timeZone, answer)
        defer { daemon.stop() }
        let recorder = Recorder(
            variables: variables, isOutputWatched: isOutputWatched, machine: machine)
        let status = DoorstepProgram.run(
            arguments + ["--socket", daemon.socket], in: recorder.terminal)
        return (
            Outcome(status: status, output: recorder.output, error: recorder.error),
            daemon.requests
        )
    }

    /// Runs the program where there is no daemon.
    static func of(_ arguments: [String], variables: [String: String] = [:]) -> Outcome {
        let recorder = Recorder(variables: variables)
        let status = DoorstepProgram.run(arguments, in: recorder.terminal)
        return Outcome(status: status, output: recorder.output, error: recorder.error)
    }
}

/// Answers of the daemon, as it writes them.
enum Answers {
    static func fact(
        _ sequence: Int, _ kind: String, _ more: String, at: String = "2026-11-21T10:15:02.120Z"
    ) -> String {
        #"{"sequence":\#(sequence),"id":"019aa5f8-0000-7000-8000-0000\#(10_000_000 + sequence)","#
            + #""kind":"\#(kind)",\#(more),"at":"\#(at)","recordedAt":"\#(at)","#
            + #""source":"staff","by":"lea"}"#
    }

    static func prompt(
        _ id: Int, _ moment: String = "greeting", from: String = "10:15:05",
        by: String = "10:15:32",
        script: String? = "Bonjour, bienvenue !", state: String = "open"
    ) -> String {
        let words = script.map { #","script":{"id":"fr/matin-1","text":"\#($0)"}"# } ?? ""
        return #"{"id":"\#(id)","moment":"\#(moment)","door":"front","people":2,"#
            + #""openedAt":"2026-11-21T10:15:02.120Z","dueFrom":"2026-11-21T\#(from).120Z","#
            + #""dueBy":"2026-11-21T\#(by).120Z","lapsesAt":"2026-11-21T10:20:02.120Z","#
            + #""state":"\#(state)"\#(words),"alternatives":[],"certain":true,"#
            + #""answers":["\#(moment == "direction" ? "entrance" : "said")"]}"#
    }

    static func recorded(_ fact: String, _ prompt: String?) -> String {
        prompt.map { fact.dropLast() + #","prompt":\#($0)}"# } ?? fact
    }

    static let party = #""door":"front","people":2"#

    static func now(
        prompts: [String] = [], visits: String = "", occupancy: Int = 7, sequence: Int = 1045,
        recent: String = ""
    ) -> String {
        #"{"at":"2026-11-21T10:15:09.000Z","shop":"Librairie des Halles","timeZone":"Europe/Paris","day":"2026-11-21","#
            + #""ledger":"\#(LedgerID.fixture)","sequence":\#(sequence),"occupancy":\#(occupancy),"today":{"entrances":42,"exits":1,"#
            + #""excluded":1,"returned":0,"greetingsDue":36,"greeted":34,"greetedInWindow":31,"#
            + #""farewellsDue":0,"farewells":0,"faces":[0,0,0,0],"happyIndex":null},"prompts":[\#(prompts.joined(separator: ","))],"openPrompts":\#(prompts.count),"visits":[\#(visits)],"recent":[\#(recent)],"#
            + #""doors":[{"name":"front","state":"up","lastSeen":"2026-11-21T10:14:58.000Z"},"#
            + #"{"name":"back","state":"down","since":"2026-11-20T09:02:11.000Z","#
            + #""reason":"no heartbeat"}],"dayIsClosed":false,"#
            + #""nextClosing":"2026-11-21T18:15:00.000Z"}"#
    }
}

import DoorstepAPI
import DoorstepCore
import Foundation
import Synchronization
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    @Suite struct CrashTests {
        /// Eight writers at full rate, and the daemon killed in their midst, again and again. Each write says
        /// its own key as its `source`, so that the ledger itself shows what came of every one.
        @Test(
            "killed under load fifty times, no acknowledged fact is lost and none is doubled",
            .bug(
                "https://github.com/opendatacam/opendatacam/issues/393",
                "counting that does not resume after a crash"),
            .bug(
                "https://github.com/opendatacam/opendatacam/issues/200",
                "counting that does not resume after a crash"))
        func killed() async throws {
            var chance = SeededChance(seed: 50)
            let daemon = try await DaemonProcess.started()
            var seen: Int64 = 0
            var facts: [String: [FactID]] = [:]
            var acknowledged: [String: FactID] = [:]
            var replays = 0
            for cycle in 0..<50 {
                let child = try daemon.child
                let writers = Writers(
                    daemon.socket, cycle: cycle, limit: Int.random(in: 1...60, using: &chance)
                ) { child.signal(SIGKILL) }
                #expect(try await child.ended() == .signal(SIGKILL))
                try await writers.ended()
                try await daemon.start()

                for fact in try await daemon.facts(after: seen) {
                    #expect(fact.sequence.value == seen + 1, "facts are numbered without gaps")
                    seen = fact.sequence.value
                    facts[fact.source, default: []].append(fact.id)
                }
                for ack in writers.acknowledgements.entries {
                    acknowledged[ack.key] = ack.id
                    #expect(facts[ack.key] == [ack.id], "acknowledged, so there once")
                }
                // Sent again: what is in the ledger is answered from it, and only the rest is recorded.
                let known = writers.acknowledgements.entries.suffix(2).map(\.key)
                for key in known + writers.unanswered {
                    let answer = try await daemon.post(
                        Route.entrances, Writers.body(key), key: key)
                    try #require(answer.status == 201)
                    let id = try answer.decoded(Recorded.self).fact.id
                    let isReplayed = answer.header(HeaderName.idempotentReplayed) == "true"
                    #expect(isReplayed == (facts[key] != nil))
                    if let before = facts[key] { #expect(before == [id]) }
                    replays += isReplayed ? 1 : 0
                    acknowledged[key] = id
                }
            }

            let all = Dictionary(grouping: try await daemon.facts(), by: \.source)
            #expect(acknowledged.filter { all[$0.key]?.map(\.id) != [$0.value] } == [:])
            #expect(all.filter { $0.key != "doorstepd" && $0.value.count > 1 }.keys.isEmpty)
            #expect(replays > 0)
        }

        @Test(
            "an occupancy, open prompts and today's counts come back after a kill",
            .bug(
                "https://github.com/home-assistant/core/issues/10994", "a counter lost at a restart"
            ),
            .bug(
                "https://github.com/wloonis/animal-counter/issues/28", "a counter lost at a restart"
            ),
            .bug("https://github.com/vtrlx/tally/issues/18", "a counter lost at a restart"))
        func floor() async throws {
            let daemon = try await DaemonProcess.started()
            try await daemon.record(Route.entrances, #"{"people":4}"#)
            try await daemon.record(Route.exits)
            let before = try await daemon.get(Route.now, as: NowBody.self)
            try await daemon.restart(after: SIGKILL)
            let after = try await daemon.get(Route.now, as: NowBody.self)
            #expect(after.occupancy == 3 && after.today == before.today)
            #expect(after.prompts == before.prompts)
        }
    }
}

private final class Counter: Sendable {
    private let value = Atomic(0)

    /// One more; how many that makes.
    func count() -> Int { value.add(1, ordering: .relaxed).newValue }
}

/// Clients that record as fast as they are answered, each over a connection of its own, until it breaks.
private final class Writers: Sendable {
    struct Acknowledgement: Sendable {
        let key: String
        let id: FactID
    }

    private static let count = 8

    /// In the order in which the answers were read.
    let acknowledgements = Chronicle<Acknowledgement>()
    private let attempts = Chronicle<String>()
    private let ends = Chronicle<Int>()

    /// `onLimit` is called in the moment in which the `limit`th answer has been read, before anything else.
    init(_ socket: String, cycle: Int, limit: Int, onLimit: @escaping @Sendable () -> Void) {
        let answers = Counter()
        for number in 0..<Self.count {
            onThread { [self] in
                let connection = TransferConnection()
                for turn in 0... {
                    let key = "sensor:cycle-\(cycle)-writer-\(number)-\(turn)"
                    attempts.append(key)
                    let request = TransferRequest(
                        "POST", Route.entrances, over: socket, body: Self.body(key),
                        headers: [(HeaderName.idempotencyKey, key)])
                    guard let answer = try? connection.perform(request), answer.status == 201
                    else { break }
                    if answers.count() == limit { onLimit() }
                    guard let body = try? answer.decoded(Recorded.self) else { break }
                    acknowledgements.append(Acknowledgement(key: key, id: body.fact.id))
                }
                ends.append(number)
            }
        }
    }

    static func body(_ key: String) -> String {
        // The same each time: a key stands for one body.
        #"{"source":"\#(key)","at":"\#(moment)"}"#
    }

    private static let moment = anHourAgo()

    func ended() async throws { try await ends.reached(Self.count) }

    /// Keys that were sent, and whose answer nobody read.
    var unanswered: [String] {
        let answered = Set(acknowledgements.entries.map(\.key))
        return attempts.entries.filter { !answered.contains($0) }
    }
}

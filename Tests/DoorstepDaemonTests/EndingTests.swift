import DoorstepConfiguration
import DoorstepCore
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import DoorstepDaemon

/// A daemon works or ends: whatever part of it fails, hangs or spins.
@Suite(.serialized, .timeLimit(.minutes(20))) struct EndingTests {
    private struct Broken: Error, CustomStringConvertible {
        let description = "a wire has come loose"
    }

    /// A part that fails at once.
    private struct Failing: Service {
        func run() async throws { throw Broken() }
    }

    /// A part that ends although nobody told it to.
    private struct Ending: Service {
        func run() async throws {}
    }

    /// A part that hears neither that it is to stop nor that it is cancelled, until it is let go.
    private final class Deaf: Service {
        private let (end, letGo) = AsyncStream.makeStream(of: Void.self)

        func run() async throws {
            // A task of its own is not cancelled with this one.
            await Task { for await _ in end {} }.value
        }

        func wake() { letGo.finish() }
    }

    /// What the last deadline did in place of ending the process.
    private final class Verdict: Sendable {
        let (sentences, add) = AsyncStream.makeStream(of: String.self)
    }

    /// The configuration of a shop with one door, whose files lie in `scratch`.
    private func configuration(in scratch: ScratchDirectory) throws -> Configuration {
        try SmallPack.write(besideConfigurationIn: scratch.path)
        let path = scratch.path + "/doorstep.toml"
        let text = """
            [shop]
            name = "Librairie des Halles"
            timeZone = "Europe/Paris"
            [[door]]
            name = "front"
            [server]
            socket = "doorstep.sock"
            stateDirectory = "state"
            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try Configuration.load(path: path, environment: [:]).configuration
    }

    private func daemon() throws -> (Daemon, ScratchDirectory) {
        let scratch = try ScratchDirectory()
        let configuration = try configuration(in: scratch)
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        return (try Daemon(configuration, environment: [:], logger: logger), scratch)
    }

    private func expectEnd(
        _ name: String, of run: (LastDeadline) async throws -> Void
    ) async {
        let verdict = Verdict()
        let deadline = LastDeadline { verdict.add.yield($0) }
        await #expect(
            throws: ServiceFailure(service: "Failing", reason: "a wire has come loose"), "\(name)"
        ) {
            try await run(deadline)
        }
        deadline.cancel()
    }

    @Test("each part that fails ends the daemon with its reason, and the next start works")
    func eachPart() async throws {
        let count = try daemon().0.services.count
        // Its own and the courier: a new part is among them by itself.
        #expect(count >= 7)
        for index in 0..<count {
            var (daemon, scratch) = try daemon()
            let name = "\(type(of: daemon.services[index]))"
            daemon.services[index] = Failing()
            await expectEnd(name) { try await daemon.run(deadline: $0) }
            withExtendedLifetime(scratch) {}
        }
    }

    @Test("each part of the courier that fails ends it, too")
    func eachPartOfCourier() async throws {
        let scratch = try ScratchDirectory()
        let configuration = try configuration(in: scratch)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        func courier() -> CourierProcess {
            CourierProcess(configuration, environment: [:], logger: logger)
        }
        for index in courier().services.indices {
            var courier = courier()
            let name = "\(type(of: courier.services[index]))"
            courier.services[index] = Failing()
            await expectEnd(name) { try await courier.run(deadline: $0) }
        }
    }

    @Test("a part that ends before its time has failed")
    func early() async {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let deadline = LastDeadline { _ in }
        let outcome = await runUntilStopped([Ending()], logger: logger, deadline: deadline)
        deadline.cancel()
        #expect(
            throws: ServiceFailure(
                service: "Ending", reason: "it ended although nobody had stopped it")
        ) {
            try outcome.get()
        }
    }

    @Test("a part that hears nothing is not waited for: the last deadline says why")
    func deaf() async throws {
        let verdict = Verdict()
        let deadline = LastDeadline { verdict.add.yield($0) }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let deaf = Deaf()
        async let outcome = runUntilStopped([deaf, Failing()], logger: logger, deadline: deadline)
        let sentence = await verdict.sentences.first { _ in true }
        #expect(
            sentence
                == "Failing failed, so the program stops and must be restarted: a wire has come loose"
        )
        deaf.wake()
        let result = await outcome
        #expect(throws: ServiceFailure.self) { try result.get() }
    }

    @Test("of two deadlines the earlier one counts, and one that is cancelled never comes")
    func deadlines() async {
        let verdict = Verdict()
        let deadline = LastDeadline { verdict.add.yield($0) }
        deadline.set("later", in: .seconds(3600))
        deadline.set("sooner", in: .milliseconds(1))
        #expect(await verdict.sentences.first { _ in true } == "sooner")
    }

    @Test("a pause ends with the task that is cancelled, and does not begin in one that was")
    func pauses() async {
        let waits = Task { await pause(for: .seconds(3600)) }
        waits.cancel()
        #expect(await !waits.value)
        #expect(await pause(for: .milliseconds(1)))
    }
}

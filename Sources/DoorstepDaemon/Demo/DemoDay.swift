import DoorstepAPI
import DoorstepConfiguration
import DoorstepCore
import DoorstepStore
import Foundation
import ServiceLifecycle
import Synchronization
import Transfer

/// The visitors and the staff of the demonstration. They call the daemon over its socket as a sensor and a counter do.
final class DemoDay: Service {
    private let socket: String
    private let shop: Shop
    private let receiver: DemoReceiver

    /// The prompts' ids, in the order in which they opened.
    private let prompts = Mutex<[Sequence]>([])

    init(socket: String, shop: Shop, receiver: DemoReceiver) {
        self.socket = socket
        self.shop = shop
        self.receiver = receiver
    }

    /// Prints the prompts, lapses and closed days of a commit, as a counter screen would show them.
    func note(_ commit: Commit) {
        for recorded in commit.recorded {
            switch recorded.fact.event {
            case .lapse:
                say("the prompt lapsed without an answer", recorded.fact.at)
            case .dayClosed(let day):
                say("the day \(day) is closed; its summary is queued", recorded.fact.at)
            default: break
            }
            guard let prompt = recorded.prompt, prompt.state == .open else { continue }
            prompts.withLock { if !$0.contains(prompt.id) { $0.append(prompt.id) } }
            let window = "\(clock(prompt.window.dueFrom)) to \(clock(prompt.window.dueBy))"
            StandardStream.show(
                "          counter: \(prompt.moment.name) due \(window)   « \(prompt.script?.text ?? "") »"
            )
        }
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await self.play()
            } catch TransferError.cancelled {
                // Ctrl-C in the middle of a call is an end like any other.
                throw CancellationError()
            }
        }
        try? await gracefulShutdown()
    }

    private func play() async throws {
        try await pause(1)
        try await cross(Route.entrances, "somebody comes in", people: 1)
        try await pause(5)
        try await answer(0, "the staff say it", #"{"answer":"said","observed":{"smile":true}}"#)
        try await pause(3)
        try await cross(Route.entrances, "a couple comes in", people: 2)
        try await pause(5)
        try await answer(
            1, "the staff greet them in their own words: “Hello you two, cold out there!”",
            #"{"answer":"ownWords"}"#)
        try await pause(2)
        try await cross(Route.entrances, "a parcel is delivered", people: 1)
        try await pause(3)
        try await answer(
            2, "not a visitor: left out of the figures",
            #"{"answer":"notAVisitor","reason":"delivery"}"#)
        try await pause(3)
        try await cross(Route.exits, "somebody leaves, without having bought anything", people: 1)
        try await pause(3)
        try await answer(
            3, "thanked all the same, and invited back",
            #"{"answer":"said","observed":{"thanks":true,"invitation":true},"outcome":"browsed"}"#)
        try await pause(4)
        try await cross(Route.exits, "the couple leaves", people: 2)
        try await pause(3)
        try await answer(
            4, "a farewell", #"{"answer":"said","observed":{"thanks":true},"outcome":"bought"}"#)
        try await pause(3)
        try await cross(Route.entrances, "somebody comes in while everyone is busy", people: 1)
        for await _ in receiver.arrived.prefix(1) {}
        let links = (try await link(to: .counter), try await link(to: .report))
        StandardStream.show(Self.ending(socket: socket, counter: links.0, report: links.1))
    }

    /// Pairs a browser that is yet to come: the link lets in the first one that opens it.
    private func link(to role: DeviceRole) async throws -> String {
        let body = try await post(
            Route.pairings, try JSONWriter.string(PairingRequestBody(role: role)))
        return try JSONDecoder().decode(PairingBody.self, from: Data(body)).url
    }

    /// The last words of the demonstration: how to look around in the shop.
    static func ending(socket: String, counter: String, report: String) -> String {
        """

        That was a day. It is closed, and the manager has been told. Look around in a
        browser on this machine (each link is good once, for ten minutes):

          the staff's counter   \(counter)
          the manager's report  \(report)

        What happens now is still recorded, and added to that day. In another terminal,
        in this directory:

          export DOORSTEP_SOCKET=\(socket)
          \(program) enter
          \(program) now
          \(program) answer said
          curl --unix-socket $DOORSTEP_SOCKET http://doorstep/v1/now

        Ctrl-C ends it, and nothing is left behind.
        """
    }

    /// The way in which the command line is started: by Swift where the demonstration was.
    private static var program: String {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return own.contains("/.build/") ? "swift run doorstep" : "doorstep"
    }

    private func cross(_ route: String, _ what: String, people: Int) async throws {
        say(what, SystemClock.wall())
        try await post(route, #"{"people":\#(people),"source":"sensor:front"}"#)
    }

    private func answer(_ number: Int, _ what: String, _ body: String) async throws {
        guard let prompt = prompts.withLock({ $0.indices.contains(number) ? $0[number] : nil })
        else { return }
        say(what, SystemClock.wall())
        try await post(Route.answer(prompt.description), body)
    }

    @discardableResult
    private func post(_ path: String, _ body: String) async throws -> [UInt8] {
        let answer = try await Transfer.send(
            TransferRequest(
                method: "POST", url: "http://doorstep" + path,
                headers: [("Content-Type", "application/json")], body: Array(body.utf8),
                unixSocket: socket, rules: .local))
        guard answer.status == 201 else {
            throw ScratchRunError(
                "\(path) answered \(answer.status): \(String(decoding: answer.body, as: UTF8.self))"
            )
        }
        return answer.body
    }

    private func pause(_ seconds: Int64) async throws {
        try await Task.sleep(for: .seconds(seconds))
    }

    private func say(_ what: String, _ at: Timestamp) {
        StandardStream.show("\(clock(at))  \(what)")
    }

    private func clock(_ moment: Timestamp) -> String {
        String(shop.calendar.text(moment).dropFirst(11).prefix(8))
    }
}

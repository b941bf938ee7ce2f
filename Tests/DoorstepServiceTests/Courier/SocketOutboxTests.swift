import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepStore
import Foundation
import HTTPTypes
import LocalHTTP
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import DoorstepService

/// The courier's end and the recorder's, over a real Unix socket.
@Suite(.timeLimit(.minutes(20))) struct SocketOutboxTests {
    @Test("it is the ledger's outbox, over the socket")
    func sameOutbox() async throws {
        let shop = try await ServiceFixture.apart()
        try await withRecorder(shop) { socket in
            let outbox = SocketOutbox(RecorderConnection(socket: socket) { _ in })
            let owed = try #require(try await shop.ledger.deliveries(in: .waiting, limit: 1).first)
                .delivery
            let work = try await shop.ledger.work(at: shop.clock.now)
            #expect(try await outbox.work(at: shop.clock.now) == work)
            #expect(work.due.map(\.id) == [owed.id])
            #expect(work.nextDue == owed.dueAt)
            let id = owed.id
            #expect(try await outbox.outgoing(id, begins: false)?.delivery == owed)
            let step = DeliveryStep.retry(at: shop.clock.now + .seconds(5))
            try await outbox.record(.fixture(status: 503, error: "busy"), of: id, leadingTo: step)
            #expect(try await outbox.due(at: shop.clock.now).isEmpty)
            #expect(try await outbox.nextDue() == shop.clock.now + .seconds(5))
            let kept = try await shop.ledger.deliveries(in: .waiting, limit: 1).first
            #expect(kept?.attempts == [.fixture(status: 503, error: "busy")])

            let again = try await shop.ledger.retry(id)
            #expect(try await outbox.outgoing(id, begins: false)?.delivery == again)
            try await outbox.record(
                .fixture(status: 404, error: "gone"), of: id, begunIn: 0, leadingTo: .dead)
            #expect(try await outbox.outgoing(id, begins: false)?.delivery == again)
            try await outbox.record(
                .fixture(status: 405, error: "gone"), of: id, begunIn: again.round, leadingTo: .dead
            )
            #expect(try await outbox.outgoing(id, begins: false) == nil)
        }
    }

    @Test("while the recorder is away calls wait, and what was done is told when it is back")
    func away() async throws {
        let shop = try await ServiceFixture.apart()
        let log = Log()
        try await withScratchDirectory { directory in
            let socket = directory + "/s"
            let outbox = SocketOutbox(RecorderConnection(socket: socket, onChange: log.note))
            let id = try #require(try await shop.ledger.due(at: shop.clock.now).first).id
            try await running(shop, at: socket) {
                let due = try await outbox.due(at: shop.clock.now)
                #expect(due.map(\.id) == [id])
            }
            let told = Task {
                try await outbox.record(.fixture(), of: id, leadingTo: .delivered)
            }
            let due = Task { try await outbox.due(at: shop.clock.now) }
            try await log.reached(2)
            try await running(shop, at: socket) {
                try await told.value
                #expect(try await due.value.allSatisfy { $0.id == id })
                #expect(try await outbox.due(at: shop.clock.now).isEmpty)
            }
            let kept = try await shop.ledger.deliveries(in: .delivered, limit: 1).first
            #expect(kept?.attempts.count == 1)
        }
        // Once, although several calls found out.
        #expect(
            log.words == [
                "reached", "lost: cannot connect to …: no such file or directory", "reached",
            ])
    }

    @Test("it hears of a new summary, and of a test")
    func hears() async throws {
        let shop = try await ServiceFixture.apart(hasDelivery: false)
        try await withRecorder(shop) { socket in
            let outbox = SocketOutbox(RecorderConnection(socket: socket) { _ in })
            var changes = outbox.changes().makeAsyncIterator()
            let listening = Task {
                await outbox.listen { errand in
                    DestinationTestBody(
                        destination: errand.destination, delivered: false, host: "",
                        contentType: "", body: "", attempt: AttemptBody(.fixture()))
                }
            }
            // The first look, and then one for what is new.
            await changes.next()
            await shop.waits.sleeper(for: .seconds(25))
            try await shop.deliver()
            await changes.next()
            #expect(try await outbox.due(at: shop.clock.now).count == 1)
            let test = try await shop.call(.post, Route.test("manager"))
            #expect(test.status == 200)
            #expect(test.text.contains(#""delivered":false"#))
            listening.cancel()
            await listening.value
        }
    }

    @Test("a second courier waits, says why once, and takes over when the first is gone")
    func second() async throws {
        let shop = try await ServiceFixture.apart()
        let log = Log()
        try await withRecorder(shop) { socket in
            // Another process, so that the kernel's word on this one does not count.
            _ = try await shop.claim("first", over: .courier(process: 999_999))
            let outbox = SocketOutbox(RecorderConnection(socket: socket, onChange: log.note))
            let due = Task { try await outbox.due(at: shop.clock.now) }
            try await log.reached(1)
            shop.gone.insert(999_999)
            #expect(try await due.value.count == 1)
        }
        #expect(log.words == ["refused: other-courier", "reached"])
    }

    @Test("told to give up, it keeps nobody waiting for a recorder that is away")
    func givesUp() async throws {
        let line = RecorderConnection(socket: "/nowhere/s") { _ in }
        let outbox = SocketOutbox(line)
        let told = Task {
            try await outbox.record(
                .fixture(), of: DeliveryID(rawValue: "msg_1"), leadingTo: .delivered)
        }
        line.giveUp(after: .zero)
        await #expect(throws: CancellationError.self) { try await told.value }
    }

    private func withRecorder(
        _ shop: ServiceFixture, _ body: @Sendable (_ socket: String) async throws -> Void
    ) async throws {
        try await withServer(
            refusal: Responder.refusal, responder: shop.responder.respond, body)
    }

    /// As `withServer`, at a place that stays.
    private func running(
        _ shop: ServiceFixture, at socket: String, _ body: @Sendable () async throws -> Void
    ) async throws {
        let listeners = HTTPListeners(
            sockets: [try UnixSocket.listen(at: socket)], logger: .silent,
            bodyLimit: Responder.bodyLimit, refusal: Responder.refusal,
            responder: shop.responder.respond)
        try await withRunning(listeners, body)
    }
}

/// What a line says of itself, in order.
private final class Log: Sendable {
    private let lines = Mutex<[String]>([])
    private let signal = Signal()

    var words: [String] { lines.withLock { $0 } }

    @Sendable func note(_ standing: RecorderConnection.Status) {
        let line =
            switch standing {
            case .reached: "reached"
            case .lost(let reason):
                "lost: " + reason.replacing(/to \/[^:]*:/, with: "to …:")
            case .refused(let problem): "refused: \(problem.kind)"
            }
        lines.withLock { $0.append(line) }
        signal.send()
    }

    func reached(_ count: Int) async throws {
        let changes = signal.stream()
        if words.count >= count { return }
        for await _ in changes where words.count >= count { return }
        throw CancellationError()
    }
}

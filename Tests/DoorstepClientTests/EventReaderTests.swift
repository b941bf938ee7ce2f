import DoorstepAPI
import DoorstepClient
import DoorstepCore
import FakeDaemon
import Synchronization
import TestSupport
import Testing

struct EventReaderTests {
    @Test("comes back with the last event's id and misses nothing")
    func resumes() throws {
        let daemon = try FakeDaemon { request in
            switch request.headers["last-event-id"] {
            case nil:
                .stream([
                    "id: \(LedgerPosition.fixture(1))\nevent: entrance\ndata: a\n",
                    "\nid: \(LedgerPosition.fixture(2))\ndata: b\n\nid: 3\nda",
                ])
            case "\(LedgerPosition.fixture(2))":
                .stream([
                    "event: beat\nid: \(LedgerPosition.fixture(2))\ndata: {}\n\n",
                    "id: \(LedgerPosition.fixture(3))\ndata: c\n\n",
                ])
            default: .notProvidedFor
            }
        }
        defer { daemon.stop() }
        var notices: [EventReader.Notice] = []
        var data: [String] = []
        var pauses: [Duration] = []
        try EventReader(DaemonClient(socket: daemon.socket), pause: { pauses.append($0) }).run {
            notices.append($0)
        } onEvent: {
            data.append($0.data)
            return data.count < 3
        }
        #expect(data == ["a", "b", "c"])
        #expect(pauses == [.milliseconds(100)])
        #expect(
            notices == [
                .connected,
                .lost(
                    .interrupted(socket: daemon.socket, detail: "the daemon closed the stream")),
                .regained(after: .fixture(2)),
            ])
    }

    @Test("waits longer each time while the daemon is away, and says so once")
    func waitsLonger() throws {
        let calls = Mutex(0)
        let daemon = try FakeDaemon { _ in
            let call = calls.withLock { count in
                count += 1
                return count
            }
            return switch call {
            case 1, 5: .stream(["id: \(call)\ndata: x\n\n"])
            default: .drop
            }
        }
        defer { daemon.stop() }
        var pauses: [Duration] = []
        var notices = 0
        var seen = 0
        try EventReader(DaemonClient(socket: daemon.socket), pause: { pauses.append($0) }).run {
            _ in
            notices += 1
        } onEvent: { _ in
            seen += 1
            return seen < 2
        }
        #expect(pauses == Array(EventReader.waits.prefix(4)))
        #expect(notices == 3)
    }

    @Test("does not wait for a daemon that was never there")
    func neverThere() throws {
        let directory = try scratchDirectory()
        let reader = EventReader(
            DaemonClient(socket: directory + "/d.sock"), pause: { _ in Issue.record("waited") })
        #expect(throws: ClientError.self) {
            try reader.run(onNotice: { _ in }, onEvent: { _ in true })
        }
    }

    @Test("a screen that is there before the daemon waits for it, and hears its beats")
    func fromTheStart() throws {
        let calls = Mutex(0)
        let daemon = try FakeDaemon { _ in
            let call = calls.withLock { count in
                count += 1
                return count
            }
            return call < 3
                ? .drop
                : .stream(["event: beat\ndata: {\"sequence\":7}\n\n", "id: 8\ndata: x\n\n"])
        }
        defer { daemon.stop() }
        var pauses: [Duration] = []
        var notices: [EventReader.Notice] = []
        var beats: [String] = []
        try EventReader(
            DaemonClient(socket: daemon.socket), retry: .fromTheStart,
            pause: { pauses.append($0) }
        ).run {
            notices.append($0)
        } onBeat: {
            beats.append($0.data)
        } onEvent: { _ in
            false
        }
        #expect(pauses == Array(EventReader.waits.prefix(2)))
        #expect(notices.count == 2 && notices.last == .connected)
        #expect(beats == [#"{"sequence":7}"#])
    }

    @Test("hands on why the stream was refused")
    func refused() throws {
        let daemon = try FakeDaemon { _ in .notProvidedFor }
        defer { daemon.stop() }
        let problem = ProblemBody(
            status: 500, title: "?", kind: "not-provided-for",
            detail: "the test did not provide for GET /v1/stream")
        #expect(throws: ClientError.refused(problem)) {
            try EventReader(DaemonClient(socket: daemon.socket)).run(
                onNotice: { _ in }, onEvent: { _ in true })
        }
    }
}

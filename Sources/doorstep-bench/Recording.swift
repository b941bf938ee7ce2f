import Foundation
import Synchronization

/// The costs of a durable entrance: with one client, with many, and until it is on the counter screens.
struct Recording {
    let program: String
    let directory: String

    func measure(entrances: Int, _ report: inout Report) throws {
        let daemon = try DaemonUnderTest(program: program, directory: directory + "/recording")
        try daemon.start()
        let model = try DaemonUnderTest(program: program, directory: directory + "/floor")
        try model.start()
        model.stop()
        let floor = try SQLiteFloor(path: model.directory + "/state/doorstep.sqlite")
        try alone(daemon, floor, entrances, &report)
        try crowd(daemon, floor, &report)
        try screens(daemon, &report)
        daemon.stop()
    }

    /// Floor, health check and entrance take turns, so that noise falls on all three.
    private func alone(
        _ daemon: DaemonUnderTest, _ floor: SQLiteFloor, _ count: Int, _ report: inout Report
    ) throws {
        let client = try SocketClient(path: daemon.socket)
        var inserts: [Double] = []
        var bares: [Double] = []
        var healths: [Double] = []
        var entrances: [Double] = []
        let written = daemon.writtenBytes
        for number in 0..<count {
            inserts.append(try milliseconds { try floor.insertOne() })
            bares.append(try milliseconds { try floor.insertBare() })
            healths.append(
                try milliseconds { try expect(client.request("GET", "/v1/health"), 200) })
            entrances.append(
                try milliseconds {
                    try expect(
                        client.request("POST", "/v1/entrances", key: "bench-\(number)"), 201)
                })
        }
        let each = (daemon.writtenBytes - written) / count
        let (insert, health, entrance) = (
            Statistics(inserts).median, Statistics(healths).median, Statistics(entrances).median
        )
        let budget = 3 * insert
        report.note(
            "a row of a plain table in SQLite, median of \(count)",
            measured: milli(Statistics(bares).median))
        report.add(
            "durable entrance with a key, 1 client, median of \(count)", measured: milli(entrance),
            floor: "insert \(milli(insert)), health \(milli(health))", budget: "≤ \(milli(budget))",
            ratio: entrance / budget)
        report.add(
            "bytes written for each of them, checkpoints counted in",
            measured: "\(each)", floor: "", budget: "≤ 24576", ratio: Double(each) / 24576)
    }

    private func crowd(
        _ daemon: DaemonUnderTest, _ floor: SQLiteFloor, _ report: inout Report
    ) throws {
        let clients = 64
        let each = 150
        var floorRates: [Double] = []
        var rates: [Double] = []
        var perSync: [Double] = []
        for _ in 0..<3 {
            let rows = 1000
            floorRates.append(
                Double(rows)
                    / (try milliseconds { for _ in 0..<rows { try floor.insertOne() } } / 1000))
            let connections = try (0..<clients).map { _ in try SocketClient(path: daemon.socket) }
            let commits = try daemon.metric("doorstep_commits_total")
            let elapsed = try milliseconds { try runAll(connections, each: each) }
            let syncs = try daemon.metric("doorstep_commits_total") - commits
            rates.append(Double(clients * each) / (elapsed / 1000))
            perSync.append(Double(clients * each) / syncs)
        }
        let (floorRate, rate) = (Statistics(floorRates).median, Statistics(rates).median)
        report.add(
            "durable entrances, 64 clients, rate", measured: "\(Int(rate))/s",
            floor: "\(Int(floorRate))/s one entrance at a time",
            budget: "≥ \(Int(floorRate))/s", ratio: floorRate / rate)
        let shared = Statistics(perSync).median
        report.add(
            "acknowledged facts per sync, 64 clients", measured: "\((shared * 10).rounded() / 10)",
            floor: "1", budget: "≥ 8", ratio: 8 / shared)
    }

    /// Two threads, each with half of the connections: all 64 have a request under way at once, and each client
    /// sends its next one as soon as it has its answer.
    private func runAll(_ connections: [SocketClient], each: Int) throws {
        let failures = Mutex<[String]>([])
        let group = DispatchGroup()
        for half in 0..<2 {
            let share = Share(
                connections.enumerated().filter { $0.offset % 2 == half }.map(\.element))
            DispatchQueue.global().async(group: group) {
                do {
                    try share.run(each: each)
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        group.wait()
        if let failure = failures.withLock({ $0.first }) { throw BenchError(failure) }
    }

    // As bytes: to make a text of fifty events takes longer than to send them.
    private static let endOfHead = Array("\r\n\r\n".utf8)
    private static let endOfEvent = Array("\n\n".utf8)
    private static let entrance = Array("event: entrance\n".utf8)

    private func screens(_ daemon: DaemonUnderTest, _ report: inout Report) throws {
        let readers = try (0..<50).map { _ in try SocketClient(path: daemon.socket) }
        for reader in readers {
            try reader.send("GET", "/v1/stream")
            try reader.skip(to: Self.endOfHead)
        }
        let client = try SocketClient(path: daemon.socket)
        var delays: [Double] = []
        for _ in 0..<300 {
            // The answer comes after the sync, so the time after it is the way to the screens. The reader served last
            // waits longest.
            try expect(client.request("POST", "/v1/entrances"), 201)
            delays.append(
                try milliseconds {
                    for reader in readers {
                        try reader.skip(to: Self.entrance)
                        try reader.skip(to: Self.endOfEvent)
                    }
                })
        }
        let late = Statistics(delays).p99
        report.add(
            "from acknowledged entrance to the last of 50 screens, p99 of 300",
            measured: milli(late),
            floor: "", budget: "≤ 5 ms", ratio: late / 5)
    }
}

/// Takes the next answer of `client` without making a text of it; throws if the status is another.
func expect(_ client: SocketClient, _ status: Int) throws {
    let (found, body) = try client.plainAnswer()
    guard found == status else {
        throw BenchError("the daemon answered \(found): \(String(decoding: body, as: UTF8.self))")
    }
}

func expect(_ answer: (Int, String), _ status: Int) throws {
    guard answer.0 == status else {
        throw BenchError("the daemon answered \(answer.0): \(answer.1)")
    }
}

/// The connections of one thread.
private final class Share: @unchecked Sendable {
    // Unchecked: made on one thread, then used by one other only.
    private let clients: [SocketClient]

    init(_ clients: [SocketClient]) {
        self.clients = clients
    }

    /// Records `each` entrances by every client, none waiting for another.
    func run(each: Int) throws {
        var left = Array(repeating: each, count: clients.count)
        var polled = clients.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        for client in clients { try client.send("POST", "/v1/entrances") }
        var waiting = clients.count
        while waiting > 0 {
            guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
            for index in polled.indices where polled[index].revents != 0 {
                try expect(clients[index], 201)
                left[index] -= 1
                if left[index] > 0 {
                    try clients[index].send("POST", "/v1/entrances")
                } else {
                    polled[index].fd = -1
                    waiting -= 1
                }
            }
        }
    }
}

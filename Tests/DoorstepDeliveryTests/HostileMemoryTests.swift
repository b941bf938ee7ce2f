import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

@testable import DoorstepDelivery

@Suite("Memory")
struct HostileMemoryTests {
    /// In a process of its own, where no other test takes memory. Its output is not observed: that would block
    /// the threads that other tests run on.
    @Test(
        "grows by no more than 1 MB over 1,000 answers that do wrong",
        .enabled(if: SecureListener.isWanted, "there is no openssl or no socat here"))
    func resident() async throws {
        await #expect(processExitsWith: .success) {
            try useOneArena()
            let hostile = try HostileNeighbourhood()
            // Until TLS, threads and allocator have what they keep.
            try await hostile.send(400)
            let before = try await hostile.residentBytes()
            try await hostile.send(1000)
            let grown = try await hostile.residentBytes() - before
            hostile.stop()
            // As the other budgets: a MB is 2^20 bytes. Over 4,000 answers it rose to 0.7 and fell again.
            #expect(grown <= 1 << 20, "\(grown) bytes more than \(before)")
        }
    }
}

/// Of glibc's malloc, for all threads together. With several, how much of each is free but not given back depends
/// on which thread ran when, and hides what is really kept.
private func useOneArena() throws {
    // Neither is in Swift's map of the C library.
    let symbol = try #require(dlsym(nil, "mallopt"))
    let set = unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
    let arenaMax: CInt = -8
    try #require(set(arenaMax, 1) == 1)
}

/// Receivers that do every wrong there is in turn, in clear and over TLS, and a courier that sends to them.
private struct HostileNeighbourhood {
    private let clear: Listener
    private let expired: SecureListener
    private let secure: SecureListener
    private let courier: Courier

    init() throws {
        let manner = Listener.Manner.chosen { number, _ in
            Fault.allCases[number % Fault.allCases.count].manner
        }
        clear = try Listener(.ipv4, manner)
        expired = try SecureListener(Certificate(.expired), manner)
        secure = try SecureListener(Certificate(), manner)
        courier = Bench().courier(
            to: [
                try .fixture(clear, name: "clear"),
                try .fixture(
                    expired, name: "expired", authority: expired.certificate.authority),
                try .fixture(secure, name: "secure", authority: secure.certificate.authority),
            ], total: .milliseconds(50))
    }

    /// Most of them in clear: each TLS front takes a process.
    func send(_ count: Int) async throws {
        for number in 1...count {
            let name = number % 20 == 0 ? "expired" : number % 10 == 0 ? "secure" : "clear"
            let test = try #require(try await courier.test(name))
            // Refused before anything was sent, it would measure nothing.
            let reached =
                name == "expired"
                ? test.attempt.error?.contains("certificate") == true
                : try [clear, secure.listener].contains { try $0.connections() > 0 }
            #expect(reached, "\(name)")
            for listener in [clear, secure.listener] { listener.forget() }
        }
    }

    func stop() {
        expired.stop()
        secure.stop()
        clear.stop()
    }

    /// What the process holds in memory once the allocator has given back what it can: the least of five times,
    /// for threads come and go with their stacks.
    func residentBytes() async throws -> Int {
        var readings: [Int] = []
        let symbol = try #require(dlsym(nil, "malloc_trim"))
        let trim = unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)
        for _ in 1...5 {
            try await send(10)
            _ = trim(0)
            let text = try String(contentsOfFile: "/proc/self/smaps_rollup", encoding: .utf8)
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("Rss:") })
            readings.append(
                try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) }))
        }
        return try #require(readings.min()) * 1024
    }
}

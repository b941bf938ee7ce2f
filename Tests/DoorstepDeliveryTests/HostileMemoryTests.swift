import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

@testable import DoorstepDelivery

@Suite("Memory")
struct HostileMemoryTests {
    /// In a process of its own, where no other test takes memory, nor these receivers. Its output is not observed: that
    /// would block the threads that other tests run on.
    @Test(
        "does not go on growing with answers that do wrong; a leak of some hundred bytes an answer would be seen",
        .enabled(if: SecureListener.isWanted, "there is no openssl or no socat here"))
    func growth() async throws {
        let hostile = try HostileNeighbourhood()
        await #expect(processExitsWith: .success) {
            [
                places = hostile.places as [HostileNeighbourhood.Place]
            ] in
            try useOneArena()
            let sender = try Sender(to: places)
            try await sender.warmUp()
            // A leak of this size, to see that the measure shows one.
            let leak = 256.0
            let growth = try await sender.growthAtRest(below: leak / 2)
            let leaking = try await sender.growth(leaking: Int(leak))
            #expect(growth.heap < leak / 2, "\(growth)")
            #expect(
                leaking.heap - growth.heap > leak / 2, "\(leaking), without a leak \(growth)")
            // What is not the heap's, stacks for example: as the other budgets, 1 MB over 1,000 answers.
            #expect(growth.resident < 1049, "\(growth)")
        }
        // Refused before anything was sent, they would measure nothing.
        #expect(try hostile.hostileAnswers() > Sender.hostileTries / 2)
        hostile.stop()
    }
}

/// Bytes that stay behind for each answer.
private struct Growth {
    /// In pieces of the allocator that are not free.
    let heap: Double
    /// Of the process in memory.
    let resident: Double

    /// The median of the slopes between each two readings: one reading says little, for threads come and go with their
    /// stacks, and the allocator keeps what it may need again. A leak makes every later reading higher than every
    /// earlier one.
    static func slope(_ readings: [Int], answersBetween answers: Int) -> Double {
        var slopes: [Double] = []
        for later in readings.indices {
            for earlier in readings.indices.prefix(later) {
                slopes.append(
                    Double(readings[later] - readings[earlier])
                        / Double((later - earlier) * answers))
            }
        }
        return slopes.sorted()[slopes.count / 2]
    }
}

/// Of glibc's malloc, for all threads together. With several, how much of each is free but not given back depends
/// on which thread ran when, and hides what is really kept.
private func useOneArena() throws {
    // Not in Swift's map of the C library, as others here.
    let symbol = try #require(dlsym(nil, "mallopt"))
    let set = unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
    let arenaMax: CInt = -8
    try #require(set(arenaMax, 1) == 1)
}

/// Gives back what is free, and counts what is not, by the allocator's own account of itself.
private func bytesInUse() throws -> Int {
    let trimming = try #require(dlsym(nil, "malloc_trim"))
    _ = unsafeBitCast(trimming, to: (@convention(c) (Int) -> CInt).self)(0)
    let telling = try #require(dlsym(nil, "malloc_info"))
    let tell = unsafeBitCast(
        telling, to: (@convention(c) (CInt, UnsafeMutablePointer<FILE>?) -> CInt).self)
    var text: UnsafeMutablePointer<CChar>?
    var length = 0
    let stream = open_memstream(&text, &length)
    try #require(tell(0, stream) == 0)
    fclose(stream)
    let report = String(cString: try #require(text))
    free(text)
    // The last of each stands for all arenas together.
    return size(#"<system type="current""#, report)
        - size(#"<total type="fast""#, report) - size(#"<total type="rest""#, report)
        + size(#"<total type="mmap""#, report)
}

/// The size in the last such element of the allocator's report; nought where there is none.
private func size(_ element: String, _ report: String) -> Int {
    guard let start = report.ranges(of: element).last?.upperBound,
        let digits = report[start...].firstRange(of: #"size=""#)?.upperBound
    else { return 0 }
    return Int(report[digits...].prefix(while: \.isNumber)) ?? 0
}

/// Receivers that do every wrong there is in turn, in clear and over TLS.
private struct HostileNeighbourhood {
    /// Where one of them is.
    struct Place: Codable, Sendable {
        let name: String
        let url: String
        var authority: String?
    }

    private let clear: Listener
    private let expired: SecureListener
    private let secure: SecureListener
    let places: [Place]

    init() throws {
        // The first ones are polite: see `Sender.warmUp`.
        clear = try Listener(
            .ipv4,
            .chosen { number, _ in
                number <= Sender.politeTries ? .answer(Listener.ok) : Self.manner(number)
            })
        let manner = Listener.Manner.chosen { number, _ in Self.manner(number) }
        expired = try SecureListener(Certificate(.expired), manner)
        secure = try SecureListener(Certificate(), manner)
        places = [
            Place(name: "clear", url: "http://127.0.0.1:\(clear.port)/hook"),
            Place(
                name: "expired", url: "https://127.0.0.1:\(expired.port)/hook",
                authority: expired.certificate.authority),
            Place(
                name: "secure", url: "https://127.0.0.1:\(secure.port)/hook",
                authority: secure.certificate.authority),
        ]
    }

    private static func manner(_ number: Int) -> Listener.Manner {
        Fault.allCases[number % Fault.allCases.count].manner
    }

    /// How many were reached in clear and did wrong.
    func hostileAnswers() throws -> Int { try clear.connections() - Sender.politeTries }

    func stop() {
        expired.stop()
        secure.stop()
        clear.stop()
    }
}

/// A courier that sends to them.
private struct Sender {
    private let courier: Courier

    init(to places: [HostileNeighbourhood.Place]) throws {
        let destinations = try places.map { place in
            Destination(
                Subscription(name: place.name),
                url: try WebhookURL(place.url, allowHTTP: place.authority == nil),
                secrets: [Secrets.first], allowHTTP: place.authority == nil,
                allowPrivateAddress: true, authorityFile: place.authority)
        }
        courier = Bench().courier(to: destinations, total: .milliseconds(50))
    }

    /// Each thread of libdispatch keeps up to 1,024 of what it has done for the next that comes, 64 bytes each. Until all
    /// of them have theirs, that looks like a leak of some hundred bytes an answer.
    static let politeTries = 4000
    private static let triesUntilWarm = 600
    private static let triesBetweenReadings = 160
    private static let readings = 6

    /// More late threads than libdispatch starts for a few transfers at a time.
    private static let mostSeries = 5

    /// The fewest that `growth` and `warmUp` send, with and without a leak.
    static let hostileTries = triesUntilWarm + 2 * (readings - 1) * triesBetweenReadings

    /// Until threads, TLS and allocator have what they keep.
    func warmUp() async throws {
        for _ in 0..<Self.politeTries { _ = try #require(try await courier.test("clear")) }
        try await send(Self.triesUntilWarm)
    }

    /// Most of them in clear: each TLS front takes a process. `leak` bytes are lost with each.
    private func send(_ count: Int, leaking leak: Int = 0) async throws {
        for number in 1...count {
            let name = number % 20 == 0 ? "expired" : number % 10 == 0 ? "secure" : "clear"
            _ = try #require(try await courier.test(name))
            if leak > 0 { lose(leak) }
        }
    }

    /// Never given back, and written to, so that it is really taken.
    private func lose(_ bytes: Int) {
        _ = malloc(bytes).map { memset($0, 1, bytes) }
    }

    /// The growth once threads that came late have filled their caches too: each adds up to 64 KB, once, and on a busy
    /// machine several come. A leak grows in every series of readings, and none of them would be at rest.
    func growthAtRest(below bound: Double) async throws -> Growth {
        var growth = try await growth()
        for _ in 1..<Self.mostSeries where growth.heap >= bound { growth = try await self.growth() }
        return growth
    }

    /// Several readings, with answers between them.
    func growth(leaking leak: Int = 0) async throws -> Growth {
        let answers = Self.triesBetweenReadings
        var heap: [Int] = []
        var resident: [Int] = []
        for reading in 0..<Self.readings {
            if reading > 0 { try await send(answers, leaking: leak) }
            heap.append(try bytesInUse())
            let text = try String(contentsOfFile: "/proc/self/smaps_rollup", encoding: .utf8)
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("Rss:") })
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            resident.append(try #require(kilobytes) * 1024)
        }
        return Growth(
            heap: Growth.slope(heap, answersBetween: answers),
            resident: Growth.slope(resident, answersBetween: answers))
    }
}

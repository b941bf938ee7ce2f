import Dispatch
import DoorstepCore
import DoorstepDelivery
import Glibc
import TestSupport
import Testing
import Transfer

@Suite("The courier", .timeLimit(.minutes(20)))
struct CourierTests {
    @Test("delivers what is due, signed, and records it")
    func success() async throws {
        try await withListener { listener in
            let bench = Bench(.fixture(id: "msg_7"))
            try await bench.run(.fixture(listener)) { recordings in
                let recording = try #require(await recordings.next())
                #expect(recording.delivery.rawValue == "msg_7")
                #expect(recording.step == .delivered)
                #expect(recording.attempt.number == 1)
                #expect(recording.attempt.at == Bench.start)
                #expect(recording.attempt.status == 200)
                #expect(recording.attempt.error == nil)
                #expect(recording.attempt.answer == "ok")
                #expect(recording.attempt.address == "127.0.0.1")
                #expect(!recording.attempt.mayHaveArrived)
            }
            // The outbox knew of the attempt before the receiver did.
            #expect(bench.outbox.beginnings == [true])
            let request = SeenRequest(try #require(listener.requests.first))
            #expect(request.line == "POST /hook HTTP/1.1")
            #expect(request.header("Content-Type") == "application/json")
            #expect(request.header("webhook-id") == "msg_7")
            #expect(request.body == #"{"n":1}"#)
            try request.verify(at: Bench.start)
            #expect(
                bench.log.lines == [
                    "info message delivered delivery.attempt=1 delivery.destination=manager "
                        + "delivery.id=msg_7 delivery.subject=summary.day 2026-11-21, revision 1"
                ])
        }
    }

    @Test("delivers what is added later")
    func added() async throws {
        try await withListener { listener in
            let bench = Bench()
            try await bench.run(.fixture(listener)) { recordings in
                await bench.clock.sleeper(for: .seconds(60))
                bench.outbox.add(.fixture(id: "msg_8"))
                #expect(await recordings.next()?.delivery.rawValue == "msg_8")
            }
        }
    }

    @Test("tries again after the schedule's wait: same id and body, fresh time and signature")
    func retry() async throws {
        let answers = ["HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n", Listener.ok]
        try await withListener(.ipv4, .answers(answers)) { listener in
            let bench = Bench(.fixture())
            try await bench.run(.fixture(listener)) { recordings in
                let first = try #require(await recordings.next())
                #expect(first.step == .retry(at: Bench.start + .seconds(5)))
                #expect(first.attempt.status == 500)
                #expect(first.attempt.error == "the receiver answered 500")
                #expect(first.attempt.answer == "")

                await bench.clock.sleeper(for: .seconds(5))
                #expect(listener.requests.count == 1)
                bench.clock.advance(by: .seconds(5))

                let second = try #require(await recordings.next())
                #expect(second.step == .delivered)
                #expect(second.attempt.number == 2)
            }
            let requests = listener.requests.map(SeenRequest.init)
            try #require(requests.count == 2)
            #expect(requests[0].header("webhook-id") == requests[1].header("webhook-id"))
            #expect(requests[0].body == requests[1].body)
            try requests[0].verify(at: Bench.start)
            try requests[1].verify(at: Bench.start + .seconds(5))
            let signatures = requests.map { $0.header("webhook-signature") }
            #expect(signatures[0] != signatures[1])
        }
    }

    @Test("follows the whole schedule, then gives up, and goes on with the next")
    func schedule() async throws {
        let failure = "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n"
        let answers = Array(repeating: failure, count: 10) + [Listener.ok]
        try await withListener(.ipv4, .answers(answers)) { listener in
            let bench = Bench(.fixture(id: "msg_1"), .fixture(id: "msg_2"))
            try await bench.run(.fixture(listener)) { recordings in
                for wait in RetrySchedule.waits.dropFirst() {
                    #expect(await recordings.next()?.step == .retry(at: bench.now + wait))
                    // The wall clock may be set, so the courier looks at it every minute.
                    await bench.clock.sleeper(for: min(wait, .seconds(60)))
                    bench.clock.advance(by: wait)
                }
                #expect(await recordings.next()?.step == .dead)
                let last = try #require(await recordings.next())
                #expect(last.delivery.rawValue == "msg_2")
                #expect(last.step == .delivered)
            }
            let ids = listener.requests.map { SeenRequest($0).header("webhook-id") }
            #expect(ids == Array(repeating: "msg_1", count: 10) + ["msg_2"])
            #expect(bench.log.lines.filter { $0.hasPrefix("error message given up") }.count == 1)
        }
    }

    @Test("leaves a receiver alone for as long as it asks")
    func retryAfter() async throws {
        let answer = "HTTP/1.1 429 x\r\nRetry-After: 42\r\nContent-Length: 0\r\n\r\n"
        try await withListener(.ipv4, .answers([answer, Listener.ok])) { listener in
            let bench = Bench(.fixture())
            try await bench.run(.fixture(listener)) { recordings in
                #expect(await recordings.next()?.step == .retry(at: Bench.start + .seconds(42)))
                await bench.clock.sleeper(for: .seconds(42))
                bench.clock.advance(by: .seconds(42))
                #expect(await recordings.next()?.step == .delivered)
            }
        }
    }

    @Test("switches a destination off that answers 410, and keeps what it is owed")
    func gone() async throws {
        let answer = "HTTP/1.1 410 x\r\nContent-Length: 0\r\n\r\n"
        try await withListener(.ipv4, .answer(answer)) { listener in
            let bench = Bench(.fixture(id: "msg_1"), .fixture(id: "msg_2"))
            try await bench.run(.fixture(listener)) { recordings in
                let recording = try #require(await recordings.next())
                #expect(recording.step == .switchOff)
                #expect(
                    recording.attempt.error == "410 Gone: the destination is switched off until "
                        + "`doorstep destination resume manager`")
                await bench.clock.sleeper(for: .seconds(60))
            }
            #expect(listener.requests.count == 1)
            #expect(bench.outbox.delivery(DeliveryID(rawValue: "msg_2"))?.state == .waiting)
        }
    }

    @Test("lets no destination wait for one that hangs")
    func hanging() async throws {
        let answers = [
            Listener.ok, "HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n", Listener.ok,
        ]
        try await withListener(.ipv4, .hang("")) { hanging in
            try await withListener(.ipv4, .answers(answers)) { listener in
                let bench = Bench(
                    .fixture(id: "msg_h1", to: "hanging"), .fixture(id: "msg_1"),
                    .fixture(id: "msg_2"), .fixture(id: "msg_h2", to: "hanging"))
                try await bench.run(
                    .fixture(hanging, name: "hanging"), .fixture(listener),
                    // Longer than the others may take on a busy machine.
                    total: .seconds(900)
                ) { recordings in
                    for await _ in hanging.arrivals { break }
                    #expect(await recordings.next()?.delivery.rawValue == "msg_1")
                    #expect(await recordings.next()?.step == .retry(at: bench.now + .seconds(5)))
                    // Asks each second, for the outbox only says when the hanging one is due.
                    await bench.clock.sleeper(for: .seconds(1))
                    bench.clock.advance(by: .seconds(5))
                    #expect(await recordings.next()?.step == .delivered)
                }
                // One at a time, and it had not answered.
                #expect(hanging.requests.count == 1)
                #expect(bench.outbox.recordings.allSatisfy { $0.delivery.rawValue < "msg_h" })
            }
        }
    }

    @Test("sends nothing while the clock may be wrong")
    func untrustedClock() async throws {
        try await withListener { listener in
            let bench = Bench(.fixture())
            bench.setClockTrusted(false)
            try await bench.run(.fixture(listener)) { recordings in
                for _ in 1...3 {
                    await bench.clock.sleeper(for: .seconds(5))
                    try #expect(listener.connections() == 0)
                    bench.clock.advance(by: .seconds(5))
                }
                await bench.clock.sleeper(for: .seconds(5))
                bench.setClockTrusted(true)
                bench.clock.advance(by: .seconds(5))
                #expect(await recordings.next()?.step == .delivered)
            }
            try SeenRequest(try #require(listener.requests.first)).verify(at: bench.now)
            #expect(
                bench.log.lines.prefix(2) == [
                    "notice messages wait until the clock is known to be right",
                    "notice clock is right, messages are sent",
                ])
        }
    }

    @Test("does not follow a redirect", arguments: [301, 302, 307, 308])
    func redirect(status: Int) async throws {
        try await withListener { target in
            let answer =
                "HTTP/1.1 \(status) x\r\nLocation: http://127.0.0.1:\(target.port)/secret\r\n"
                + "Content-Length: 0\r\n\r\n"
            try await withListener(.ipv4, .answer(answer)) { listener in
                let bench = Bench(.fixture())
                try await bench.run(.fixture(listener)) { recordings in
                    let recording = try #require(await recordings.next())
                    #expect(recording.step == .retry(at: Bench.start + .seconds(5)))
                    #expect(
                        recording.attempt.error
                            == "the receiver answered \(status), and redirects are not followed: "
                            + "configure the address it points to")
                }
                try #expect(target.connections() == 0)
            }
        }
    }

    @Test("tries again where nobody listens")
    func nobody() async throws {
        try await withDeafPort { port in
            let bench = Bench(.fixture())
            let destination = Destination(
                Subscription(name: "manager"),
                url: try WebhookURL("http://127.0.0.1:\(port)/hook", allowHTTP: true),
                secrets: [Secrets.first], allowHTTP: true, allowPrivateAddress: true)
            try await bench.run(destination) { recordings in
                let recording = try #require(await recordings.next())
                #expect(recording.step == .retry(at: Bench.start + .seconds(5)))
                #expect(recording.attempt.status == nil)
                #expect(recording.attempt.answer == nil)
                #expect(
                    recording.attempt.error == "cannot connect to 127.0.0.1: connection refused")
            }
        }
    }

    @Test(
        "without a way to the network it waits ten minutes, and no attempt of the schedule is spent",
        .bug(
            "https://github.com/louislam/uptime-kuma/issues/6046",
            "notifications lost while the network is down"),
        .bug(
            "https://github.com/louislam/uptime-kuma/issues/7436",
            "notifications lost while the network is down"),
        .bug(
            "https://github.com/louislam/uptime-kuma/issues/4858",
            "notifications lost while the network is down"),
        arguments: [
            TransferError.nameServerSilent("hooks.example"),
            TransferError.cannotConnect("hooks.example", errno: ENETUNREACH),
        ])
    func offline(error: TransferError) async throws {
        let bench = Bench(.fixture())
        let destination = Destination(
            Subscription(name: "manager"), url: try WebhookURL("https://hooks.example/T0/key"),
            secrets: [Secrets.first])
        try await bench.run(destination, transfer: { _ in throw error }) { recordings in
            for _ in 1...20 {
                let recording = try #require(await recordings.next())
                #expect(recording.attempt.error == error.message)
                #expect(recording.step == .waitForNetwork(until: bench.now + .seconds(600)))
                #expect(bench.outbox.delivery(recording.delivery)?.attempts == 0)
                // It looks once a minute.
                await bench.clock.sleeper(for: .seconds(60))
                bench.clock.advance(by: .seconds(600))
            }
        }
    }

    @Test("while others answer, a name server that is silent about one host is that host's fault")
    func oneHostAway() async throws {
        let bench = Bench(.fixture(id: "msg_1", to: "away"), .fixture(id: "msg_2", to: "there"))
        let destinations = try ["away", "there"].map {
            Destination(
                Subscription(name: $0), url: try WebhookURL("https://\($0).example/T0/key"))
        }
        let answer = TransferAnswer(
            status: 200, headers: [], body: [], isTruncated: false, retryAfter: nil, address: nil,
            elapsed: .zero)
        // The silence comes first, so that it may be the network's.
        let (isSilent, silence) = AsyncStream<Void>.makeStream()
        try await bench.run(
            destinations[0], destinations[1],
            transfer: { request in
                guard request.url.contains("there") else {
                    throw TransferError.nameServerSilent("away.example")
                }
                for await _ in isSilent { break }
                return answer
            }
        ) { recordings in
            _ = await recordings.next()
            silence.yield()
            _ = await recordings.next()
            await bench.clock.sleeper(for: .seconds(60))
            bench.clock.advance(by: .seconds(600))
            let recording = try #require(await recordings.next())
            #expect(recording.delivery.rawValue == "msg_1")
            guard case .retry = recording.step else {
                Issue.record("\(recording.step)")
                return
            }
        }
    }

    @Test("a delivery that waited a fortnight for the network goes on with the schedule")
    func fortnight() async throws {
        let bench = Bench(.fixture())
        let destination = Destination(
            Subscription(name: "manager"), url: try WebhookURL("https://hooks.example/T0/key"))
        bench.clock.advance(by: RetrySchedule.longestWithoutNetwork)
        try await bench.run(
            destination, transfer: { _ in throw TransferError.nameServerSilent("hooks.example") }
        ) { recordings in
            let recording = try #require(await recordings.next())
            #expect(recording.step == .retry(at: bench.now + .seconds(5)))
        }
    }

    @Test("a host that is not there, or refuses, is an attempt of the schedule")
    func notOffline() {
        for error in [
            TransferError.cannotResolve("hooks.example"),
            .cannotConnect("hooks.example", errno: ECONNREFUSED),
            .cannotConnect("hooks.example", errno: nil), .timedOut,
        ] { #expect(!error.isOffline) }
    }

    @Test("refuses a private address unless the destination allows it")
    func privateAddress() async throws {
        try await withListener { listener in
            let bench = Bench(.fixture())
            let url = try WebhookURL("http://127.0.0.1:\(listener.port)/hook", allowHTTP: true)
            let destination = Destination(
                Subscription(name: "manager"), url: url, secrets: [Secrets.first], allowHTTP: true)
            try await bench.run(destination) { recordings in
                let error = try #require(await recordings.next()?.attempt.error)
                #expect(error.hasPrefix("127.0.0.1 is not a public address"))
            }
            try #expect(listener.connections() == 0)
        }
    }

    @Test("takes the head of an answer for the whole of it when the rest breaks off")
    func cutAnswer() async throws {
        let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhal\r\nzz\r\n"
        try await withListener(.ipv4, .answer(answer)) { listener in
            let bench = Bench(.fixture())
            try await bench.run(.fixture(listener)) { recordings in
                let recording = try #require(await recordings.next())
                #expect(recording.step == .delivered)
                #expect(recording.attempt.answer == "hal")
            }
        }
    }

    @Test("keeps 2 KiB of an answer, as text that a terminal can show")
    func excerpt() async throws {
        let body = "é\u{1B}[31m\0\r\n\t" + String(repeating: "é", count: 3000)
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        try await withListener(.ipv4, .answer(answer)) { listener in
            let bench = Bench(.fixture())
            try await bench.run(.fixture(listener)) { recordings in
                let text = try #require(await recordings.next()?.attempt.answer)
                #expect(text.hasPrefix("é\u{FFFD}[31m\u{FFFD}\r\n\té"))
                #expect((2045...2048).contains(text.utf8.count))
            }
        }
    }

    @Test("gives up deliveries whose destination is no longer configured, with a sentence")
    func unconfigured() async throws {
        try await withListener { listener in
            let bench = Bench(
                .fixture(id: "msg_1", to: "former"), .fixture(id: "msg_2", to: "former"),
                .fixture(id: "msg_3"))
            bench.outbox.unconfigure("former")
            try await bench.run(.fixture(listener)) { recordings in
                for _ in 1...3 { _ = await recordings.next() }
            }
            let dead = bench.outbox.recordings.filter { $0.step == .dead }
            #expect(dead.map(\.delivery.rawValue) == ["msg_1", "msg_2"])
            #expect(
                dead.first?.attempt.error
                    == "former is no longer in the configuration: add it again, then run `doorstep deliveries retry msg_1`, or, if the message is no longer wanted, "
                    + "`doorstep deliveries drop msg_1`")
            #expect(listener.requests.count == 1)
        }
    }

    @Test(
        "leaves waiting what only the recorder's configuration has a destination for, and says so once"
    )
    func newer() async throws {
        try await withListener { listener in
            let bench = Bench(
                .fixture(id: "msg_1", to: "new"), .fixture(id: "msg_2", to: "new"),
                .fixture(id: "msg_3"))
            try await bench.run(.fixture(listener)) { recordings in
                #expect(await recordings.next()?.delivery.rawValue == "msg_3")
                // It does not ask all the time for what it cannot bring.
                await bench.clock.sleeper(for: .seconds(10))
                bench.outbox.add(.fixture(id: "msg_4"))
                #expect(await recordings.next()?.delivery.rawValue == "msg_4")
            }
            // What the courier leaves alone is no attempt that was cut off.
            #expect(bench.outbox.beginnings.contains(false))
            let waiting = ["msg_1", "msg_2"].map {
                bench.outbox.delivery(DeliveryID(rawValue: $0))
            }
            #expect(waiting.map { $0?.state } == [.waiting, .waiting])
            #expect(waiting.map { $0?.attempts } == [0, 0])
            let told = bench.log.lines.filter { $0.contains("systemctl restart doorstep-courier") }
            #expect(told.count == 1)
            #expect(told.first?.contains("new") == true)
        }
    }

    @Test("stops while an attempt is under way, and leaves it to be made again")
    func shutdown() async throws {
        try await withListener(.ipv4, .hang("")) { listener in
            let bench = Bench(.fixture())
            try await bench.run(.fixture(listener), total: .seconds(900)) { _ in
                for await _ in listener.arrivals { break }
            }
            #expect(bench.outbox.recordings.isEmpty)
            #expect(bench.log.lines.isEmpty)
            for await _ in listener.departures { break }
        }
    }

    @Test("asks an outbox that fails less and less often, and goes on when it works again")
    func brokenOutbox() async throws {
        try await withListener { listener in
            let bench = Bench(.fixture())
            bench.outbox.setBroken(true)
            try await bench.run(.fixture(listener)) { recordings in
                for (index, seconds) in [1, 2, 4, 8, 16, 32, 60, 60].enumerated() {
                    await bench.clock.sleeper(for: .seconds(seconds))
                    #expect(bench.outbox.refusals == index + 1)
                    bench.clock.advance(by: .seconds(seconds))
                }
                await bench.clock.sleeper(for: .seconds(60))
                bench.outbox.setBroken(false)
                bench.clock.advance(by: .seconds(60))
                #expect(await recordings.next()?.step == .delivered)
            }
        }
    }

    @Test("does not send again what was delivered but could not be written down at once")
    func unrecorded() async throws {
        try await withListener { listener in
            let bench = Bench(.fixture())
            bench.outbox.refuseRecordings(1)
            try await bench.run(.fixture(listener)) { recordings in
                let time = Task {
                    while !Task.isCancelled {
                        await bench.clock.sleeper(for: .seconds(1))
                        bench.clock.advance(by: .seconds(1))
                    }
                }
                #expect(await recordings.next()?.step == .delivered)
                time.cancel()
            }
            #expect(listener.requests.count == 1)
            #expect(
                bench.log.lines.first
                    == "error attempt cannot be recorded, will try again delivery.id=msg_1 "
                    + "error=Failure()")
        }
    }

    @Test("does not send again what arrived while the outbox was answering")
    func lateAnswer() async throws {
        let gate = DispatchSemaphore(value: 0)
        let manner = Listener.Manner.chosen { number, _ in
            if number == 1 { gate.wait() }
            return .answer(Listener.ok)
        }
        try await withListener(.ipv4, manner) { listener in
            let bench = Bench(.fixture(id: "msg_1"))
            try await bench.run(.fixture(listener)) { recordings in
                for await _ in listener.arrivals { break }
                let log = bench.log
                bench.outbox.delayAnswers {
                    gate.signal()
                    // Its errand has ended when its end is told.
                    for await line in log.arrivals where line.contains("message delivered") {
                        break
                    }
                }
                bench.outbox.add(.fixture(id: "msg_2"))
                #expect(await recordings.next()?.delivery.rawValue == "msg_1")
                bench.outbox.delayAnswers {}
                #expect(await recordings.next()?.delivery.rawValue == "msg_2")
            }
            #expect(listener.requests.count == 2)
        }
    }

    @Test("shows no secret, whatever a receiver repeats")
    func secrets() async throws {
        let path = "/services/T00/sEcReTpAtH?token=tOkEnVaLuE"
        let echo = "no \(path), sEcReTpAtH, tOkEnVaLuE or \(Secrets.text)"
        let answer = "HTTP/1.1 404 x\r\nContent-Length: \(echo.utf8.count)\r\n\r\n\(echo)"
        try await withListener(.ipv4, .answer(answer)) { listener in
            let bench = Bench(.fixture(), .fixture(id: "msg_2", to: "former"))
            bench.outbox.unconfigure("former")
            let destination = try Destination.fixture(listener, path: path)
            try await bench.run(destination) { recordings in
                for _ in 1...2 { _ = await recordings.next() }
            }
            let attempts = bench.outbox.recordings.map(\.attempt)
            #expect(attempts.contains { $0.answer == "no …?…, …, … or …" })
            let shown = "\(attempts) \(bench.log.lines)"
            for secret in ["services", "T00", "sEcReT", "tOkEn", "MfKQ9r8"] {
                #expect(!shown.contains(secret))
            }
        }
    }

    @Test("sends a test message at once, signed, past the outbox")
    func testMessage() async throws {
        try await withListener { listener in
            let bench = Bench()
            let courier = try bench.courier(to: [.fixture(listener)])
            let sent = try #require(await courier.test("manager"))
            #expect(sent.isDelivered)
            #expect(sent.attempt.status == 200)
            #expect(sent.attempt.answer == "ok")
            let request = SeenRequest(try #require(listener.requests.first))
            #expect(request.header("webhook-id") == "msg_test_1")
            #expect(Array(request.body.utf8) == sent.message.body)
            try request.verify(at: Bench.start)
            #expect(try await courier.test("nobody") == nil)
            #expect(bench.outbox.recordings.isEmpty)
        }
    }

    @Test("says why a test message did not arrive")
    func failedTest() async throws {
        try await withListener(.ipv4, .answer("HTTP/1.1 410 x\r\nContent-Length: 0\r\n\r\n")) {
            listener in
            let bench = Bench()
            let courier = try bench.courier(to: [.fixture(listener)])
            let sent = try #require(await courier.test("manager"))
            #expect(!sent.isDelivered)
            #expect(sent.attempt.error == "410 Gone: the receiver wants no more messages")

            bench.setClockTrusted(false)
            let unsent = try #require(await courier.test("manager"))
            #expect(unsent.attempt.error?.hasPrefix("nothing was sent: ") == true)
            #expect(listener.requests.count == 1)
        }
    }
}

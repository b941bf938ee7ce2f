import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import HummingbirdCore
import NIOCore
import ServiceLifecycle

/// `GET /v1/stream`: what one reader has missed, and then what happens, without a gap and without a repetition.
///
/// Facts are numbered without gaps, so the reader's last number says all: an event that it has is passed over, and
/// before an event that is not the next one the ledger is asked for those between.
struct EventStream: Sendable {
    private let incoming: Incoming
    private let service: ShopService

    init(_ incoming: Incoming, _ service: ShopService) {
        self.incoming = incoming
        self.service = service
    }

    /// Always 200, also while the daemon cannot record: a browser never comes back after another status.
    var response: Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                do {
                    try await incoming.request.body.consumeWithCancellationOnInboundClose { _ in
                        try await write(to: &writer)
                    }
                } catch is CancellationError {
                    // The reader went.
                }
                try await writer.finish(nil)
            })
    }

    private func write(to writer: inout any ResponseBodyWriter) async throws {
        let live = service.broadcaster.subscribe(cut: incoming.connection.close)
        let end = incoming.device.map {
            service.devices.follow($0, close: incoming.connection.close)
        }
        defer { end?() }
        try await withGracefulShutdownHandler {
            try await write(live, to: &writer)
        } onGracefulShutdown: {
            live.end()
        }
    }

    private func write(
        _ live: Broadcaster.Subscription, to writer: inout any ResponseBodyWriter
    ) async throws {
        try await writer.write(ServerSentEvent.retry)
        var last = try await start(&writer)
        for await event in live {
            if let sequence = event.sequence {
                if let known = last {
                    if sequence <= known { continue }
                    if sequence > known.next {
                        last = try await catchUp(from: known, before: sequence, &writer)
                    }
                }
                last = sequence
            }
            try await writer.write(event.frame)
        }
    }

    /// Brings the reader to where the ledger is.
    /// - Returns: the last fact that the reader has; nil when it did not say, and begins with the next one.
    private func start(_ writer: inout any ResponseBodyWriter) async throws -> Sequence? {
        switch Resumption(
            lastEventID: incoming.request.headers[.lastEventID],
            ledgerAt: service.ledger.floor.sequence)
        {
        case .live: return nil
        case .resume(let sequence):
            return try await catchUp(from: sequence, before: nil, &writer)
        case .reset:
            let now = service.nowBody
            try await writer.write(
                try ServerSentEvent(
                    name: StreamEventName.reset, sequence: now.sequence, data: now
                ).frame)
            return now.sequence
        }
    }

    /// Writes the facts after `start`, up to `end` or to the ledger's last.
    /// - Returns: the last one written.
    private func catchUp(
        from start: Sequence, before end: Sequence?, _ writer: inout any ResponseBodyWriter
    ) async throws -> Sequence {
        var last = start
        while true {
            let missing = end.map { Int($0.value - last.value) - 1 } ?? Self.page
            guard missing > 0 else { return last }
            let page = try await service.ledger.recorded(
                after: last, limit: min(missing, Self.page))
            guard let newest = page.last else { return last }
            let counts = CountsBody(service.ledger.floor)
            var frames = ByteBuffer()
            for recorded in page {
                frames.writeImmutableBuffer(try ServerSentEvent(recorded, counts: counts).frame)
            }
            try await writer.write(frames)
            last = newest.fact.sequence
        }
    }

    private static let page = 250
}

/// Where a reader begins.
enum Resumption: Hashable {
    case live
    case resume(after: Sequence)
    /// It is too far behind, or has events that this ledger never had.
    case reset

    init(lastEventID: String?, ledgerAt sequence: Sequence) {
        guard let lastEventID, !lastEventID.isEmpty else {
            self = .live
            return
        }
        guard let value = Int64(lastEventID), value >= 0, value <= sequence.value,
            sequence.value - value <= Int64(Limit.streamResume)
        else {
            self = .reset
            return
        }
        self = .resume(after: Sequence(value))
    }
}

import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

/// `GET /v1/stream`: the events that one reader has missed, and then the new ones, without a gap or a repetition.
///
/// The reader's own task reads missed events from the ledger. Meanwhile the `Audience` keeps the new ones, and skips
/// those that the reader has by then: facts are numbered without gaps, so the reader's last number tells which.
struct EventStream: Sendable {
    let incoming: Incoming
    let ledger: Ledger
    let audience: Audience
    let devices: Devices
    let now: @Sendable () -> NowBody

    /// The response, always 200, also while the daemon cannot record: a browser never comes back after another status.
    var response: Response {
        .events(to: audience) { reader in
            let unfollow = incoming.device.map {
                devices.follow($0, close: incoming.connection.close)
            }
            defer { unfollow?() }
            let last = try await start(reader)
            // A reader that has missed nothing still has to know how things are.
            try await reader.write([ServerSentEvent(beat: try Picture(now()))])
            await reader.live(after: last?.value)
        }
    }

    /// Brings the reader up to the ledger's newest fact.
    /// - Returns: the last fact that the reader has; nil when it named none, and begins with the next one.
    private func start(_ reader: StreamReader) async throws -> Sequence? {
        switch Resumption(
            lastEventID: incoming.request.headers[.lastEventID],
            at: await ledger.end())
        {
        case .live: return nil
        case .resume(let sequence):
            return try await catchUp(from: sequence, reader)
        case .reset:
            let now = now()
            try await reader.write([
                ServerSentEvent(
                    name: StreamEventName.reset,
                    position: LedgerPosition(ledger: now.ledger, sequence: now.sequence), data: now)
            ])
            return now.sequence
        }
    }

    /// Writes the facts after `start`.
    /// - Returns: the last one written, or `start`.
    private func catchUp(
        from start: Sequence, _ reader: StreamReader
    ) async throws -> Sequence {
        var last = start
        while true {
            let page = try await ledger.recorded(after: last, limit: Self.page)
            guard let newest = page.last else { return last }
            let picture = try Picture(now())
            try await reader.write(
                page.map { try ServerSentEvent($0, of: ledger.id, now: picture) })
            last = newest.fact.sequence
        }
    }

    /// A day is folded once for each page whose prompts are of it.
    private static let page = 2500
}

/// The place in the ledger where a reader begins.
enum Resumption: Hashable {
    case live
    case resume(after: Sequence)
    /// The reader is too far behind, or names an event that this ledger never had, or has not had yet: its number may
    /// be another ledger's.
    case reset

    /// `end` is the last fact of this ledger.
    init(lastEventID: String?, at end: LedgerPosition) {
        guard let lastEventID, !lastEventID.isEmpty else {
            self = .live
            return
        }
        let start =
            lastEventID == "0"
            ? LedgerPosition(ledger: end.ledger, sequence: .zero) : LedgerPosition(lastEventID)
        guard let start, start.ledger == end.ledger, start.sequence <= end.sequence,
            end.sequence.value - start.sequence.value <= Int64(Limit.streamResume)
        else {
            self = .reset
            return
        }
        self = .resume(after: start.sequence)
    }
}

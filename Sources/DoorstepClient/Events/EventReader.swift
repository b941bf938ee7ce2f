import DoorstepAPI
import DoorstepCore
import Glibc
import Transfer

/// Reader of the daemon's stream, which comes back with the last event's id when the connection is lost.
///
/// It blocks its thread, and tries again without end, from the moment that `retry` names.
package struct EventReader {
    private let client: DaemonClient
    private let retry: RetryPolicy
    private let pause: (Duration) -> Void

    /// Waits before the 1st, 2nd … attempt to come back; the last one is repeated.
    package static let waits: [Duration] = [
        .milliseconds(100), .milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2),
        .seconds(5),
    ]

    package enum Notice: Hashable, Sendable {
        case connected
        case lost(ClientError)
        /// Resumed after this fact; nil when no fact had been seen yet.
        case regained(after: LedgerPosition?)
    }

    package enum RetryPolicy: Hashable, Sendable {
        /// The first connection must succeed, so that a command tells that the daemon is down.
        case onceConnected
        /// The first connection is tried again too, for a screen that starts before the daemon.
        case fromTheStart
    }

    package init(
        _ client: DaemonClient, retry: RetryPolicy = .onceConnected,
        pause: @escaping (Duration) -> Void = EventReader.sleep
    ) {
        self.client = client
        self.retry = retry
        self.pause = pause
    }

    /// - Parameters:
    ///   - start: The fact after which to begin; nil begins with the next one.
    ///   - onNotice: Called when the connection is made, lost (or not made at first) and regained.
    ///   - onBeat: Called with each beat.
    ///   - onEvent: Called with each event but beats; false ends the reading.
    /// - Throws: `ClientError` when the first connection fails or the daemon refuses the stream, and what
    ///   `onNotice`, `onBeat` or `onEvent` throw.
    package func run(
        after start: LedgerPosition? = nil,
        onNotice: (Notice) throws -> Void,
        onBeat: (ServerSentEvent) throws -> Void = { _ in },
        onEvent: (ServerSentEvent) throws -> Bool
    ) throws {
        let place = Place(last: start)
        var hasConnected = false
        var attempt = 0
        while true {
            do {
                let isWanted = try follow(place, onBeat, onEvent) {
                    try onNotice(hasConnected ? .regained(after: place.last) : .connected)
                    hasConnected = true
                    attempt = 0
                }
                guard isWanted else { return }
                try onNotice(
                    .lost(
                        .interrupted(socket: client.socket, detail: "the daemon closed the stream"))
                )
            } catch let error as ClientError {
                guard hasConnected || retry == .fromTheStart, error.mayPass else {
                    throw error
                }
                if attempt == 0 { try onNotice(.lost(error)) }
            }
            pause(Self.waits[min(attempt, Self.waits.count - 1)])
            attempt += 1
        }
    }

    /// Follows one connection until it ends. False when `onEvent` wants no more.
    private func follow(
        _ place: Place, _ onBeat: (ServerSentEvent) throws -> Void,
        _ onEvent: (ServerSentEvent) throws -> Bool, onConnect: () throws -> Void
    ) throws -> Bool {
        var parser = EventParser()
        var status = 0
        var refusal: [UInt8] = []
        var isWanted = true
        var headers = [("Accept", "text/event-stream")]
        if let last = place.last { headers.append((HeaderName.lastEventID, last.description)) }
        var request = client.request("GET", Route.stream, headers: headers)
        // A beat comes every five seconds: after four of them without a byte the daemon counts as gone.
        request.limits.lowSpeed = .seconds(20)
        do {
            try Transfer.stream(request) { head in
                status = head.status
                if status == 200 { try onConnect() }
            } onBytes: { bytes in
                guard status == 200 else {
                    refusal += bytes
                    return refusal.count < Limit.bodyBytes
                }
                for event in parser.read(bytes) {
                    if let id = LedgerPosition(event.id) { place.last = id }
                    guard event.name != StreamEventName.beat else {
                        try onBeat(event)
                        continue
                    }
                    isWanted = try onEvent(event)
                    guard isWanted else { return false }
                }
                return true
            }
        } catch let error as TransferError {
            throw ClientError(error, socket: client.socket)
        }
        guard status == 200 else {
            throw ClientError(status: status, body: refusal, path: Route.stream)
        }
        return isWanted
    }

    package static func sleep(_ duration: Duration) {
        usleep(UInt32(duration.milliseconds * 1000))
    }
}

/// The last event seen, on every connection so far.
private final class Place {
    var last: LedgerPosition?

    init(last: LedgerPosition?) { self.last = last }
}

extension ClientError {
    /// Whether another attempt may succeed.
    fileprivate var mayPass: Bool {
        switch self {
        case .unreachable, .interrupted, .noAnswer, .unhealthy: true
        case .refused(let problem): problem.status >= 500 || problem.status == 429
        case .notUnderstood: false
        }
    }
}

import DoorstepAPI
import DoorstepClient
import DoorstepCore
import FoundationEssentials

/// Reads the daemon's stream on a thread of its own, and puts its events into the inbox while the program runs.
struct CounterReader: Sendable {
    let socket: String
    let inbox: CounterInbox

    func start() { startThread { run() } }

    private func run() {
        // A visitor may be at the door when the daemon comes back, so no pause is longer than a second.
        let reader = EventReader(
            DaemonClient(socket: socket), retry: .fromTheStart,
            pause: { EventReader.sleep(min($0, .seconds(1))) })
        do {
            try reader.run { notice in
                switch notice {
                case .connected, .regained: inbox.put(.connected)
                case .lost(let error): inbox.put(.lost(error))
                }
            } onBeat: { event in
                inbox.put(.happened(Self.decoded(event), nil))
            } onEvent: { event in
                if event.name == StreamEventName.reset {
                    inbox.put(.happened(Self.decoded(event), nil))
                } else {
                    let told: CounterEvent? = Self.decoded(event)
                    inbox.put(.happened(told?.now, told?.prompt))
                }
                return true
            }
        } catch let error as ClientError {
            inbox.put(.ended(error))
        } catch {
            inbox.put(.ended(.notUnderstood(path: Route.stream, detail: "\(error)")))
        }
    }

    /// Nil for an event of a newer daemon that is not understood.
    private static func decoded<Body: Decodable>(_ event: ServerSentEvent) -> Body? {
        try? JSONDecoder().decode(Body.self, from: Data(event.data.utf8))
    }
}

/// The part of an event that a counter reads, whatever the kind of its fact.
private struct CounterEvent: Decodable {
    let prompt: Prompt?
    let now: NowBody
}

extension CounterLink.Cause {
    init(_ error: ClientError) {
        switch error {
        case .unreachable(let diagnosis):
            switch diagnosis.cause {
            case .noFile, .noDirectory, .notASocket, .pathTooLong, .other: self = .noSocket
            case .nobodyListening, .reachableNow: self = .nobodyListening
            case .closedDirectory, .closedSocket: self = .notAllowed
            case .tooManyWaiting: self = .tooBusy
            }
        case .noAnswer: self = .silent
        case .refused, .unhealthy: self = .tooBusy
        case .interrupted, .notUnderstood: self = .interrupted
        }
    }
}

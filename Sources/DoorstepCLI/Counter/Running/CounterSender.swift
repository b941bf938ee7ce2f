import DoorstepAPI
import DoorstepClient
import DoorstepCore

/// Makes the counter's requests one after the other, on a thread and a connection of its own.
final class CounterSender: Sendable {
    private let jobs: JobQueue
    private let inbox: CounterInbox
    private let socket: String

    init(socket: String, inbox: CounterInbox) {
        self.socket = socket
        self.inbox = inbox
        jobs = JobQueue()
    }

    func start() { startThread { [self] in run() } }

    /// Queues an effect. `send` and `readShop` are carried out; all others are ignored.
    func take(_ effect: CounterEffect) { jobs.put(effect) }

    private func run() {
        let key = KeyBox()
        let client = DaemonClient(socket: socket) { key.value }
        while true {
            switch jobs.take() {
            case .send(let request):
                key.value = request.key
                inbox.put(.answered(key: request.key, Self.answer(request.call, client)))
            case .readShop:
                // A failure does not matter: the next connection asks again.
                if let shop = try? client.checklist().body { inbox.put(.shop(shop)) }
            case .bell, .suspend, .redraw, .quit: break
            }
        }
    }

    private static func answer(
        _ call: CounterRequest.Call, _ client: DaemonClient
    ) -> RequestResult {
        do throws(ClientError) {
            switch call {
            case .answer(let prompt, let body):
                return .recorded(try client.answer(prompt.id, body).body)
            case .enter(let body): return .recorded(try client.enter(body).body)
            case .exit(let body): return .recorded(try client.exit(body).body)
            case .void(let fact):
                return .recorded(try client.void(fact.sequence, VoidBody()).body)
            case .tie(let prompt, let visit):
                return .recorded(try client.tie(prompt.id, TieBody(visit: visit.id)).body)
            case .outcome(let farewell, let body):
                return .recorded(try client.outcome(farewell.prompt, body).body)
            case .recount(let body): return .recorded(try client.recount(body).body)
            }
        } catch {
            return .failed(CounterFailure(error))
        }
    }
}

/// The `Idempotency-Key` of the request that is being made.
private final class KeyBox {
    var value = ""
}

extension CounterFailure {
    init(_ error: ClientError) {
        switch error {
        case .unreachable, .interrupted, .noAnswer: self = .passing(nil)
        case .unhealthy(let health): self = .passing(health.status)
        case .refused(let problem) where problem.status >= 500 || problem.status == 429:
            self = .passing(problem.detail)
        case .refused(let problem) where problem.status == 409:
            self = .conflict(kind: problem.kind, detail: problem.detail)
        case .refused(let problem): self = .refused(detail: problem.detail)
        case .notUnderstood(_, let detail): self = .refused(detail: detail)
        }
    }
}

import DoorstepAPI
import FoundationEssentials
import Transfer

/// The reason why a call to the daemon failed.
package enum ClientError: Error, Hashable, Sendable {
    /// No connection could be made.
    case unreachable(ConnectionDiagnosis)
    /// The connection was there and broke before the answer was complete.
    case interrupted(socket: String, detail: String)
    /// Connected, but no answer came in time.
    case noAnswer(socket: String)
    /// The daemon understood the request and refused it.
    case refused(ProblemBody)
    /// The health check's 503.
    case unhealthy(HealthBody)
    /// The answer does not follow the contract.
    case notUnderstood(path: String, detail: String)

    init(_ error: TransferError, socket: String) {
        switch error {
        case .cannotConnect: self = .unreachable(ConnectionDiagnosis(socket: socket))
        case .sendOrReceive(let detail): self = .interrupted(socket: socket, detail: detail)
        case .timedOut, .tooSlow: self = .noAnswer(socket: socket)
        default: self = .interrupted(socket: socket, detail: error.message)
        }
    }

    init(status: Int, body: [UInt8], path: String) {
        let decoder = JSONDecoder()
        if let problem = try? decoder.decode(ProblemBody.self, from: Data(body)) {
            self = .refused(problem)
        } else if let health = try? decoder.decode(HealthBody.self, from: Data(body)) {
            self = .unhealthy(health)
        } else {
            self = .notUnderstood(path: path, detail: "status \(status) without an explanation")
        }
    }
}

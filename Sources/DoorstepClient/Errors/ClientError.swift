import DoorstepAPI
import FoundationEssentials
import Transfer

/// Why a call to the daemon came to nothing.
package enum ClientError: Error, Hashable, Sendable {
    /// No connection could be made.
    case unreachable(ConnectionDiagnosis)
    /// The connection was there and broke before the answer was complete.
    case interrupted(socket: String, detail: String)
    /// Connected, but no answer came in time.
    case noAnswer(socket: String)
    /// The daemon understood and said no.
    case refused(ProblemBody)
    /// The health check's 503.
    case unhealthy(HealthBody)
    /// What came back is not what the contract says.
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

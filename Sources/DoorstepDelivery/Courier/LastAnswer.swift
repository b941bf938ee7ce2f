import DoorstepCore
import Synchronization

/// The moment of the last answer of any receiver: the sign that this machine has a network.
final class LastAnswer: Sendable {
    private let moment = Mutex<Timestamp?>(nil)

    var at: Timestamp? { moment.withLock { $0 } }

    func note(_ now: Timestamp) { moment.withLock { $0 = now } }
}

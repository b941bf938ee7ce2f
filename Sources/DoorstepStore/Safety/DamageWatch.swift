import DoorstepCore
import Foundation
import Synchronization

/// The watch for damage that any read may find while the daemon runs. After it the daemon ends, and the next start
/// checks the whole file and restores what has to be restored.
package final class DamageWatch: Sendable {
    private let mark: String
    private let found = Mutex<String?>(nil)
    private let signal = Signal()

    init(mark: String) {
        self.mark = mark
    }

    /// The damage that was found first; nil while none was.
    var reason: String? { found.withLock { $0 } }

    /// Takes note of an error if it tells of damage. The mark may not fit on a full disk; the next start's own reads
    /// find the damage again then.
    func note(_ error: any Error) {
        guard case .damaged(let reason)? = StorageFault(error) else { return }
        let isFirst = found.withLock { found in
            defer { found = found ?? reason }
            return found == nil
        }
        guard isFirst else { return }
        try? StateFiles.write(reason + "\n", to: mark)
        signal.send()
    }

    /// Returns when damage was found, or nil when the task is cancelled.
    package func next() async -> String? {
        let signals = signal.stream()
        if let reason { return reason }
        for await _ in signals { break }
        return reason
    }
}

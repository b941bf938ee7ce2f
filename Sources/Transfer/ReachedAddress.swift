import Synchronization

/// Where a transfer got to, also one that came to nothing: an error tells no address, and an attempt is kept with one.
package final class ReachedAddress: Sendable {
    private let text = Mutex<String?>(nil)

    package init() {}

    /// The numeric address that was connected to; nil when none was.
    package var address: String? { text.withLock { $0 } }

    func note(_ easy: EasyHandle) {
        guard easy.hasConnected else { return }
        let address = easy.address
        text.withLock { $0 = address }
    }
}

import Synchronization

/// A record of how far a transfer got, also a failed one: an error tells neither an address nor whether the other end
/// may have the message.
package final class TransferTrace: Sendable {
    private let state = Mutex(State())

    private struct State {
        var address: String?
        var hasSentAll = false
    }

    package init() {}

    /// The numeric address that was connected to; nil when none was.
    package var address: String? { state.withLock { $0.address } }

    /// Whether all was sent, and over HTTP nothing was answered: the other end may have taken it.
    package var hasSentAll: Bool { state.withLock { $0.hasSentAll } }

    func note(_ easy: EasyHandle, hasSentAll: Bool) {
        guard easy.hasConnected else { return }
        let address = easy.address
        state.withLock { $0 = State(address: address, hasSentAll: hasSentAll) }
    }
}

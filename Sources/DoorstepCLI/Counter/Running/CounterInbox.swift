import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Synchronization

/// The news from the other threads to the main thread, oldest first.
final class CounterInbox: Sendable {
    enum News: Sendable {
        case connected
        case lost(ClientError)
        /// The picture of an event or a beat, and the prompt that the event's fact opened or ended; nil for an event that
        /// was not understood.
        case happened(NowBody?, Prompt?)
        /// The first of the shop's languages.
        case language(String)
        case answered(key: String, CounterAnswer)
        case signal(Int32)
        /// The stream cannot be read at all, for a reason that waiting does not mend.
        case ended(ClientError)
    }

    private let news = Mutex<[News]>([])
    private let ring: @Sendable () -> Void

    init(ring: @escaping @Sendable () -> Void) { self.ring = ring }

    func put(_ item: News) {
        news.withLock { $0.append(item) }
        ring()
    }

    func takeAll() -> [News] {
        news.withLock { news in
            defer { news.removeAll() }
            return news
        }
    }
}

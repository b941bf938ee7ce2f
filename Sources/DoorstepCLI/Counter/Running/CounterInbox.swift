import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Synchronization

/// What the other threads tell the main one, in order.
final class CounterInbox: Sendable {
    enum News: Sendable {
        case connected
        case lost(ClientError)
        case event(StreamEventBody)
        case beat(BeatBody?)
        case now(NowBody, [Fact])
        /// The shop's own.
        case language(String)
        case noNow
        /// The name of the shop's; it comes before the picture.
        case zone(String?)
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

import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Synchronization

/// The messages from the other threads to the main thread, oldest first.
final class CounterInbox: Sendable {
    enum Message: Sendable {
        case connected
        case lost(ClientError)
        /// The picture of an event or a beat, and the prompt that the event's fact opened or ended; nil for an event that
        /// was not understood.
        case happened(NowBody?, Prompt?)
        /// The shop's languages and its checklist.
        case shop(ChecklistBody)
        case answered(key: String, RequestResult)
        case signal(Int32)
        /// The stream cannot be read at all, for a reason that waiting does not mend.
        case ended(ClientError)
    }

    private let messages = Mutex<[Message]>([])
    private let wake: @Sendable () -> Void

    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    func put(_ item: Message) {
        messages.withLock { $0.append(item) }
        wake()
    }

    func takeAll() -> [Message] {
        messages.withLock { messages in
            defer { messages.removeAll() }
            return messages
        }
    }
}

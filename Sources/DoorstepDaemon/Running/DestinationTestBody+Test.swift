import DoorstepAPI
import DoorstepCore
import DoorstepDelivery

extension DestinationTestBody {
    init(_ test: DestinationTest, of destination: Destination) {
        self.init(
            destination: destination.name, delivered: test.isDelivered,
            host: destination.place, contentType: test.message.contentType,
            body: test.text,
            attempt: AttemptBody(test.attempt), note: test.note)
    }
}

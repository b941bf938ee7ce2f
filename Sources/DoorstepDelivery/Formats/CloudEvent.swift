import DoorstepCore

/// A CloudEvent 1.0 in structured mode: the whole event is the body, so that nothing depends on how headers travel. Its
/// id is the delivery's and the same in every attempt, as the specification wants of a repeated event.
///
/// <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md>. Every program on the way takes 64 KiB ("Size
/// Limits"); only a month with several hundred gaps in its coverage is larger.
struct CloudEvent<Payload: Encodable>: Encodable {
    let specversion = "1.0"
    let id: String

    /// A relative URI reference: `/doorstep/Librairie%20des%20Halles`.
    let source: String
    let type: String
    let subject: String
    let time: Timestamp
    let datacontenttype = "application/json"
    let data: Payload

    init(
        id: String, shop: String, type: String, subject: String, time: Timestamp, data: Payload
    ) {
        self.id = id
        source = "/doorstep/" + shop.percentEncoded
        self.type = type
        self.subject = subject
        self.time = time
        self.data = data
    }

    func message() throws -> Message {
        Message(
            contentType: "application/cloudevents+json", body: try JSONWriter.bytes(self))
    }
}

extension CloudEvent<Summary> {
    init(_ summary: Summary, id: String) {
        self.init(
            id: id, shop: summary.shop, type: "doorstep.\(summary.type)",
            subject: summary.period.id, time: summary.timestamp, data: summary)
    }
}

extension CloudEvent<[String: String]> {
    /// The event that tests a destination.
    init(testOf shop: String, id: String, at time: Timestamp) {
        self.init(
            id: id, shop: shop, type: "doorstep.destination.test", subject: "test", time: time,
            data: [:])
    }
}

import DoorstepCore
import DoorstepWords

/// Flat JSON for a webhook trigger of Home Assistant: an automation shows `trigger.json.title` and
/// `trigger.json.message`, or acts on a number. Home Assistant takes 16 MiB, far more than any message has:
/// `MAX_CLIENT_SIZE` (<https://github.com/home-assistant/core/blob/dev/homeassistant/components/http/server.py>).
struct HomeAssistantMessage: Encodable, WritesNull {
    let title: String
    let message: String
    let figures: HeadlineFigures?

    init(_ digest: Digest, _ summary: Summary?) {
        title = digest.title
        message = DigestPage.whole(digest).lines.joined(separator: "\n")
        figures = summary.map(HeadlineFigures.init)
    }

    private enum CodingKeys: CodingKey { case title, message }

    /// Writes the figures beside the title and the message, not in an object of their own.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(title, forKey: .title)
        try container.encode(message, forKey: .message)
        try figures?.encode(to: encoder)
    }

    func written() throws -> Message {
        Message(contentType: "application/json", body: try JSONWriter.bytes(self))
    }
}

/// The figures that an automation or a template may act on; null where they are not known.
struct HeadlineFigures: Encodable, WritesNull {
    let shop: String

    /// `day`, `week` or `month`; `period` says which: `2026-11-21`.
    let kind: String
    let period: String
    let revision: Int
    let visitors: Int

    /// Whether `visitors` is a lower bound: the doors were observed for too little of the time, or openings stayed
    /// unanswered.
    let isLowerBound: Bool
    let unansweredOpenings: Int

    /// Whether the crossings of a mad door, whose sensor reports too many, are among the visitors.
    let isDoubtful: Bool

    /// Shares, 0...1.
    let greetedShare: Double?
    let farewellShare: Double?
    let coverage: Double?
    let medianWaitSeconds: Double?

    /// 0...100
    let happyIndex: Double?

    init(_ summary: Summary) {
        shop = summary.shop
        kind = summary.period.kind
        period = summary.period.id
        revision = summary.data.revision
        visitors = summary.traffic.footfall
        isLowerBound = summary.isLowerBound
        unansweredOpenings = summary.openings.unanswered
        isDoubtful = summary.isDoubtful
        greetedShare = summary.greeting.share.value
        farewellShare = summary.farewell.share.value
        coverage = summary.coverage.share
        medianWaitSeconds = summary.greeting.waitSeconds.p50
        happyIndex = summary.feedback.index
    }
}

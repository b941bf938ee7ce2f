import DoorstepAPI
import DoorstepCore

extension Schema {
    static func requests(
        doors: [String], items: [String] = Observed.standardItems
    ) -> [(String, Document)] {
        [
            ("Crossing", request(CrossingBody.self, doors: doors)),
            ("Opening", request(OpeningBody.self, doors: doors)),
            ("Dismissal", request(DismissalBody.self, doors: doors)),
            ("Void", request(VoidBody.self, doors: doors)),
            ("Answer", request(AnswerBody.self, doors: doors)),
            ("Observed", request(items.map { ($0, flag) })),
            ("Outcome", request(OutcomeBody.self, doors: doors)),
            ("Tie", request(TieBody.self, doors: doors)),
            ("Recount", request(RecountBody.self, doors: doors)),
            ("Feedback", request(FeedbackBody.self, doors: doors)),
            ("Review", request(ReviewBody.self, doors: doors)),
            ("ImportLine", importLine(doors: doors)),
            ("Pairing", request(PairingRequestBody.self, doors: doors)),
            ("TokenRequest", request(TokenRequestBody.self, doors: doors)),
            ("Deliver", request(DeliverBody.self, doors: doors)),
            ("OutgoingRequest", request(OutgoingRequestBody.self, doors: doors)),
            ("Claim", request(ClaimBody.self, doors: doors)),
            ("AttemptReport", request(AttemptReportBody.self, doors: doors)),
            ("TestReport", request(DestinationTestBody.self, doors: doors)),
        ]
    }
}

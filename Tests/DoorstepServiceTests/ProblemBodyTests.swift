import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP
import TestSupport
import Testing

@testable import DoorstepService

/// What callers are told, word for word: they read it while a customer waits.
@Suite struct ProblemBodyTests {
    private static let morning = Timestamp(at: "2026-11-21T09:00:00Z")
    private static let noon = Timestamp(at: "2026-11-21T12:00:00Z")

    private func text(_ problem: ProblemBody?) -> String {
        guard let problem else { return "ours" }
        return "\(problem.status) \(problem.kind) | \(problem.title) | \(problem.detail) | "
            + (problem.hint ?? "")
    }

    @Test(
        "refusals",
        arguments: [
            (
                .unknownDoor("back", known: ["front", "court"]),
                "422 unknown-door | No such door | door is “back”, and this shop has no door of that "
                    + "name. | Its doors are: front, court. Others are added as [[door]] in the "
                    + "configuration."
            ),
            (
                .doorMissing(known: ["front", "court"]),
                "422 door-missing | Which door? | door is left out, and this shop has 2 doors. | "
                    + "Name one of them: front, court."
            ),
            (
                .tooFarAhead(noon, now: morning),
                "422 too-far-ahead | In the future | at is 2026-11-21T12:00:00.000Z, and the daemon's "
                    + "clock says 2026-11-21T09:00:00.000Z. | Set the sender's clock, or leave “at” "
                    + "out, which means now. Up to 120 seconds ahead are accepted."
            ),
            (
                .tooFarBack(morning, earliest: noon),
                "422 too-far-back | Too long ago | at is 2026-11-21T09:00:00.000Z, and this shop "
                    + "keeps nothing from before 2026-11-21T12:00:00.000Z. | To bring in older "
                    + "counts:  doorstep import"
            ),
            (
                .unknownPrompt(Sequence(7)),
                "404 unknown-prompt | No such prompt | No prompt has the id 7. | "
                    + "GET /v1/prompts lists the open ones."
            ),
            (
                .promptEnded(Sequence(7), state: .answered, lapsesAt: noon),
                "409 prompt-answered | Prompt has ended | Prompt 7 is answered. | If that answer was a "
                    + "slip, void it first, then answer again."
            ),
            (
                .promptEnded(Sequence(7), state: .lapsed, lapsesAt: noon),
                "409 prompt-lapsed | Prompt has ended | Prompt 7 is lapsed. | If it was said in time, "
                    + "answer with an at before 2026-11-21T12:00:00.000Z."
            ),
            (
                .promptEnded(Sequence(7), state: .withdrawn, lapsesAt: noon),
                "409 prompt-withdrawn | Prompt has ended | Prompt 7 is withdrawn. | The crossing was "
                    + "excluded, or a reentry joined it to another. If that is wrong, void the fact "
                    + "that did so."
            ),
            (
                .answerDoesNotFit(.said, .direction),
                "422 answer-does-not-fit | Wrong answer for this prompt | answer is said, and this "
                    + "prompt is a direction. | It asks for the direction: answer it with entrance, "
                    + "exit or notAVisitor."
            ),
            (
                .answerDoesNotFit(.exit, .greeting),
                "422 answer-does-not-fit | Wrong answer for this prompt | answer is exit, and this "
                    + "prompt is a greeting. | Answer it with said, ownWords, missed, notAVisitor "
                    + "or reentry."
            ),
            (
                .answerDoesNotFit(.notAVisitor, .lookIn),
                "422 answer-does-not-fit | Wrong answer for this prompt | answer is notAVisitor, and "
                    + "this prompt is a look-in. | Answer it with said, ownWords or missed. "
                    + "notAVisitor is an answer to the entrance's prompt."
            ),
            (
                .notOfToday(Sequence(7)),
                "422 not-of-today | Not of today | Prompt 7 belongs to another trading day, whose "
                    + "visits are no longer known. | A reentry or a tie can be recorded only on the "
                    + "day of its crossings."
            ),
            (
                .tieDoesNotFit(Sequence(7), .greeting),
                "422 tie-does-not-fit | Not a farewell | Prompt 7 is a greeting, and only a farewell "
                    + "is tied to a visit. | Name the prompt of the exit."
            ),
            (
                .unknownVisit(Sequence(3)),
                "422 unknown-visit | No such visit | visit is 3, and no visit of today began "
                    + "with that entrance. | GET /v1/now lists the visits that are going on; a visit's "
                    + "id is its entrance's."
            ),
            (
                .visitNotBefore(Sequence(9), exit: Sequence(7)),
                "422 visit-not-before | Came in after they left | Visit 9 began after exit 7. | Name "
                    + "a visit that was going on when they left."
            ),
            (
                .noRecentExit(entrance: Sequence(7)),
                "422 no-recent-exit | Nobody left before | No exit in the 30 minutes before "
                    + "entrance 7 fits it. | If they left earlier, name that exit "
                    + "in exit."
            ),
            (
                .unknownExit(Sequence(3)),
                "422 unknown-exit | No such exit | exit is 3, and no visitor left by an exit of "
                    + "that number today. | Name an exit of today, or leave exit out: then it is the last that fits."
            ),
            (
                .exitNotBefore(Sequence(9), entrance: Sequence(7)),
                "422 exit-not-before | Left after they came | Exit 9 did not come before entrance 7. | "
                    + "Name the exit by which they had left, or leave exit out."
            ),
            (
                .exitMerged(Sequence(3), with: Sequence(5)),
                "409 exit-merged | Came back already | The party of exit 3 came back with "
                    + "entrance 5. | If that is wrong, void the reentry; or name another exit."
            ),
            (
                .unknownItem("gift", known: ["smile", "thanks"]),
                "422 unknown-item | Not on the checklist | observed has “gift”, which is not on this "
                    + "shop's checklist. | It has smile, thanks. Others are added as [[checklist]] in "
                    + "the configuration."
            ),
            (
                .reasonMissing,
                "422 reason-missing | Why not a visitor? | answer is notAVisitor, and reason is left "
                    + "out. | Give one in reason: staff, delivery or test."
            ),
            (
                .answerBeforePrompt(morning, openedAt: noon),
                "422 answer-before-prompt | Answered before it was asked | at is "
                    + "2026-11-21T09:00:00.000Z, and the prompt was opened at "
                    + "2026-11-21T12:00:00.000Z. | Give the moment of the greeting or farewell in at, "
                    + "or leave “at” out."
            ),
            (
                .answerAfterLapse(noon, lapsesAt: morning),
                "422 answer-after-lapse | Answered after it lapsed | at is 2026-11-21T12:00:00.000Z, "
                    + "and the prompt lapsed at 2026-11-21T09:00:00.000Z. | If it was said in time, "
                    + "give that time in at."
            ),
            (
                .unknownFact(Sequence(7)),
                "404 unknown-fact | No such fact | No fact has the number 7. | GET /v1/facts lists "
                    + "them."
            ),
            (
                .alreadyVoided(Sequence(7), by: Sequence(9)),
                "409 already-voided | Already undone | Fact 7 was voided by fact 9. | Nothing is left "
                    + "to do. To have it back, record it anew."
            ),
            (
                .cannotVoid(Sequence(7), .lapse),
                "422 cannot-void | Cannot be undone | Fact 7 is of kind lapse, which the daemon made "
                    + "itself. | Void the crossing, answer or recount that is wrong; the rest follows."
            ),
            (
                .dayAlreadyClosed(LocalDate(dayNumber: 0)),
                "409 day-closed | Day already closed | The day 1970-01-01 is closed. | "
                    + "POST /v1/summaries/day/1970-01-01/deliver sends its summary again."
            ),
        ] as [(Refusal, String)])
    func refusals(_ refusal: Refusal, _ wanted: String) {
        #expect(text(.of(refusal)) == wanted)
    }

    @Test(
        "bodies",
        arguments: [
            (
                .notAnObject(found: "a list"),
                "400 invalid-body | Not an object | The body is a list, and an object is wanted. | "
                    + "Put the members in braces: {\"people\": 2}."
            ),
            (
                .unknownField("peeple", known: ["door", "people"]),
                "400 unknown-field | Unknown member | The body has “peeple”, which this call does not "
                    + "know. | It knows door, people."
            ),
            (
                .unknownField("people", known: []),
                "400 unknown-field | Unknown member | The body has “people”, which this call does not "
                    + "know. | This call takes no body."
            ),
            (
                .missingField("face"),
                "400 missing-field | Something is missing | face is left out, and this call needs it. "
                    + "| Add face."
            ),
            (
                .wrongType("people", found: "“two”", wanted: "a whole number from 1 to 500"),
                "400 invalid-body | Wrong type | people is “two”, and a whole number from 1 to 500 is "
                    + "wanted. | Correct people."
            ),
            (
                .outOfRange(
                    "people", found: "the number 0", wanted: "a whole number from 1 to 500"),
                "422 invalid-value | Impossible value | people is the number 0, and a whole number "
                    + "from 1 to 500 is wanted. | Correct people."
            ),
        ] as [(BodyError, String)])
    func bodies(_ error: BodyError, _ wanted: String) {
        #expect(text(.of(error)) == wanted)
    }

    @Test("JSON that is none")
    func json() {
        let error = #expect(throws: JSONError.self) {
            try JSONParser.parse(Array(#"{"people":1,}"#.utf8))
        }
        #expect(
            text(error.flatMap { .of($0) })
                == "400 invalid-json | Not JSON | The body is not JSON: byte 12: “}” where a name in "
                + "quotes was expected. | JSON here is strict: UTF-8, no trailing comma, no name twice, at most "
                + "16 levels.")
    }

    @Test(
        "the ledger",
        arguments: [
            (
                .diskFull,
                "507 disk-full | Disk full | There is no room on the disk to record this. Nothing was "
                    + "recorded. | Make room; recording goes on by itself. Then send this again."
            ),
            (
                .keyReused,
                "409 key-reused | Key used for something else | This Idempotency-Key came before with "
                    + "another request. | Use a new key for each new request, and the same one only "
                    + "to repeat it."
            ),
            (
                .closed,
                "503 not-ready | Stopping | The daemon is stopping. Nothing was recorded. | Send this "
                    + "again in a moment."
            ),
            (
                .busy,
                "503 busy | Busy | Too much is waiting to be recorded. Nothing was recorded. | "
                    + "Send this again in a second."
            ),
            (
                .unknownDelivery("msg_1"),
                "404 unknown-delivery | No such delivery | No delivery has the id “msg_1”. | "
                    + "GET /v1/deliveries lists them."
            ),
            (
                .deliveryNotEnded("msg_1", .delivered),
                "409 delivery-not-ended | Nothing to send again | Delivery msg_1 is delivered. | It "
                    + "has arrived. To send the day anew, deliver its summary again."
            ),
            (
                .deliveryNotEnded("msg_1", .dropped),
                "409 delivery-not-ended | Nothing to send again | Delivery msg_1 is dropped. | A person "
                    + "dismissed it. To send the day anew, deliver its summary again."
            ),
            (
                .deliveryNotDead("msg_1", .waiting, destination: "chat"),
                "409 delivery-not-dead | Nothing to drop | Delivery msg_1 to chat is waiting. | It is still "
                    + "tried. To send chat nothing for now:  doorstep destination pause chat  . To "
                    + "have it dropped, take chat out of the configuration first, or wait until it is "
                    + "given up."
            ),
            (
                .deliveryNotDead("msg_1", .delivered, destination: "chat"),
                "409 delivery-not-dead | Nothing to drop | Delivery msg_1 to chat is delivered. | It has "
                    + "arrived, so there is nothing to dismiss."
            ),
            (
                .deliveryNotDead("msg_1", .bundled, destination: "chat"),
                "409 delivery-not-dead | Nothing to drop | Delivery msg_1 to chat is bundled. | It was sent "
                    + "in one message with others: drop that message to dismiss them all."
            ),
            (
                .failed("disk I/O error"),
                "503 not-ready | Cannot record | The ledger cannot record: disk I/O error. | "
                    + "GET /v1/health shows its state; the journal says more."
            ),
        ] as [(LedgerError, String)])
    func ledger(_ error: LedgerError, _ wanted: String) {
        #expect(text(.of(error)) == wanted)
    }

    @Test("of a mistake of ours nothing is told outside")
    func ours() {
        struct Secret: Error { let path = "/var/lib/doorstep" }
        #expect(text(.of(Secret())) == "ours")
        #expect(
            text(.internalError)
                == "500 internal | Internal error | The daemon made a mistake. Whether this was "
                + "recorded is not known. | Look into the journal:  journalctl -u doorstepd. With an "
                + "Idempotency-Key it is safe to send this again.")
    }

    @Test("when it is worth trying again, the answer says when")
    func retryAfter() {
        #expect(Response.problem(ProblemBody(LedgerError.busy)).headers[.retryAfter] == "1")
        #expect(Response.problem(ProblemBody(LedgerError.diskFull)).headers[.retryAfter] == nil)
    }
}

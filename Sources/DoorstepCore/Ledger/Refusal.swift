/// Why a command was not carried out. Nothing was recorded.
package enum Refusal: Error, Hashable, Sendable {
    case unknownDoor(String, known: [String])
    case doorMissing(known: [String])
    case tooFarAhead(Timestamp, now: Timestamp)
    case tooFarBack(Timestamp, earliest: Timestamp)
    case unknownPrompt(Sequence)
    /// The prompt has ended as `state`; `lapsesAt` tells until when a late answer may be dated.
    case promptEnded(Sequence, state: Prompt.State, lapsesAt: Timestamp)
    /// The answer does not belong to a prompt of this moment.
    case answerDoesNotFit(Command.Reply, Moment)
    case reasonMissing
    case answerBeforePrompt(Timestamp, openedAt: Timestamp)
    case answerAfterLapse(Timestamp, lapsesAt: Timestamp)
    case unknownFact(Sequence)
    case alreadyVoided(Sequence, by: Sequence)
    case cannotVoid(Sequence, Event.Kind)
    case dayAlreadyClosed(LocalDate)
}

/// The reason why a command was refused. Nothing was recorded.
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
    /// The prompt is of another trading day than the floor's: who was inside is no longer known.
    case notOfToday(Sequence)
    /// No exit fits a party that came back: none lies within `Floor.longestAbsence`.
    case noRecentExit(entrance: Sequence)
    /// The prompt is of another moment: only a farewell is tied to a visit.
    case tieDoesNotFit(Sequence, Moment)
    /// The prompt is of another moment: an outcome by itself is noted for an exit.
    case outcomeDoesNotFit(Sequence, Moment)
    /// The visit did not begin with one of the day's entrances of a visitor.
    case unknownVisit(Sequence)
    case visitNotBefore(Sequence, exit: Sequence)
    /// The exit is not one of the day's exits of a visitor.
    case unknownExit(Sequence)
    case exitNotBefore(Sequence, entrance: Sequence)
    case exitMerged(Sequence, with: Sequence)
    /// The answer observes an item that is not on the shop's checklist.
    case unknownItem(String, known: [String])
    case answerBeforePrompt(Timestamp, openedAt: Timestamp)
    case answerAfterLapse(Timestamp, lapsesAt: Timestamp)
    case unknownFact(Sequence)
    case unknownFeedback(Sequence)
    case alreadyVoided(Sequence, by: Sequence)
    case cannotVoid(Sequence, Event.Kind)
    case dayAlreadyClosed(LocalDate)
    case stretchReversed(from: Timestamp, to: Timestamp)
    case stretchTooLong(from: Timestamp, to: Timestamp)
    /// The door reported nothing from `from` to `to`.
    case nothingToDismiss(door: String, from: Timestamp, to: Timestamp)
}

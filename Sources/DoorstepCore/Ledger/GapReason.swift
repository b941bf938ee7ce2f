/// The reason why a door was not observed, as a `doorDown` and a gap of the coverage give it.
///
/// A fact keeps the word and not the case: a ledger may have been written by another version.
package enum GapReason: String, Hashable, Sendable, CaseIterable {
    /// The daemon was not running: a start found that the run before had not been stopped cleanly.
    case notRunning = "not running"
    /// The machine was asleep, or the daemon or its disk hung, and it went on without a start.
    case notAnswering = "not answering"
    /// The daemon was stopped as it should be.
    case stopped
    /// The door's sensor gave no sign of life.
    case silent
    /// The door was not there yet.
    case notYetInstalled = "not yet installed"
    /// No reason was given.
    case unknown
}

import DoorstepCore

/// Everything that a counter screen says, in one language: the same value feeds the terminal and, as JSON, the page.
///
/// A text may hold places in braces (`{n}`, `{time}`, `{door}` …), named at each member; `filled` puts them in. Nothing
/// here is markup, and nothing is said by colour alone.
package struct CounterWords: Sendable, Hashable, Codable {
    /// `fr`, `en`: as in the shop's `languages`.
    package let language: String
    package let moments: Moments
    package let timing: Timing
    package let actions: Actions
    package let reasons: Reasons
    package let outcomes: Outcomes
    package let floor: Floor
    package let facts: Facts
    package let connection: Connection
    package let messages: Messages
    package let disabled: Disabled
    package let help: Help

    /// French has its plural from two on, English has it for nothing too.
    package let zeroIsSingular: Bool

    /// The sign between a heading and its text, blanks included.
    package let colon: String

    /// A text for one and a text for more, with the place `{n}`.
    package struct Counted: Sendable, Hashable, Codable {
        package let one: String
        package let many: String
    }

    /// The name of a prompt's task: large, in one or two words, and as a name within a line.
    package struct MomentWords: Sendable, Hashable, Codable {
        package let title: String
        package let name: String

        /// The task in one short sentence, where no script is shown.
        package let task: String
    }

    package struct Moments: Sendable, Hashable, Codable {
        package let greeting: MomentWords
        package let farewell: MomentWords
        package let lookIn: MomentWords
        package let direction: MomentWords
    }

    /// Where a prompt stands in its window. `{left}` and `{past}` are durations of `seconds` or `minutes`, `{time}` is
    /// a time of day.
    package struct Timing: Sendable, Hashable, Codable {
        package let early: String
        package let due: String
        package let late: String

        /// Of a prompt that was open when the connection was lost: `{time}` is when that was.
        package let wasOpen: String

        /// `{n}`.
        package let seconds: String
        package let minutes: String

        /// The same in one word, for a narrow line.
        package let earlyShort: String
        package let dueShort: String
        package let lateShort: String
    }

    /// One thing that staff can do, and its key.
    package struct Action: Sendable, Hashable, Codable {
        /// One small letter, the same in every language: hands learn it once, whoever switched the language.
        package let key: String

        /// One or two words, for the line of keys and for a button.
        package let label: String

        /// One sentence, for the help.
        package let meaning: String
    }

    package struct Actions: Sendable, Hashable, Codable {
        package let greeted: Action
        package let farewell: Action
        /// Goodbye, thanks and invitation in one.
        package let complete: Action
        package let lookedAfter: Action
        package let ownWords: Action
        package let missed: Action
        package let notAVisitor: Action
        /// Not a visitor, for another reason than the one that is proposed.
        package let otherReason: Action
        package let cameBack: Action
        package let thanks: Action
        package let invitation: Action
        package let outcome: Action
        /// The shop's own checklist.
        package let checklist: Action

        /// Which of the visits inside has ended.
        package let tie: Action
        package let recount: Action
        package let enter: Action
        package let exit: Action
        package let party: Action
        package let undo: Action
        package let nextScript: Action
        package let nextPrompt: Action
        package let language: Action
        package let help: Action
        package let quit: Action
        package let back: Action

        /// The answers to “which way?”, on the keys of `enter` and `exit`.
        package let cameIn: Action
        package let wentOut: Action
    }

    /// Why a crossing was not a visitor's, and the question.
    package struct Reasons: Sendable, Hashable, Codable {
        package let question: String
        package let staff: String
        package let delivery: String
        package let test: String
        package let fault: String
    }

    /// The outcomes of a visit, unranked, and the question for them.
    package struct Outcomes: Sendable, Hashable, Codable {
        package let question: String

        /// The same of the farewell that was answered last: `{time}` of the exit.
        package let lastQuestion: String
        package let browsed: String
        package let asked: String
        package let accompanied: String
        package let cameForGift: String
        package let bought: String
        package let unknown: String
    }

    /// The shop around the prompt.
    package struct Floor: Sendable, Hashable, Codable {
        package let inside: Counted
        package let people: Counted
        package let nobodyWaiting: String

        /// `{n}` prompts behind the one shown; followed by what they are.
        package let waiting: Counted
        package let today: String
        package let entrances: Counted

        /// `{n}` of `{due}`.
        package let greeted: String
        package let farewells: String

        /// `{n}` is 0 to 100.
        package let happyIndex: String
        package let happyIndexUnknown: String
        package let door: Counted
        package let doorUp: String

        /// `{time}` and `{why}`.
        package let doorDown: String

        /// `{time}`: of the crossing; `{door}`.
        package let at: String

        /// A farewell whose visit is only guessed.
        package let guessed: String

        /// `{n}` of `{of}`.
        package let wording: String

        /// Somebody who was excluded coming in may be leaving: `{time}`, `{who}` a reason, `{key}`.
        package let excludedInside: String

        /// The questions behind `tie`, `checklist` and `recount`. `{n}` are those inside as counted, `{typed}` is the
        /// number as far as it is typed.
        package let whoLeft: String
        package let whatNoted: String
        package let howManyInside: String
        package let typed: String
        package let sayYourself: String
        package let dayClosed: String

        /// Messages to the managers that were given up.
        package let undelivered: Counted

        /// A door that reports more than people can make: `{door}`, `{time}`, `{n}` crossings a minute; and one that is
        /// sane again: `{door}`, `{time}`, `{until}`, `{n}` crossings.
        package let doorMad: String
        package let doorWasMad: String
        package let whichDoor: String
        package let howMany: String

        /// `{n}`: the size set for the next crossing.
        package let nextParty: Counted
    }

    /// Facts in a few words. `{n}` is a number of people.
    package struct Facts: Sendable, Hashable, Codable {
        package let title: String
        package let none: String
        package let entrance: String
        package let exit: String
        package let opening: String
        package let greeted: String
        package let farewell: String
        package let lookedAfter: String
        package let ownWords: String
        package let missed: String
        package let exclusion: String
        package let dismissal: String
        package let reentry: String
        package let tie: String
        package let occupancy: Counted
        package let review: String
        package let outcome: String

        /// Marks what was recorded on this screen, and what has been undone.
        package let here: String
        package let undone: String
    }

    /// Whether what is shown is so. `{time}` is when it was last known to be, `{since}` when the silence was noticed.
    package struct Connection: Sendable, Hashable, Codable {
        package let connecting: String
        package let lost: String
        package let neverConnected: String
        package let regained: String
        package let lastKnown: String

        /// `{why}`.
        package let because: String

        /// Answers that wait, `{n}`.
        package let waiting: Counted

        /// The daemon answers, but cannot record now: `{why}`.
        package let cannotRecord: String

        /// The causes that can be told apart.
        package let noSocket: String
        package let nobodyListening: String
        package let notAllowed: String
        package let tooBusy: String
        package let silent: String
        package let interrupted: String
    }

    /// The messages about a key or a tap.
    package struct Messages: Sendable, Hashable, Codable {
        /// `{what}`.
        package let recorded: String
        package let sending: String

        /// Kept while there is no connection; `{n}` wait.
        package let kept: Counted
        package let sent: Counted
        package let alreadyAnswered: String
        package let alreadyUndone: String
        package let promptLapsed: String
        package let promptWithdrawn: String

        /// An answer, or an undo, that waited for the connection while the ledger was restored.
        package let ledgerRestored: String

        /// `{why}` is the daemon's own sentence.
        package let refused: String

        /// The prompt changed in the moment of the key.
        package let justChanged: String
        package let undoQuestion: String
        package let undone: String
        package let nothingToUndo: String
        package let takenBack: String
        package let quitWhileWaiting: Counted
    }

    /// Why a key does nothing just now.
    package struct Disabled: Sendable, Hashable, Codable {
        package let noPrompt: String
        package let alreadySent: String
        package let notAGreeting: String
        package let notAFarewell: String
        package let notALookIn: String
        package let whichWayFirst: String
        package let noOtherScript: String
        package let noOtherPrompt: String
        package let lookInIsOfAVisitor: String
        package let nobodyToTie: String
        package let noChecklist: String
        package let undoOffline: String
        package let recountUnconfirmed: String

        /// `{key}`.
        package let unknownKey: String
        package let notOnTheList: String
    }

    package struct Help: Sendable, Hashable, Codable {
        package let title: String
        package let close: String

        /// Where the screen is too low for all of it.
        package let more: String
        package let window: String
        package let honest: String
    }
}

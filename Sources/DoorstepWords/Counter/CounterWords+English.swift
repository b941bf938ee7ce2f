import DoorstepCore

extension CounterWords {
    package static let english = CounterWords(
        language: "en",
        moments: Moments(
            greeting: MomentWords(
                title: "Greeting", name: "greeting", task: "Somebody has come in: greet them."),
            farewell: MomentWords(
                title: "Goodbye", name: "goodbye",
                task: "Somebody is leaving: thank them, and see you soon."),
            lookIn: MomentWords(
                title: "Still here", name: "still here",
                task: "They have been here a while, and nobody has looked after them yet."),
            direction: MomentWords(
                title: "Which way?", name: "which way?",
                task: "The door opened: did somebody come in, or go out?")),
        timing: Timing(
            early: "let them come in first: {left}", due: "now: {left} left",
            late: "late by {past}",
            wasOpen: "was open at {time}", seconds: "{n}\u{a0}s",
            minutes: "{n}\u{a0}min", earlyShort: "soon", dueShort: "now", lateShort: "late"),
        actions: .english,
        reasons: Reasons(
            question: "Not a visitor. Who was it?", staff: "one of us", delivery: "a delivery",
            test: "a test", fault: "sensor at fault"),
        outcomes: Outcomes(
            question: "What was the visit? All are worth the same.",
            lastQuestion: "What was the visit that ended at {time}? All are worth the same.",
            browsed: "looked around",
            asked: "asked something", accompanied: "came with somebody",
            cameForGift: "looked for a gift", bought: "bought something",
            unknown: "not known"),
        floor: .english,
        facts: .english,
        connection: .english,
        messages: .english,
        disabled: .english,
        help: Help(
            title: "The keys", close: "Esc or ? goes back", more: "space shows more",
            window: "A greeting is due a few seconds after the entrance and before half a minute "
                + "is over: nobody feels jumped on, nobody feels ignored.",
            honest: "Own words are as good as the script. Say only what was really said: "
                + "what is left out counts as not known, and “missed” blames nobody."),
        zeroIsSingular: false,
        colon: ": ")
}

extension CounterWords.Actions {
    fileprivate static let english = CounterWords.Actions(
        greeted: .init(key: "g", label: "greeted", meaning: "They have been greeted."),
        farewell: .init(key: "f", label: "goodbye said", meaning: "Goodbye has been said."),
        complete: .init(
            key: "c", label: "all three", meaning: "Goodbye, thanks and see you soon: all said."),
        lookedAfter: .init(
            key: "a", label: "attended", meaning: "Somebody has looked after them."),
        ownWords: .init(
            key: "o", label: "own words", meaning: "Said in your own words: just as good."),
        missed: .init(key: "m", label: "missed", meaning: "Nobody was free in time."),
        notAVisitor: .init(
            key: "n", label: "not a visitor",
            meaning: "One of us, a delivery or a test: taken out of the figures."),
        otherReason: .init(
            key: "y", label: "other reason",
            meaning: "Not a visitor, for another reason than the one shown."),
        cameBack: .init(
            key: "r", label: "came back",
            meaning: "They had only stepped out: the visit goes on and counts once."),
        thanks: .init(key: "t", label: "thanks", meaning: "They were thanked for the visit."),
        invitation: .init(
            key: "i", label: "see you soon", meaning: "They were invited to come back."),
        outcome: .init(key: "v", label: "the visit", meaning: "What the visit was, if known."),
        checklist: .init(
            key: "k", label: "noted", meaning: "Tick what was done, from the shop’s list."),
        tie: .init(
            key: "w", label: "who left",
            meaning: "Say which of those inside has left, if you saw it."),
        recount: .init(
            key: "h", label: "count", meaning: "Say how many people are in the shop right now."),
        enter: .init(key: "e", label: "in", meaning: "Somebody came in that no sensor saw."),
        exit: .init(key: "x", label: "out", meaning: "Somebody went out that no sensor saw."),
        party: .init(
            key: "p", label: "party", meaning: "How many come in or go out together next."),
        undo: .init(key: "u", label: "undo", meaning: "Undo one of the last facts."),
        nextScript: .init(key: "s", label: "say it otherwise", meaning: "Another wording."),
        nextPrompt: .init(
            key: "Tab", label: "next", meaning: "The next one waiting; 1 to 9 picks it."),
        language: .init(key: "l", label: "français", meaning: "Speak French."),
        help: .init(key: "?", label: "help", meaning: "All the keys."),
        quit: .init(
            key: "q", label: "quit", meaning: "Leave this screen. The sensors keep counting."),
        back: .init(key: "Esc", label: "back", meaning: "Back, with nothing recorded."),
        cameIn: .init(key: "e", label: "came in", meaning: "The door opened for an entrance."),
        wentOut: .init(key: "x", label: "went out", meaning: "The door opened for an exit."))
}

extension CounterWords.Floor {
    fileprivate static let english = CounterWords.Floor(
        inside: .init(one: "{n} person inside", many: "{n} people inside"),
        people: .init(one: "{n} person", many: "{n} people"),
        nobodyWaiting: "Nobody is waiting.",
        waiting: .init(one: "{n} more waiting", many: "{n} more waiting"),
        today: "Today",
        entrances: .init(one: "{n} in", many: "{n} in"),
        greeted: "in time {n} of {due}",
        farewells: "goodbyes {n} of {due}",
        happyIndex: "satisfaction {n} of 100",
        happyIndexUnknown: "satisfaction: too few yet",
        door: .init(one: "Door", many: "Doors"),
        doorUp: "watched",
        doorDown: "NOT WATCHED since {time} ({why})",
        at: "{door}, {time}",
        guessed: "visit guessed",
        wording: "wording {n} of {of}",
        excludedInside: "In at {time}: {who}. If this is them leaving: {key}.",
        whoLeft: "Which visit has ended?",
        whatNoted: "What was done? Tick it.",
        howManyInside: "How many are in the shop? Counted so far: {n}.",
        typed: "{typed} – Enter records it",
        sayYourself: "In your own words.",
        dayClosed: "The day is closed.",
        undelivered: .init(
            one: "{n} message did not reach the managers",
            many: "{n} messages did not reach the managers"),
        doorMad:
            "Door “{door}” has reported too many crossings since {time}: {n} a minute. Nobody is asked to greet "
            + "there. Have its sensor checked.",
        doorWasMad:
            "Door “{door}” reported too many crossings from {time} to {until}: {n}. “doorstep exclude episode” "
            + "leaves them out.",
        whichDoor: "Which door?",
        howMany: "How many together?",
        nextParty: .init(one: "next: {n} person", many: "next: {n} people together"))
}

extension CounterWords.Facts {
    fileprivate static let english = CounterWords.Facts(
        title: "Last", none: "nothing yet", entrance: "came in", exit: "went out",
        opening: "the door opened", greeted: "greeted", farewell: "goodbye said",
        lookedAfter: "looked after", ownWords: "own words", missed: "missed",
        exclusion: "not a visitor", dismissal: "a door’s crossings left out",
        reentry: "came back, visit goes on",
        tie: "exit matched to its visit",
        occupancy: .init(
            one: "counted: {n} person inside", many: "counted: {n} people inside"),
        review: "feedback reviewed", outcome: "the visit", here: "here", undone: "undone")
}

extension CounterWords.Connection {
    fileprivate static let english = CounterWords.Connection(
        connecting: "Connecting…",
        lost: "NOT CONNECTED since {since}. What you see is of {time}.",
        neverConnected: "NOT CONNECTED. Trying again.",
        regained: "Connected again.",
        lastKnown: "last known at {time}",
        because: "Why: {why}.",
        waiting: .init(one: "{n} answer to send", many: "{n} answers to send"),
        cannotRecord: "Connected, but nothing can be recorded just now: {why}",
        noSocket: "Doorstep is not running on this machine",
        nobodyListening: "Doorstep has stopped",
        notAllowed: "this user may not talk to Doorstep",
        tooBusy: "Doorstep takes no more connections for now",
        silent: "Doorstep says nothing",
        interrupted: "the connection broke")
}

extension CounterWords.Messages {
    fileprivate static let english = CounterWords.Messages(
        recorded: "Recorded: {what}.",
        sending: "Sending: {what}…",
        kept: .init(
            one: "Kept. It will be sent when the connection is back ({n} waiting).",
            many: "Kept. It will be sent when the connection is back ({n} waiting)."),
        sent: .init(one: "{n} kept answer sent.", many: "{n} kept answers sent."),
        alreadyAnswered: "Already answered on another screen. Nothing is counted twice.",
        alreadyUndone: "Already undone.",
        promptLapsed: "Too late: this prompt has lapsed.",
        promptWithdrawn: "Withdrawn: it was no visitor, or they came back.",
        ledgerRestored:
            "Not sent: the records were restored meanwhile, and it could be about somebody else now.",
        refused: "Not recorded: {why}",
        justChanged: "The screen had just changed: look, and press again.",
        undoQuestion: "Undo which? Press u again for the first.",
        undone: "Undone: {what}.",
        nothingToUndo: "There is nothing to undo.",
        takenBack: "Taken back before it was sent: {what}.",
        quitWhileWaiting: .init(
            one: "{n} answer has not been sent and would be lost. q again leaves all the same.",
            many: "{n} answers have not been sent and would be lost. q again leaves all the same."))
}

extension CounterWords.Disabled {
    fileprivate static let english = CounterWords.Disabled(
        noPrompt: "Nobody is waiting: there is nothing to answer.",
        alreadySent: "This one is answered: its answer is on its way.",
        notAGreeting: "Nobody is to be greeted here: the key for this one is {key}.",
        notAFarewell: "Nobody is leaving here: the key for this one is {key}.",
        notALookIn:
            "This is for somebody who has been here a while: the key for this one is {key}.",
        whichWayFirst: "First say which way: e came in, x went out.",
        noOtherScript: "There is no other wording for this.",
        noOtherPrompt: "Nobody else is waiting.",
        lookInIsOfAVisitor: "They came in as a visitor. Undo that entrance if it was wrong.",
        nobodyToTie: "There is no choice here: nobody leaves, or it is known which visit ends.",
        noChecklist: "The shop has no list of its own for this.",
        undoOffline: "Not connected: only what has not been sent can be taken back.",
        recountUnconfirmed: "The count cannot be confirmed. Count again when Doorstep answers.",
        unknownKey: "{key} is no key here. ? shows them all.",
        notOnTheList: "That number is not on the list.")
}

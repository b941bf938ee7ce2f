import DoorstepCore

/// The words of the list of feedback for staff, in one language.
package struct FeedbackWords: Sendable {
    package let language: ScreenLanguage

    package init(_ language: ScreenLanguage) {
        self.language = language
    }

    private func say(_ fr: String, _ en: String) -> String { language == .fr ? fr : en }

    package var none: String {
        say("Personne n’a pressé de visage aujourd’hui.", "Nobody has pressed a face today.")
    }

    // The headings, and the command that decides about what is flagged.
    package var flagged: String { say("À vérifier", "Looks like misuse") }
    package var others: String { say("Visiteurs", "Visitors") }
    package var decide: String {
        let number = say("NUMÉRO", "NUMBER")
        return say("décider\u{a0}:", "decide:")
            + "  doorstep feedback review \(number) --count|--leave-out"
    }

    package func counts(_ counts: Bool) -> String {
        counts ? say("compté", "counts") : say("écarté", "left out")
    }

    /// Why a press looks like misuse.
    package func reason(_ flag: FeedbackFlag) -> String {
        switch flag {
        case .repeated:
            say("le même appareil en moins de 2 secondes", "the same device within 2 seconds")
        case .burst:
            say(
                "plus de 5 du même appareil en une minute",
                "more than 5 from one device in a minute")
        case .closed: say("le magasin n’était pas ouvert", "the shop was not open")
        }
    }

    package var reviewed: String { say("décidé par une personne", "decided by a person") }

    /// The sign between two remarks on a press.
    package var and: String { say("\u{a0}; ", "; ") }

    /// The sentence below the list that names the times' zone.
    package func zone(_ name: String) -> String {
        say("Les heures sont celles de \(name).", "Times are those of \(name).")
    }
}

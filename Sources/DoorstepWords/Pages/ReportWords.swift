import DoorstepCore

/// The words of the report beside the sentences of the digest.
package struct ReportWords: Sendable {
    package let language: ScreenLanguage

    package init(_ language: ScreenLanguage) {
        self.language = language
    }

    package func say(_ fr: String, _ en: String) -> String { language == .fr ? fr : en }

    package func previous(_ kind: SummaryPeriod.Kind) -> String {
        say("\(name(kind)) d’avant", "\(name(kind)) before")
    }

    package func next(_ kind: SummaryPeriod.Kind) -> String {
        say("\(name(kind)) d’après", "\(name(kind)) after")
    }

    private func name(_ kind: SummaryPeriod.Kind) -> String {
        switch kind {
        case .day: say("Jour", "Day")
        case .week: say("Semaine", "Week")
        case .month: say("Mois", "Month")
        }
    }
    package var otherLanguage: String { say("English", "Français") }
    package var yesterday: String { say("Hier", "Yesterday") }
    package var lastWeek: String { say("La semaine dernière", "Last week") }
    package var pickDay: String { say("Un jour", "A day") }
    package var show: String { say("Voir", "Show") }
    package var periods: String { say("Périodes", "Periods") }
    package var keepFile: String { say("Garder en un fichier", "Keep as one file") }
    package var csv: String { say("Ces chiffres en CSV", "These figures as CSV") }
    package var wholeCSV: String { say("Chiffres clés en CSV", "Key figures as CSV") }
    package var showTable: String { say("Les chiffres", "The numbers") }
    package var toKnow: String { say("À savoir", "Good to know") }
    package var moved: String { say("Ce qui a bougé", "What moved") }
    package var digest: String { say("En bref", "In brief") }

    package func seePeriod(_ kind: SummaryPeriod.Kind) -> String {
        switch kind {
        case .day: say("Le jour", "The day")
        case .week: say("La semaine", "The week")
        case .month: say("Le mois", "The month")
        }
    }

    package func nothingMoved(_ changes: Changes?, _ period: SummaryPeriod) -> String {
        guard let changes else {
            return say(
                "Il n’y a pas encore assez de passé bien suivi pour comparer.",
                "There is not yet enough well-watched past to compare with.")
        }
        if changes.footfall == nil, changes.greeting == nil, changes.farewell == nil {
            return say(
                "Trop peu de chiffres sûrs pour comparer à l’habitude.",
                "Too few sure figures to compare with the usual.")
        }
        let last = WrittenNumbers(language: language)
            .last(changes.comparedWith.count, like: period)
        return say(
            "Rien qui dépasse le hasard, comparé aux \(last).",
            "Nothing beyond chance, compared with the \(last).")
    }

    // Figures.
    package var visitors: String { say("Visiteurs", "Visitors") }
    package var doubtful: String {
        say(
            "douteux\u{a0}: une porte a signalé trop de passages",
            "doubtful: a door reported too many crossings")
    }
    package func usually(_ value: String) -> String {
        say("d’habitude \(value)", "usually \(value)")
    }

    // Charts and tables.
    package var entrances: String { say("entrées", "entrances") }
    package var exits: String { say("sorties", "exits") }
    package var hour: String { say("Heure", "Hour") }
    package var day: String { say("Jour", "Day") }
    package var observed: String { say("Suivi", "Watched") }
    package var total: String { say("Total", "Total") }
    package var due: String { say("arrivées", "parties") }
    package var share: String { say("part à temps", "share in time") }
    package var notObserved: String { say("non suivi", "not watched") }
    package var unknown: String { say("inconnu", "not known") }
    package var shut: String { say("fermé", "shut") }
    package var yes: String { say("oui", "yes") }

    package func timing(_ timing: GreetingTiming) -> String {
        switch timing {
        case .early: say("trop tôt", "early")
        case .inWindow: say("à temps", "in time")
        case .late: say("trop tard", "late")
        case .never: say("pas du tout", "never")
        }
    }

    package func observedDays(_ count: Int, of all: Int) -> String {
        say("\(count) sur \(all)", "\(count) of \(all)")
    }

    /// The reason why a door was not observed. Our own words are translated; a person's words stand as they are.
    package func reason(_ reason: String) -> String {
        switch GapReason(rawValue: reason) {
        case .silent: say("le capteur ne répondait plus", "the sensor was silent")
        case .stopped, .notRunning: say("la machine était arrêtée", "the machine was stopped")
        case .notAnswering: say("la machine ne répondait plus", "the machine did not answer")
        case .notYetInstalled: say("pas encore installé", "not yet installed")
        case .unknown: say("raison inconnue", "reason unknown")
        case nil: reason
        }
    }

    package func gap(_ door: String, from: String, to: String, on date: String?, _ reason: String)
        -> String
    {
        let when = date.map { $0 + ", " } ?? ""
        return say(
            "\(when)non suivi de \(from) à \(to) (\(door))\u{a0}: \(self.reason(reason))",
            "\(when)not watched \(from)–\(to) (\(door)): \(self.reason(reason))")
    }

    package func moreGaps(_ count: Int) -> String {
        say("et \(count) autres, dans le CSV", "and \(count) more, in the CSV")
    }
}

/// A summary's sentences in French. What must not be torn apart at the end of a line is held by U+00A0, and the
/// thousands by U+202F.
struct FrenchSummary: SummaryWords {
    let summary: Summary

    private var traffic: Summary.Traffic { summary.traffic }

    func visitors(atLeast: Bool) -> String {
        let visitors = counted(traffic.footfall, "visiteur", "visiteurs")
        let parties = counted(traffic.parties, "arrivée", "arrivées")
        let back =
            traffic.reentries > 0
            ? ", sans recompter "
                + counted(traffic.reentries, "sortie d’un instant", "sorties d’un instant") : ""
        return "\(atLeast ? "Au moins \(visitors)" : visitors), venus seuls ou à plusieurs\u{a0}: "
            + "\(parties)\(back)."
    }

    let nobodySeen =
        "Aucune entrée n’a été enregistrée, ce qui ne veut pas dire que personne n’est venu\u{a0}: les portes n’ont pas été assez observées."
    let nobodyCame = "Personne n’est entré."

    func busiest(_ hour: String) -> String {
        "L’heure la plus chargée a commencé à \(clock(hour))."
    }

    var greetings: String {
        let greeting = summary.greeting
        let wait =
            greeting.waitSeconds.p50.map { "une sur deux l’a été en \(seconds($0)) au plus" }
            ?? "moins d’une sur deux a été saluée"
        let one = greeting.inWindow < 2
        return "\(counted(greeting.inWindow, "arrivée", "arrivées")) sur \(number(greeting.due)) "
            + (one ? "a été saluée " : "ont été saluées ")
            + "au bon moment, \(interval(greeting.share))\u{a0}; \(wait)."
    }

    var fewGreetings: String {
        let (said, due) = (summary.greeting.inWindow, summary.greeting.due)
        return "\(said) \(said > 1 ? "arrivées" : "arrivée") sur \(due) "
            + "\(said > 1 ? "saluées" : "saluée") au bon moment\u{a0}: trop peu pour en tirer un pourcentage."
    }

    var short: String {
        let short = summary.greeting.short
        return short == 1
            ? "1 visite s’est terminée avant que quiconque ait pu saluer\u{a0}; elle compte comme non saluée."
            : "\(number(short)) visites se sont terminées avant que quiconque ait pu saluer\u{a0}; elles comptent comme non saluées."
    }

    var farewells: String {
        let said = summary.farewell.said
        return "\(counted(said, "départ", "départs")) sur \(number(summary.farewell.due)) "
            + "\(said < 2 ? "a eu son" : "ont eu leur") au revoir, \(interval(summary.farewell.share))."
    }

    var fewFarewells: String {
        let (said, due) = (summary.farewell.said, summary.farewell.due)
        return "\(said) \(said > 1 ? "départs" : "départ") sur \(due) avec un au revoir\u{a0}: "
            + "trop peu pour en tirer un pourcentage."
    }

    func weakest(_ phase: Summary.Phases.Phase) -> String {
        let (rate, name) =
            switch phase {
            case .arrival: (summary.phases.arrival, "l’arrivée")
            case .stay: (summary.phases.stay, "le moment passé dans la boutique")
            case .leaving: (summary.phases.leaving, "le départ")
            }
        return "Le moment le plus fragile de la visite a été \(name) "
            + "(\(share(rate)) sur \(number(rate.n)))."
    }

    func parity(_ difference: RateDifference) -> String {
        let parity = summary.parity
        let shares =
            "\(share(parity.bought)) sur \(number(parity.bought.n)) contre "
            + "\(share(parity.others)) sur \(number(parity.others.n))"
        if difference.low > 0 {
            return
                "Ceux qui ont acheté ont été salués à temps plus souvent que les autres\u{a0}: \(shares)."
        }
        if difference.high < 0 {
            return
                "Ceux qui ont acheté ont été salués à temps moins souvent que les autres\u{a0}: \(shares)."
        }
        return
            "Acheteurs ou non, l’accueil a été le même, pour autant qu’on puisse en juger\u{a0}: \(shares)."
    }

    func feedback(_ index: Double) -> String {
        "Indice de satisfaction\u{a0}: \(Int(index.rounded())) sur 100, d’après "
            + "\(counted(summary.feedback.n, "visage pressé", "visages pressés"))."
    }

    var fewFeedback: String {
        "\(counted(summary.feedback.n, "visage pressé", "visages pressés"))\u{a0}: "
            + "trop peu pour un indice de satisfaction."
    }

    func change(
        _ figure: SummaryText.Figure, _ change: Changes.Change, _ moved: Changes.Change.Direction,
        among count: Int
    ) -> String {
        let usual =
            summary.period.kind == "week"
            ? "médiane de \(count) semaines" : "médiane de \(count) jours semblables"
        let more = moved == .up ? "Plus" : "Moins"
        switch figure {
        case .footfall:
            return "\(more) de visiteurs que d’habitude\u{a0}: \(number(Int(change.value))) "
                + "contre \(number(Int(change.usual.rounded()))), \(usual)."
        case .greeting:
            return "\(more) d’arrivées saluées à temps que d’habitude\u{a0}: "
                + "\(percent(change.value))\u{a0}% contre \(percent(change.usual))\u{a0}%, \(usual)."
        case .wait:
            return
                "On a attendu \(moved == .up ? "plus longtemps" : "moins longtemps") que d’habitude\u{a0}: "
                + "\(seconds(change.value)) contre \(seconds(change.usual)), \(usual)."
        case .happyIndex:
            return
                "Indice de satisfaction \(moved == .up ? "plus haut" : "plus bas") que d’habitude\u{a0}: "
                + "\(Int(change.value.rounded())) contre \(Int(change.usual.rounded())), \(usual)."
        case .farewell:
            return "\(more) d’au revoir que d’habitude\u{a0}: "
                + "\(percent(change.value))\u{a0}% contre \(percent(change.usual))\u{a0}%, \(usual)."
        }
    }

    func sentence(of note: SummaryNote) -> String {
        let ended = summary.visits.complete.certain.n + summary.visits.complete.guessed.n
        return switch note {
        case .dayOpen: "la journée n’est pas finie\u{a0}; ces chiffres vont encore monter"
        case .weekOpen: "la semaine n’est pas finie\u{a0}; ces chiffres vont encore monter"
        case .monthOpen: "le mois n’est pas fini\u{a0}; ces chiffres vont encore monter"
        case .coverageUnknown:
            "on ne sait pas si les portes ont été bien observées\u{a0}; il manque peut-être du monde"
        case .daysUnknown:
            "pour certains jours, on ne sait pas si les portes ont été observées\u{a0}; ils comptent comme non observés"
        case .lowCoverage:
            "les portes n’ont été observées que pendant \(percent(summary.coverage.share ?? 0))\u{a0}% "
                + "du temps d’ouverture\u{a0}; les totaux sont des minimums"
        case .imported:
            "une partie des passages vient d’un ancien compteur\u{a0}; personne n’a été invité à saluer ces visiteurs"
        case .clockSet:
            "l’horloge de la machine s’est trompée un moment\u{a0}; ce qui a été noté alors a été remis à son heure après coup"
        case .smallSample:
            "sur moins de 5, un seul visiteur fait bondir un pourcentage\u{a0}; lisez les nombres"
        case .guessedLinks:
            "pour \(counted(summary.visits.complete.guessed.n, "visite terminée", "visites terminées")) "
                + "sur \(number(ended)), "
                + "on devine seulement qui est parti\u{a0}; elles sont comptées à part"
        case .unknownOutcomes:
            "pour \(counted(summary.farewell.outcomes.unknown, "visite", "visites")) sur \(number(summary.visits.n)), "
                + "on ne sait pas avec quoi le visiteur est reparti\u{a0}; inconnu ne veut pas dire rien"
        case .feedbackLeftOut:
            "ce qui n’a sans doute pas été pressé par un visiteur reste noté, mais ne compte pas "
                + "dans l’indice (\(number(summary.feedback.flagged)))"
        }
    }
}

extension FrenchSummary {
    private func number(_ value: Int) -> String { grouped(value, by: "\u{202f}") }

    /// In French 0 takes the singular, as 1 does.
    private func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(number(count)) \(count < 2 ? one : many)"
    }

    private func share(_ rate: Rate) -> String {
        rate.value.map { "\(percent($0))\u{a0}%" } ?? "inconnu"
    }

    private func interval(_ rate: Rate) -> String {
        guard let value = rate.value, let low = rate.low, let high = rate.high else {
            return "part inconnue"
        }
        return
            "soit \(percent(value))\u{a0}% (entre \(percent(low)) et \(percent(high))\u{a0}%, "
            + "en tenant compte du hasard)"
    }

    private func seconds(_ value: Double) -> String {
        let whole = Int(value.rounded())
        guard whole >= 60 else { return "\(whole)\u{a0}s" }
        return whole % 60 == 0
            ? "\(whole / 60)\u{a0}min" : "\(whole / 60)\u{a0}min \(whole % 60)\u{a0}s"
    }

    /// `13:00` → `13 h`, `13:30` → `13 h 30`
    private func clock(_ hour: String) -> String {
        let parts = hour.prefix(5).split(separator: ":")
        guard parts.count == 2, let number = Int(parts[0]) else { return hour }
        return parts[1] == "00" ? "\(number)\u{a0}h" : "\(number)\u{a0}h\u{a0}\(parts[1])"
    }
}

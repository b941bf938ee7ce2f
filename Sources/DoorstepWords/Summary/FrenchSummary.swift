import DoorstepCore

/// A summary's sentences in French. U+00A0 keeps words together at the end of a line, and U+202F separates thousands.
struct FrenchSummary: SummaryWords {
    let summary: Summary
    let numbers = WrittenNumbers(language: .fr)

    private var traffic: Summary.Traffic { summary.traffic }

    func visitors(atLeast: Bool) -> String {
        let visitors = numbers.counted(traffic.footfall, "visiteur", "visiteurs")
        let parties = numbers.counted(traffic.parties, "arrivée", "arrivées")
        let back =
            traffic.reentries > 0
            ? ", "
                + numbers.counted(
                    traffic.reentries, "aller-retour compté", "allers-retours comptés")
                + " une seule fois"
            : ""
        return "\(atLeast ? "Au moins \(visitors)" : visitors), venus seuls ou à plusieurs\u{a0}: "
            + "\(parties)\(back)."
    }

    var onlyOpenings: String {
        let openings = numbers.counted(
            summary.openings.unanswered, "ouverture de porte est restée",
            "ouvertures de porte sont restées")
        return "Aucune entrée n’a été enregistrée, mais \(openings) sans réponse\u{a0}: "
            + "il est peut-être entré du monde."
    }

    var onlyExits: String {
        let left = numbers.counted(traffic.exits, "personne est sortie", "personnes sont sorties")
        return "Aucune entrée n’a été enregistrée, mais \(left)\u{a0}: "
            + "\(traffic.exits < 2 ? "son" : "leur") arrivée nous a échappé."
    }

    var noVisitors: String {
        let apart = numbers.counted(
            traffic.excluded, "personne est comptée", "personnes sont comptées")
        return "Aucun visiteur n’est entré\u{a0}; \(apart) à part (équipe, livraisons, essais)."
    }

    private var madDoor: String {
        let doubtful = summary.episodes.filter { !$0.excluded }
        let doors = doubtful.prefix(3).map {
            "«\u{a0}\($0.door)\u{a0}»\u{a0}: \(numbers.counted($0.crossings, "passage", "passages")) de "
                + "\(numbers.clock(ofMoment: $0.from)) à \(numbers.clock(ofMoment: $0.to))"
        }
        return "une porte a compté plus de passages que des gens n’en font "
            + "(\(doors.joined(separator: ", ")))\u{a0}; ils faussent les totaux tant que «\u{a0}doorstep exclude "
            + "episode\u{a0}» ne les a pas mis à part"
    }

    let nobodySeen =
        "Aucune entrée n’a été enregistrée, ce qui ne veut pas dire que personne n’est venu\u{a0}: les portes n’ont pas été assez suivies."
    let nobodyCame = "Personne n’est entré."

    func busiest(_ hour: String) -> String {
        "L’heure la plus chargée a commencé à \(numbers.clock(hour))."
    }

    var greetings: String {
        let greeting = summary.greeting
        let wait =
            greeting.waitSeconds.p50.map {
                "une sur deux l’a été en \(numbers.seconds($0)) au plus"
            }
            ?? FigureWords(language: .fr).waitNotReached
        let one = greeting.inWindow < 2
        return
            "\(numbers.counted(greeting.inWindow, "arrivée", "arrivées")) sur \(numbers.count(greeting.due)) "
            + (one ? "a été saluée " : "ont été saluées ")
            + "à temps, \(interval(greeting.share))\u{a0}; \(wait)."
    }

    var fewGreetings: String {
        let (said, due) = (summary.greeting.inWindow, summary.greeting.due)
        return "\(numbers.counted(said, "arrivée", "arrivées")) sur \(due) "
            + "\(said > 1 ? "saluées" : "saluée") à temps\u{a0}: trop peu pour en tirer un pourcentage."
    }

    var short: String {
        let short = summary.greeting.short
        return numbers.counted(short, "visite s’est terminée", "visites se sont terminées")
            + " avant que quiconque ait pu saluer\u{a0}; "
            + (short == 1 ? "elle compte comme non saluée." : "elles comptent comme non saluées.")
    }

    var farewells: String {
        let said = summary.farewell.said
        return
            "\(numbers.counted(said, "départ", "départs")) sur \(numbers.count(summary.farewell.due)) "
            + "\(said < 2 ? "a eu son" : "ont eu leur") au revoir, \(interval(summary.farewell.share))."
    }

    var fewFarewells: String {
        let (said, due) = (summary.farewell.said, summary.farewell.due)
        return "\(numbers.counted(said, "départ", "départs")) sur \(due) avec un au revoir\u{a0}: "
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
            + "(\(numbers.percent(rate.value)) sur \(numbers.count(rate.n)))."
    }

    func parity(_ difference: RateDifference) -> String {
        let parity = summary.parity
        let shares =
            "\(numbers.percent(parity.bought.value)) sur \(numbers.count(parity.bought.n)) contre "
            + "\(numbers.percent(parity.others.value)) sur \(numbers.count(parity.others.n))"
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
        "Satisfaction\u{a0}: \(Int(index.rounded())) sur 100, d’après "
            + "\(numbers.counted(summary.feedback.n, "avis", "avis"))."
    }

    var fewFeedback: String {
        "\(numbers.counted(summary.feedback.n, "avis", "avis"))\u{a0}: "
            + "trop peu pour mesurer la satisfaction."
    }

    func change(
        _ figure: SummaryText.Figure, _ change: Changes.Change, _ moved: Changes.Change.Direction,
        among count: Int
    ) -> String {
        let usual =
            summary.named.map { "d’après les " + numbers.last(count, like: $0) } ?? ""
        let isMonth = summary.period.kind == "month"
        let more = moved == .up ? "Plus" : "Moins"
        switch figure {
        case .footfall:
            return "\(more) de visiteurs que d’habitude\u{a0}: \(numbers.count(Int(change.value))) "
                + "contre \(numbers.count(Int(change.usual.rounded()))), \(usual)\(isMonth ? ", à temps d’ouverture égal" : "")."
        case .greeting:
            return "\(more) d’arrivées saluées à temps que d’habitude\u{a0}: "
                + "\(numbers.percent(change.value)) contre \(numbers.percent(change.usual)), \(usual)."
        case .wait:
            return
                "On a attendu \(moved == .up ? "plus longtemps" : "moins longtemps") que d’habitude\u{a0}: "
                + "\(numbers.seconds(change.value)) contre \(numbers.seconds(change.usual)), \(usual)."
        case .happyIndex:
            return
                "Satisfaction plus \(moved == .up ? "haute" : "basse") que d’habitude\u{a0}: "
                + "\(Int(change.value.rounded())) contre \(Int(change.usual.rounded())), \(usual)."
        case .farewell:
            return "\(more) d’au revoir que d’habitude\u{a0}: "
                + "\(numbers.percent(change.value)) contre \(numbers.percent(change.usual)), \(usual)."
        }
    }

    func sentence(of note: SummaryNote) -> String {
        let ended = summary.visits.complete.certain.n + summary.visits.complete.guessed.n
        return switch note {
        case .dayOpen: "la journée n’est pas finie\u{a0}; les totaux vont encore monter"
        case .weekOpen: "la semaine n’est pas finie\u{a0}; les totaux vont encore monter"
        case .monthOpen: "le mois n’est pas fini\u{a0}; les totaux vont encore monter"
        case .coverageUnknown:
            "on ne sait pas si les portes ont été bien suivies\u{a0}; il manque peut-être du monde"
        case .daysUnknown:
            "pour certains jours, on ne sait pas si les portes ont été suivies\u{a0}; ils comptent comme non suivis"
        case .lowCoverage:
            "les portes n’ont été suivies que pendant \(numbers.percent(summary.coverage.share)) "
                + "du temps d’ouverture\u{a0}; les totaux sont des minimums"
        case .madDoor: madDoor
        case .unansweredOpenings:
            numbers.counted(
                summary.openings.unanswered, "ouverture de porte", "ouvertures de porte")
                + " sur \(numbers.count(summary.openings.all)) "
                + (summary.openings.unanswered < 2 ? "est restée" : "sont restées")
                + " sans réponse\u{a0}; qui est passé alors n’est pas compté, et les totaux sont des minimums"
        case .exitsOnly:
            "des personnes sont sorties sans qu’aucune entrée ait été comptée\u{a0}; leur arrivée a échappé aux portes, "
                + "et les totaux sont des minimums"
        case .imported:
            "une partie des passages vient d’un ancien compteur\u{a0}; personne n’a été invité à saluer ces visiteurs"
        case .clockSet:
            "l’horloge de la machine s’est trompée un moment\u{a0}; ce qui a été noté alors a été remis à son heure après coup"
        case .smallSample:
            "sur moins de 5, un seul visiteur fait bondir un pourcentage\u{a0}; lisez les nombres"
        case .guessedLinks:
            "pour \(numbers.counted(summary.visits.complete.guessed.n, "visite terminée", "visites terminées")) "
                + "sur \(numbers.count(ended)), "
                + "on devine seulement qui est parti\u{a0}; elles sont comptées à part"
        case .unknownOutcomes:
            "pour \(numbers.counted(summary.unknownOutcomes, "visite", "visites")) sur \(numbers.count(summary.visits.n)), "
                + "on ne sait pas comment la visite s’est terminée (achat, question, coup d’œil…)"
        case .feedbackLeftOut:
            "ce qui n’est sans doute pas l’avis d’un visiteur reste noté, mais ne compte pas "
                + "dans la satisfaction (\(numbers.count(summary.feedback.flagged)))"
        }
    }
}

extension FrenchSummary {
    /// `soit 86 % (71–94 %, en tenant compte du hasard)`
    private func interval(_ rate: Rate) -> String {
        rate.value == nil
            ? "part inconnue"
            : "soit \(numbers.percent(rate.value)) (\(numbers.percent(from: rate.low, to: rate.high)), "
                + "en tenant compte du hasard)"
    }
}

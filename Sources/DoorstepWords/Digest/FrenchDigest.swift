import DoorstepCore

/// A digest's wording in French. U+00A0 keeps words together at the end of a line.
struct FrenchDigest: DigestWords {
    let summary: Summary
    let numbers = WrittenNumbers(language: .fr)

    func visitors(_ count: Int) -> String {
        count == 0 ? "Personne n’est entré" : numbers.counted(count, "visiteur", "visiteurs")
    }

    func visitors(_ count: Int, percentMore: Int) -> String {
        let usual =
            switch summary.named {
            case .day(let date): "un \(numbers.weekday(date)) ordinaire"
            case .month: "un mois ordinaire"
            case .week, nil: "une semaine ordinaire"
            }
        let change =
            percentMore == 0 ? "autant que" : "\(numbers.signed(percentMore))\u{a0}% par rapport à"
        return "\(visitors(count)), \(change) \(usual)".replacing("que un", with: "qu’un")
    }

    func visitorsAtLeast(_ count: Int) -> String {
        count == 0
            ? "Aucune entrée enregistrée, mais les portes n’étaient pas assez suivies"
            : "Données incomplètes\u{a0}: au moins \(numbers.counted(count, "visiteur", "visiteurs"))"
    }

    func visitorsAtLeast(_ count: Int, unanswered: Int) -> String {
        let openings = numbers.counted(
            unanswered, "ouverture de porte est restée", "ouvertures de porte sont restées")
        return count > 0
            ? "Au moins \(numbers.counted(count, "visiteur", "visiteurs"))\u{a0}: \(openings) sans réponse"
            : "Aucune entrée notée, mais \(openings) sans réponse"
    }

    func doubtful(_ crossings: Int, doors: [String]) -> String {
        "Chiffres faussés\u{a0}: \(numbers.counted(crossings, "passage douteux", "passages douteux")) "
            + (doors.count == 1
                ? "à la porte «\u{a0}\(doors[0])\u{a0}»" : "à \(doors.count)\u{a0}portes")
    }

    func onlyExits(_ count: Int) -> String {
        let left = numbers.counted(count, "personne est sortie", "personnes sont sorties")
        return "Aucune entrée comptée, mais \(left)\u{a0}: "
            + "\(count < 2 ? "son" : "leur") arrivée nous a échappé"
    }

    func noVisitors(among count: Int) -> String {
        let apart = numbers.counted(count, "personne comptée", "personnes comptées")
        return "Aucun visiteur\u{a0}; \(apart) à part (équipe, livraisons, essais)"
    }

    let shut = "Fermé\u{a0}: personne n’est entré."

    var lowCoverage: String {
        "Il manque des données\u{a0}: les portes n’ont été suivies que pendant \(coveragePercent) du temps "
            + "d’ouverture. Les totaux sont des minimums."
    }

    let coverageUnknown =
        "On ne sait pas si les portes ont été bien suivies\u{a0}: les totaux sont des minimums."

    func gap(_ gap: Summary.Coverage.Gap) -> String {
        "La porte «\u{a0}\(gap.door)\u{a0}» n’a pas été suivie \(span(gap.from, gap.to, "de", "du", "à", "au"))"
            + (gap.reason == GapReason.silent.rawValue
                ? ". Un coup d’œil au capteur et à son câble\u{a0}?"
                : "\u{a0}: \(reason(gap)).")
    }

    func installed(_ since: String) -> String {
        "Les portes sont suivies depuis \(moment(since)). Avant, rien n’a été compté."
    }

    func episode(_ episode: Summary.Episode) -> String {
        "La porte «\u{a0}\(episode.door)\u{a0}» a signalé "
            + "\(numbers.counted(episode.crossings, "passage", "passages")) "
            + "\(span(episode.from, episode.to, "de", "du", "à", "au")), plus que des gens n’en font. Ils faussent "
            + "les totaux\u{a0}; «\u{a0}doorstep exclude episode\u{a0}» les met à part."
    }

    func openings(_ door: Summary.Openings.Door) -> String {
        let openings = numbers.counted(door.unanswered, "ouverture", "ouvertures")
        return
            "Porte «\u{a0}\(door.door)\u{a0}»\u{a0}: pour \(openings) sur \(numbers.count(door.all)), personne n’a "
            + "dit qui passait. Sur le moment, une touche au comptoir suffit\u{a0}; sans elle, les totaux sont des "
            + "minimums."
    }

    let clockSet =
        "L’horloge de la machine s’est trompée un moment\u{a0}; les heures notées alors ont été corrigées."

    func busiest(hour: String, entrances: Int) -> String {
        "Le plus de monde de \(numbers.clock(hour)) à \(numbers.clock(nextHour(hour)))\u{a0}: "
            + "\(numbers.counted(entrances, "entrée", "entrées"))."
    }

    func busiest(day: LocalDate, entrances: Int) -> String {
        "Le plus de monde le \(numbers.dayOfMonth(day))\u{a0}: \(numbers.counted(entrances, "entrée", "entrées"))."
    }

    let hourNotWatched = "heure pas suivie en entier"
    let dayNotWatched = "jour trop peu suivi"
    let notAnswered = "ouvertures sans réponse"

    func suggestion(_ suggestion: Suggestion) -> String {
        switch suggestion {
        case .secondPerson(let hour, let missed, let total):
            "\(numbers.counted(total, "arrivée", "arrivées")) sans bonjour noté, dont \(missed) entre "
                + "\(numbers.clock(hour)) et \(numbers.clock(nextHour(hour))). Une deuxième personne près de la porte à "
                + "ce moment-là\u{a0}?"
        case .letThemArrive(let early, let total):
            "\(early) accueils sur \(total) sont venus trop tôt\u{a0}: laisser le visiteur faire quelques pas, puis "
                + "dire bonjour."
        case .sayGoodbye(let said, let total):
            "\(numbers.counted(said, "départ", "départs")) sur \(total) avec un au revoir noté\u{a0}: un «\u{a0}merci, à bientôt\u{a0}» lancé de loin "
                + "compte aussi."
        }
    }

    var provenance: String {
        let (from, to) = (summary.period.from, summary.period.to)
        let span =
            summary.period.kind == "day"
            ? "Journée de \(clock(from)) à \(clock(to))"
            : "Du \(moment(from)), au \(moment(to))"
        var parts = ["\(span), \(numbers.time(of: summary.period.timeZone))"]
        parts.append(
            summary.coverage.share == nil
                ? "on ne sait pas si les portes ont été suivies"
                : "portes suivies \(coveragePercent)")
        if let corrections = summary.data.corrections, corrections > 0 {
            parts.append(numbers.counted(corrections, "correction", "corrections"))
        }
        if summary.data.revision > 1 { parts.append("version \(summary.data.revision)") }
        return parts.joined(separator: "\u{a0}· ")
    }

    func opening(_ day: LocalDate, hours: String) -> String {
        "Ouverture\u{a0}: \(numbers.dayOfMonth(day)), \(hours)."
    }

    func silent(_ door: String) -> String {
        "La porte «\u{a0}\(door)\u{a0}» n’est pas suivie en ce moment\u{a0}: à regarder avant l’ouverture."
    }

    func bundle(of count: Int) -> String {
        "Message retardé\u{a0}: \(count)\u{a0}résumés en un seul."
    }

    func earlier(_ count: Int) -> String {
        "\(numbers.counted(count, "période plus ancienne", "périodes plus anciennes"))\u{a0}: voir le rapport"
    }

    func undelivered(_ undelivered: MessageContent.Undelivered) -> String {
        "«\u{a0}\(undelivered.destination)\u{a0}» n’a \(undelivered.isUncertain == true ? "peut-être " : "")pas reçu "
            + "\(numbers.counted(undelivered.count, "message", "messages"))\u{a0}: «\u{a0}doorstep deliveries\u{a0}» dit pourquoi."
    }
}

import DoorstepCore

/// Titles of the report's charts, and the sentences beside them.
extension ReportWords {
    package var byHour: String {
        say("Entrées et sorties par heure", "Entrances and exits by hour")
    }
    package var byHourOfDay: String {
        say("Entrées et sorties selon l’heure", "Entrances and exits by hour of day")
    }
    package var byDay: String { say("Entrées et sorties par jour", "Entrances and exits by day") }
    package var byDoor: String {
        say("Entrées et sorties par porte", "Entrances and exits by door")
    }
    package var byDoorLead: String {
        say(
            "On peut entrer par une porte et sortir par une autre. Le total n’est suivi que si toutes les portes le sont.",
            "People may come in by one door and leave by another. The total is watched only while all doors are."
        )
    }
    package var openings: String {
        say("Ouvertures de porte sans direction connue", "Door openings without a known direction")
    }
    package var openingsLead: String {
        say(
            "Une ouverture n’est comptée comme une entrée ou une sortie que si quelqu’un l’a dit. Les ouvertures sans réponse manquent dans tous les totaux.",
            "An opening counts as an entrance or an exit only when somebody said so. Openings without an answer are missing from every total."
        )
    }
    package var door: String { say("Porte", "Door") }
    package var openingsAll: String { say("ouvertures", "openings") }
    package var answered: String { say("avec réponse", "answered") }
    package var unanswered: String { say("sans réponse", "not answered") }
    package var whileShut: String { say("boutique fermée", "shop shut") }
    package var greetingByHour: String {
        say("L’accueil, heure par heure", "Greetings, hour by hour")
    }
    package var greetingByDay: String { say("L’accueil, jour par jour", "Greetings, day by day") }
    package var waits: String { say("Le temps avant le bonjour", "How long until the greeting") }
    package var occupancy: String { say("Du monde dans la boutique", "People inside") }
    package var peaks: String { say("Le plus de monde à la fois", "Most people inside at once") }
    package var phases: String {
        say("Arrivée, séjour, départ", "Arrival, stay, leaving")
    }
    package var phase: String { say("Moment", "Moment") }
    package func name(of phase: Summary.Phases.Phase) -> String {
        switch phase {
        case .arrival: say("Arrivées saluées à temps", "Arrivals greeted in time")
        case .stay: say("Longs séjours dont on s’est occupé", "Long stays looked after")
        case .leaving: say("Départs avec au revoir", "Departures with a farewell")
        }
    }
    package var noPhases: String {
        say("Ni arrivée ni départ à montrer.", "No arrival and no departure to show.")
    }
    package var fewInPhase: String {
        say("Moins de 5\u{a0}: pas de part.", "Fewer than 5: no share.")
    }
    package var checklist: String {
        say("Ce que l’équipe a noté", "What the staff noted")
    }
    package var checklistLead: String {
        say(
            "Noté avec les bonjours et les au revoir. Ce qui n’est pas noté n’est pas un non.",
            "Noted with greetings and farewells. What was not noted is not a no.")
    }
    package var nothingNoted: String {
        say("L’équipe n’a rien noté.", "The staff noted nothing.")
    }
    package var noted: String { say("Noté", "Noted") }
    package var no: String { say("non", "no") }
    package var notNoted: String { say("pas noté", "not noted") }
    package var parity: String { say("Le même accueil pour tous", "The same welcome for all") }
    package var feedback: String {
        say("Les visages pressés en partant", "Faces pressed on the way out")
    }

    /// The mark between a name and its number, without the space behind it.
    package var colon: String { say("\u{a0}:", ":") }
    package var wait: String { say("Attente", "Wait") }
    package var mostInside: String { say("au plus", "at most") }
    /// The heads of the four quarters of an hour.
    package func quarter(_ index: Int) -> String {
        language == .fr ? "\(index * 15)\u{a0}min" : ":" + ["00", "15", "30", "45"][index]
    }
    package var bought: String { say("Ont acheté", "Bought") }
    package var others: String { say("Tous les autres", "All others") }
    package var outcomeUnknown: String { say("On ne sait pas", "Not known") }
    package var outcomeGuessed: String {
        say("On devine seulement qui est parti", "A guess which visitor left")
    }
    package var difference: String { say("Différence, en points", "Difference, in points") }
    package var visits: String { say("visites", "visits") }
    package var interval: String { say("intervalle à 95\u{a0}%", "95\u{a0}% interval") }
    package var group: String { say("Visiteurs", "Visitors") }
    package var face: String { say("Visage", "Face") }
    package var presses: String { say("fois", "presses") }
    package var part: String { say("part", "share") }
    package var leftOut: String { say("Mis de côté", "Left out") }

    package var noCrossings: String {
        say(
            "Ni ouverture ni passage\u{a0}: il n’y a rien à montrer.",
            "The shop was not open and nobody crossed a door: nothing to show.")
    }
    package var nothingKnown: String {
        say(
            "Rien n’a été compté, et on ne sait pas si les portes étaient suivies\u{a0}: ce n’est pas zéro, c’est inconnu.",
            "Nothing was counted, and whether the doors were watched is not known: this is not zero, it is unknown."
        )
    }
    package var noGreetings: String {
        say(
            "Aucun bonjour n’était dû\u{a0}: il n’y a pas de part à montrer.",
            "No greeting was due: there is no share to show.")
    }
    package var noFaces: String {
        say("Personne n’a pressé de visage.", "Nobody pressed a face.")
    }
    package var noOutcomes: String {
        say(
            "Aucune visite n’a à la fois une sortie certaine et une issue connue.",
            "No visit has both a certain exit and a known outcome.")
    }
    package var sharesLead: String {
        say(
            "Une arrivée que personne n’a saluée compte aussi. Au-dessus de chaque colonne, le nombre d’arrivées\u{a0}; une colonne étroite en a moins de 5.",
            "A party that nobody greeted counts too. Above each column, how many parties came; a narrow column has fewer than 5."
        )
    }
    package func waitsLead(from: String, to: String) -> String {
        say(
            "Sur fond gris, à temps\u{a0}: de \(from) à \(to) après l’entrée.",
            "On grey, in time: \(from) to \(to) after coming in.")
    }
    package func occupancyLead(drift: Int) -> String {
        let counted = say(
            "Entrées moins sorties, comme comptées, sans correction, jamais sous zéro.",
            "Entrances less exits, as counted, uncorrected, never under zero.")
        if drift == 0 { return counted }
        let (fr, en) =
            drift > 0
            ? (("sortie", "sorties"), ("exit is", "exits are"))
            : (("entrée", "entrées"), ("entrance is", "entrances are"))
        let numbers = WrittenNumbers(language: language)
        let missing = Int(drift.magnitude)
        return counted + " "
            + say(
                "À la fin il manque \(numbers.counted(missing, fr.0, fr.1)).",
                "In the end \(numbers.counted(missing, en.0, en.1)) missing.")
    }
    package var peaksLead: String {
        say(
            "Entrées moins sorties, comme comptées, sans correction.",
            "Entrances less exits, as counted, uncorrected.")
    }
    package func parityLead(unknown: Int, guessed: Int) -> String {
        let numbers = WrittenNumbers(language: language)
        let lead = say(
            "La part saluée à temps, selon que l’on a acheté ou non. Le trait est l’intervalle à 95\u{a0}%.",
            "The share greeted in time, by whether they bought. The line is the 95\u{a0}% interval."
        )
        let left = [
            unknown > 0
                ? say(
                    "\(numbers.counted(unknown, "visite", "visites")) dont on ne sait pas comment elle s’est terminée",
                    "\(numbers.counted(unknown, "visit", "visits")) of unknown outcome") : nil,
            guessed > 0
                ? say(
                    "\(numbers.counted(guessed, "visite", "visites")) dont on devine seulement qui est parti",
                    "\(numbers.counted(guessed, "visit", "visits")) where it is a guess which visitor left"
                ) : nil,
        ].compactMap(\.self)
        guard !left.isEmpty else { return lead }
        return lead
            + say(
                " N’y sont pas\u{a0}: \(left.joined(separator: ", et ")).",
                " Left out: \(left.joined(separator: ", and ")).")
    }
    package var tooFewToCompare: String {
        say(
            "Moins de 5 d’un côté\u{a0}: on ne compare pas.",
            "Fewer than 5 on one side: no comparison is made.")
    }
    package func feedbackLead(index: String?, leftOut: Int, _ count: String) -> String {
        let happy =
            index.map {
                say("Satisfaction\u{a0}: \($0) sur 100.", "Satisfaction: \($0) of 100.")
            }
            ?? say(
                "Moins de 5\u{a0}: trop peu pour mesurer la satisfaction.",
                "Fewer than 5: too few to measure satisfaction.")
        guard leftOut > 0 else { return happy }
        return happy + " "
            + say(
                "\(count) mis de côté\u{a0}: sans doute pas des visiteurs.",
                "\(count) left out: probably not visitors.")
    }

    /// The chart's description for screen readers.
    package func described(_ name: String) -> String {
        say(
            "\(name). Les mêmes nombres sont dans le tableau qui suit.",
            "\(name). The same numbers stand in the table that follows.")
    }

    package func provenance(
        _ summary: Summary, period: String, coverage: String, madeAt: String
    ) -> String {
        let revision = summary.data.revision
        let time = WrittenNumbers(language: language).time(of: summary.period.timeZone)
        return say(
            "\(summary.shop), \(period), \(time). Portes suivies\u{a0}: \(coverage). Version \(revision), établie le \(madeAt).",
            "\(summary.shop), \(period), \(time). Doors watched: \(coverage). Revision \(revision), made \(madeAt)."
        )
    }
}

import DoorstepCore

/// The words of `/` and the pairing pages.
package struct PairingWords {
    package let language: ScreenLanguage
    package let screens: String
    package let paired: String
    package let notPaired: String
    package let pairTitle: String
    package let codeLabel: String
    package let codeHint: String
    package let pairButton: String
    package let howTo: String
    package let question: String
    package let once: String

    /// A colon as the language sets it, without the space behind it.
    package let colon: String

    /// The link to the same page in the other language, and that language's tag.
    package let otherLanguage: String
    package let otherTag: String

    package init(_ language: ScreenLanguage) {
        self.language = language
        switch language {
        case .fr:
            screens = "Les écrans du magasin"
            paired = "relié"
            notPaired = "pas relié à ce navigateur"
            pairTitle = "Relier cet écran"
            codeLabel = "Code affiché par la machine du magasin"
            codeHint = "Dix lettres et chiffres, majuscules ou minuscules, avec ou sans tiret."
            pairButton = "Relier cet écran"
            howTo =
                "Le code s’obtient sur la machine du magasin, en tapant l’une de ces commandes\u{a0}:"
            question = "Relier cet écran\u{202F}?"
            once =
                "Le code ne sert qu’une fois\u{a0}: seul ce navigateur, sur cet appareil, sera relié."
            colon = "\u{a0}:"
            otherLanguage = "English"
            otherTag = "en"
        case .en:
            screens = "The shop’s screens"
            paired = "paired"
            notPaired = "not paired with this browser"
            pairTitle = "Pair this screen"
            codeLabel = "Code that the shop’s machine shows"
            codeHint = "Ten letters and digits, in capitals or not, with or without the dash."
            pairButton = "Pair this screen"
            howTo = "To get a code, type one of these on the shop’s machine:"
            question = "Pair this screen?"
            once = "The code works once: it pairs this browser, on this device, and no other."
            colon = ":"
            otherLanguage = "Français"
            otherTag = "fr"
        }
    }

    /// The name of a role's screen, `Le comptoir`, and the people it is for.
    package func screen(_ role: DeviceRole) -> (name: String, purpose: String) {
        switch (language, role) {
        case (.fr, .counter):
            ("Le comptoir", "Pour l’équipe\u{a0}: accueillir, remercier, compter.")
        case (.fr, .kiosk):
            ("La borne", "Pour les visiteurs, à la porte\u{a0}: un mot, quatre visages.")
        case (.fr, .report):
            ("Le rapport", "Pour la direction\u{a0}: le jour, la semaine, le mois.")
        case (.fr, .metrics): ("Les mesures", "Pour un programme qui surveille la machine.")
        case (.en, .metrics): ("The metrics", "For a program that watches the machine.")
        case (.en, .counter): ("The counter", "For staff: greet, thank, count.")
        case (.en, .kiosk): ("The kiosk", "For visitors, at the door: a welcome, four faces.")
        case (.en, .report): ("The report", "For managers: the day, the week, the month.")
        }
    }
}

import DoorstepCore

/// What `/` and the pairing pages say.
struct PairingWords {
    let language: ScreenLanguage
    let counter: String
    let kiosk: String
    let report: String
    let pairTitle: String
    let codeLabel: String
    let pairButton: String
    let howTo: String
    let question: String
    let once: String

    init(_ language: ScreenLanguage) {
        self.language = language
        switch language {
        case .fr:
            counter = "Le comptoir, pour l’équipe"
            kiosk = "La borne, pour les visiteurs"
            report = "Le rapport, pour la direction"
            pairTitle = "Relier cet écran"
            codeLabel = "Code affiché par la machine"
            pairButton = "Relier cet écran"
            howTo = "Le code s’obtient sur la machine du magasin, en tapant :"
            question = "Relier cet écran au magasin ?"
            once = "Le code ne sert qu’une fois, pour ce navigateur."
        case .en:
            counter = "The counter, for staff"
            kiosk = "The kiosk, for visitors"
            report = "The report, for managers"
            pairTitle = "Pair this screen"
            codeLabel = "The code that the machine shows"
            pairButton = "Pair this screen"
            howTo = "You get a code on the shop’s machine, by typing:"
            question = "Pair this screen with the shop?"
            once = "The code is good once, for this browser."
        }
    }

    func purpose(_ role: DeviceRole) -> String {
        switch role {
        case .counter: counter
        case .kiosk: kiosk
        case .report: report
        }
    }
}

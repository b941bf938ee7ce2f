import DoorstepCore

/// The words of `/counter` beside `CounterWords`, for things that a browser has and a terminal has not.
package struct CounterPageWords: Encodable, Sendable {
    package let connected: String
    package let notConnected: String

    /// The button of the chime. Browsers let no page make a sound before somebody has touched the page.
    package let soundOn: String
    package let soundOff: String

    /// Shown when this browser's token is no longer known; `unpairedHint` says what to do.
    package let unpaired: String
    package let unpairedHint: String

    /// The names of the page's regions, for screen readers.
    package let promptRegion: String
    package let actionsRegion: String
    package let queueRegion: String
    package let shopRegion: String

    /// Shown in place of the page where JavaScript does not run.
    package let needsScript: String

    /// A prompt as a screen reader says it: `{title}`, `{place}`, `{text}`.
    package let announcement: String

    package init(_ language: ScreenLanguage) {
        switch language {
        case .fr:
            connected = "connecté"
            notConnected = "pas de connexion"
            soundOn = "son activé"
            soundOff = "son coupé"
            unpaired = "Cet écran n’est plus relié au magasin."
            unpairedHint =
                "Sur la machine du magasin\u{a0}: doorstep pair counter, "
                + "puis ouvrez le lien ici. Les réponses à envoyer sont gardées."
            promptRegion = "Les mots à dire"
            actionsRegion = "Réponses"
            queueRegion = "En attente"
            shopRegion = "Le magasin"
            needsScript = "Cette page a besoin de JavaScript, et ce navigateur ne l’exécute pas."
            announcement = "{title}, {place}. {text}"
        case .en:
            connected = "connected"
            notConnected = "not connected"
            soundOn = "sound on"
            soundOff = "sound off"
            unpaired = "This screen is no longer paired with the shop."
            unpairedHint =
                "On the shop’s machine: doorstep pair counter, then open the link here. "
                + "Answers that are not yet sent are kept."
            promptRegion = "Words to say now"
            actionsRegion = "Answers"
            queueRegion = "Waiting"
            shopRegion = "The shop"
            needsScript = "This page needs JavaScript, and this browser does not run it."
            announcement = "{title}, {place}. {text}"
        }
    }
}

import DoorstepCore

/// A problem in words for a person at the counter: what happened, what to do, which command.
///
/// The daemon's own sentences are for programmers. They are shown for every problem not listed here: opening a page
/// cannot cause it, or it is a fault of the program.
package struct ProblemWords {
    package let title: String
    package let what: String
    package let toDo: String

    /// Commands to type on the shop's machine.
    package var commands: [String] = []

    /// The language of `what` and `toDo`, where it is not the page's.
    package var foreign: String?

    /// `title`, `detail` and `hint` are the daemon's own, for a kind without words.
    package init(
        kind: String, title: String, detail: String, hint: String?, _ language: ScreenLanguage
    ) {
        let words: ProblemWords? =
            switch language {
            case .fr: .french(kind)
            case .en: .english(kind)
            }
        self =
            words
            ?? ProblemWords(title, detail, hint ?? "", foreign: language == .en ? nil : "en")
    }

    private init(
        _ title: String, _ what: String, _ toDo: String, _ commands: [String] = [],
        foreign: String? = nil
    ) {
        self.title = title
        self.what = what
        self.toDo = toDo
        self.commands = commands
        self.foreign = foreign
    }

    private static let pairing = DeviceRole.screens.map { "doorstep pair \($0.rawValue)" }

    private static func french(_ kind: String) -> ProblemWords? {
        switch kind {
        case "not-paired":
            ProblemWords(
                "Cet écran n’est pas relié",
                "Ce navigateur n’est pas relié au magasin, ou ne l’est plus.",
                "Demandez un code sur la machine du magasin, avec l’une de ces commandes, puis ouvrez le lien "
                    + "qu’elle affiche.", pairing)
        case "wrong-role":
            ProblemWords(
                "Cette page est pour un autre écran",
                "Ce navigateur est relié, mais pas pour cette page.",
                "Ouvrez sa page à lui, ou reliez-le aussi pour celle-ci, avec l’une de ces commandes sur la machine du "
                    + "magasin.", pairing)
        case "wrong-origin":
            ProblemWords(
                "Demande refusée",
                "Cette demande venait d’une autre page que celles du magasin. Rien n’a été enregistré.",
                "Si c’était vous, ouvrez la page du magasin et recommencez-y.")
        case "wrong-host":
            ProblemWords(
                "Ce n’est pas la bonne adresse",
                "Les pages du magasin ne répondent pas à l’adresse que vous avez ouverte.",
                "Cette commande affiche la bonne, sur la machine du magasin.",
                ["doorstep pair counter"])
        case "unknown-code":
            ProblemWords(
                "Ce code ne marche pas",
                "Il est mal tapé, il a déjà servi, ou il a plus de dix minutes.",
                "Vérifiez-le, ou demandez-en un autre sur la machine du magasin.", pairing)
        case "too-many-codes":
            ProblemWords(
                "Trop de codes faux",
                "Plusieurs codes faux sont arrivés en une minute. Celui-ci est faux aussi.",
                "Vérifiez chaque lettre. Un code juste est accepté tout de suite.")
        case "unknown-path":
            ProblemWords(
                "Il n’y a rien à cette adresse",
                "L’adresse est mal tapée, ou la page a changé de place.",
                "Repartez de la page d’accueil.")
        case "wrong-method":
            ProblemWords(
                "Cette adresse ne s’ouvre pas ainsi",
                "Une page l’utilise pour envoyer quelque chose\u{202F}; on ne peut pas l’ouvrir.",
                "Repartez de la page d’accueil.")
        case "disk-full":
            ProblemWords(
                "Le disque est plein",
                "La machine du magasin n’a plus de place. Rien n’a été enregistré.",
                "Prévenez la personne qui s’en occupe, avec cette commande pour voir ce qui manque. "
                    + "Dès qu’il y a de la place, recommencez ici.", ["df -h"])
        case "not-ready", "busy":
            ProblemWords(
                "Un instant",
                "La machine du magasin démarre, s’arrête ou est occupée. Rien n’a été enregistré.",
                "Recommencez dans quelques secondes. Si cela dure, cette commande dit pourquoi.",
                ["systemctl status doorstepd"])
        case "internal":
            ProblemWords(
                "Quelque chose s’est mal passé",
                "La faute est de notre côté. On ne sait pas si votre demande a été enregistrée.",
                "Regardez la page avant de recommencer. Le journal en dit plus.",
                ["journalctl -u doorstepd -n 20"])
        default: nil
        }
    }

    private static func english(_ kind: String) -> ProblemWords? {
        switch kind {
        case "not-paired":
            ProblemWords(
                "This screen is not paired",
                "This browser is not paired with the shop, or is no longer.",
                "Ask for a code on the shop’s machine, with one of these, then open the link that it shows.",
                pairing)
        case "wrong-role":
            ProblemWords(
                "This page is for another screen",
                "This browser is paired, but not for this page.",
                "Open its own page, or pair it for this one too, with one of these on the shop’s machine.",
                pairing)
        case "wrong-origin":
            ProblemWords(
                "Refused",
                "This came from another page than the shop’s. Nothing was recorded.",
                "If it was you, open the shop’s page and do it there.")
        case "wrong-host":
            ProblemWords(
                "Not the right address",
                "The shop’s pages do not answer at the address that you opened.",
                "This command, on the shop’s machine, shows the right one.",
                ["doorstep pair counter"])
        case "unknown-code":
            ProblemWords(
                "This code does not work",
                "It is mistyped, has been used, or is more than ten minutes old.",
                "Check it, or ask for another on the shop’s machine.", pairing)
        case "too-many-codes":
            ProblemWords(
                "Too many wrong codes",
                "Several wrong codes came within a minute. This one is wrong too.",
                "Check each letter. A right code is taken at once.")
        case "unknown-path":
            ProblemWords(
                "There is nothing at this address",
                "The address is mistyped, or the page has moved.", "Start from the first page.")
        case "wrong-method":
            ProblemWords(
                "This address does not open like that",
                "A page sends something to it; it cannot be opened.", "Start from the first page.")
        case "disk-full":
            ProblemWords(
                "The disk is full",
                "The shop’s machine has no room left. Nothing was recorded.",
                "Tell the person who looks after it; this command shows what is missing. As soon as there is room, "
                    + "do this again here.", ["df -h"])
        case "not-ready", "busy":
            ProblemWords(
                "One moment",
                "The shop’s machine is starting, stopping or busy. Nothing was recorded.",
                "Do this again in a few seconds. If it lasts, this command says why.",
                ["systemctl status doorstepd"])
        case "internal":
            ProblemWords(
                "Something went wrong",
                "The fault is ours. It is not known whether what you asked was recorded.",
                "Look at the page before you do it again. The journal says more.",
                ["journalctl -u doorstepd -n 20"])
        default: nil
        }
    }
}

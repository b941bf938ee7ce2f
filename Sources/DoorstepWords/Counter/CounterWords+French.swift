import DoorstepCore

/// Words that must not be torn apart at the end of a line are held together by U+00A0, as in the summaries.
extension CounterWords {
    package static let french = CounterWords(
        language: "fr",
        moments: Moments(
            greeting: MomentWords(
                title: "Accueil", name: "accueil",
                task: "Quelqu’un vient d’entrer\u{a0}: un bonjour\u{a0}?"),
            farewell: MomentWords(
                title: "Au revoir", name: "au revoir",
                task: "Quelqu’un s’en va\u{a0}: merci, et à bientôt."),
            lookIn: MomentWords(
                title: "Encore là", name: "encore là",
                task: "Voilà un moment qu’on est là, et personne ne s’en est encore occupé."),
            direction: MomentWords(
                title: "Quel sens ?", name: "quel sens\u{a0}?",
                task: "La porte s’est ouverte\u{a0}: une entrée ou une sortie\u{a0}?")),
        timing: Timing(
            early: "laissez d’abord entrer\u{a0}: {left}", due: "maintenant\u{a0}: encore {left}",
            late: "en retard de {past}",
            wasOpen: "attendait à {time}", seconds: "{n}\u{a0}s", minutes: "{n}\u{a0}min",
            earlyShort: "bientôt", dueShort: "maintenant", lateShort: "en retard"),
        actions: .french,
        reasons: Reasons(
            question: "Pas une visite. C’était qui\u{a0}?", staff: "l’équipe",
            delivery: "une livraison", test: "un essai", fault: "capteur en défaut"),
        outcomes: Outcomes(
            question: "Cette visite, c’était quoi\u{a0}? Toutes se valent.",
            lastQuestion: "La visite finie à {time}, c’était quoi\u{a0}? Toutes se valent.",
            browsed: "un coup d’œil", asked: "une question", accompanied: "accompagner quelqu’un",
            cameForGift: "chercher un cadeau", bought: "un achat", unknown: "on ne sait pas"),
        floor: .french,
        facts: .french,
        connection: .french,
        messages: .french,
        disabled: .french,
        help: Help(
            title: "Les touches", close: "Échap ou ? pour revenir", more: "espace pour la suite",
            window: "On salue quelques secondes après l’entrée et avant la demi-minute\u{a0}: "
                + "personne ne se sent assailli, personne ne se sent oublié.",
            honest:
                "Vos propres mots valent le texte proposé. Ne notez que ce qui a été dit\u{a0}: "
                + "le reste est «\u{a0}non su\u{a0}», et «\u{a0}manqué\u{a0}» n’accuse personne."),
        zeroIsSingular: true,
        colon: "\u{a0}: ")
}

extension CounterWords.Actions {
    fileprivate static let french = CounterWords.Actions(
        greeted: .init(key: "g", label: "salué", meaning: "Le bonjour a été dit."),
        farewell: .init(key: "f", label: "au revoir dit", meaning: "L’au revoir a été dit."),
        complete: .init(
            key: "c", label: "les trois",
            meaning: "Au revoir, merci et à bientôt\u{a0}: tout a été dit."),
        lookedAfter: .init(key: "a", label: "vu", meaning: "Quelqu’un s’en est occupé."),
        ownWords: .init(
            key: "o", label: "à ma façon",
            meaning: "Dit avec vos propres mots\u{a0}: c’est aussi bien."),
        missed: .init(
            key: "m", label: "manqué", meaning: "Personne n’était disponible à temps."),
        notAVisitor: .init(
            key: "n", label: "pas une visite",
            meaning: "L’équipe, une livraison ou un essai\u{a0}: retiré des chiffres."),
        otherReason: .init(
            key: "y", label: "autre raison",
            meaning: "Pas une visite, pour une autre raison que celle affichée."),
        cameBack: .init(
            key: "r", label: "de retour",
            meaning: "Un simple aller-retour\u{a0}: la visite continue et compte une fois."),
        thanks: .init(key: "t", label: "merci", meaning: "On a dit merci de la visite."),
        invitation: .init(
            key: "i", label: "à bientôt", meaning: "On a invité à revenir."),
        outcome: .init(
            key: "v", label: "la visite", meaning: "Ce qu’a été la visite, si on le sait."),
        checklist: .init(
            key: "k", label: "constaté",
            meaning: "Cocher ce qui a été fait, dans la liste du magasin."),
        tie: .init(
            key: "w", label: "qui est parti",
            meaning: "Dire laquelle des visites vient de finir, si on l’a vu."),
        recount: .init(
            key: "h", label: "compter", meaning: "Dire combien de personnes sont là en ce moment."),
        enter: .init(
            key: "e", label: "entrée", meaning: "Une entrée que le capteur n’a pas vue."),
        exit: .init(
            key: "x", label: "sortie", meaning: "Une sortie que le capteur n’a pas vue."),
        party: .init(
            key: "p", label: "groupe",
            meaning: "Combien entrent ou sortent ensemble, la fois d’après."),
        undo: .init(key: "u", label: "annuler", meaning: "Annuler un des derniers faits."),
        nextScript: .init(key: "s", label: "autre texte", meaning: "Une autre façon de le dire."),
        nextPrompt: .init(
            key: "Tab", label: "suivant",
            meaning: "Passer à qui attend ensuite\u{a0}; 1 à 9 choisit directement."),
        language: .init(key: "l", label: "English", meaning: "Parler anglais."),
        help: .init(key: "?", label: "aide", meaning: "Toutes les touches."),
        quit: .init(
            key: "q", label: "quitter", meaning: "Fermer cet écran. Les capteurs comptent toujours."
        ),
        back: .init(key: "Esc", label: "retour", meaning: "Revenir sans rien noter (Échap)."),
        cameIn: .init(
            key:
                "e", label: "c’est une entrée",
            meaning: "La porte s’est ouverte "
                + "pour une entrée."),
        wentOut: .init(
            key: "x", label: "c’est une sortie", meaning: "La porte s’est ouverte pour une sortie.")
    )
}

extension CounterWords.Floor {
    fileprivate static let french = CounterWords.Floor(
        inside: .init(one: "{n} personne ici", many: "{n} personnes ici"),
        people: .init(one: "{n} personne", many: "{n} personnes"),
        nobodyWaiting: "Personne n’attend.",
        waiting: .init(one: "{n} autre en attente", many: "{n} autres en attente"),
        today: "Aujourd’hui",
        entrances: .init(one: "{n} entrée", many: "{n} entrées"),
        greeted: "salués à temps {n} sur {due}",
        farewells: "au revoir {n} sur {due}",
        happyIndex: "satisfaction {n} sur 100",
        happyIndexUnknown: "satisfaction\u{a0}: trop peu encore",
        door: .init(one: "Porte", many: "Portes"),
        doorUp: "suivie",
        doorDown: "PLUS SUIVIE depuis {time} ({why})",
        at: "{door}, {time}",
        guessed: "visite supposée",
        wording: "texte {n} sur {of}",
        excludedInside: "Entrée à {time}\u{a0}: {who}. Si c’est sa sortie\u{a0}: {key}.",
        whoLeft: "Laquelle de ces visites vient de finir\u{a0}?",
        whatNoted: "Qu’a-t-on fait\u{a0}? Cochez.",
        howManyInside: "Combien de personnes sont là\u{a0}? Compté jusqu’ici\u{a0}: {n}.",
        typed: "{typed} – Entrée pour noter",
        sayYourself: "Avec vos propres mots.",
        dayClosed: "La journée est close.",
        undelivered: .init(
            one: "{n} message n’est pas parvenu aux responsables",
            many: "{n} messages ne sont pas parvenus aux responsables"),
        doorMad:
            "La porte «\u{a0}{door}\u{a0}» signale trop de passages depuis {time}\u{a0}: {n} par minute. On ne "
            + "demande plus d’y saluer. Faites vérifier son capteur.",
        doorWasMad:
            "La porte «\u{a0}{door}\u{a0}» a signalé trop de passages de {time} à {until}\u{a0}: {n}. "
            + "«\u{a0}doorstep exclude episode\u{a0}» les retire des chiffres.",
        whichDoor: "Quelle porte\u{a0}?",
        howMany: "Combien ensemble\u{a0}?",
        nextParty: .init(
            one: "ensuite\u{a0}: {n} personne", many: "ensuite\u{a0}: {n} personnes ensemble"))
}

extension CounterWords.Facts {
    fileprivate static let french = CounterWords.Facts(
        title: "Derniers", none: "rien encore", entrance: "entrée", exit: "sortie",
        opening: "la porte s’est ouverte", greeted: "salué", farewell: "au revoir dit",
        lookedAfter: "on s’en est occupé", ownWords: "à sa façon", missed: "manqué",
        exclusion: "pas une visite", dismissal: "passages d’une porte retirés",
        reentry: "de retour, la visite continue",
        tie: "sortie rattachée à sa visite",
        occupancy: .init(
            one: "recompté\u{a0}: {n} personne ici", many: "recompté\u{a0}: {n} personnes ici"),
        review: "un avis a été vérifié", outcome: "la visite", here: "ici", undone: "annulé")
}

extension CounterWords.Connection {
    fileprivate static let french = CounterWords.Connection(
        connecting: "Connexion…",
        lost: "PAS DE CONNEXION depuis {since}. Ce que vous voyez date de {time}.",
        neverConnected: "PAS DE CONNEXION. Nouvel essai en cours.",
        regained: "Connexion rétablie.",
        lastKnown: "dernier état connu à {time}",
        because: "Cause\u{a0}: {why}.",
        waiting: .init(one: "{n} réponse à envoyer", many: "{n} réponses à envoyer"),
        cannotRecord: "Connecté, mais rien ne peut être noté pour l’instant\u{a0}: {why}",
        noSocket: "Doorstep ne tourne pas sur cette machine",
        nobodyListening: "Doorstep s’est arrêté",
        notAllowed: "cet utilisateur n’a pas accès à Doorstep",
        tooBusy: "Doorstep ne prend plus de connexion pour l’instant",
        silent: "Doorstep ne dit plus rien",
        interrupted: "la connexion s’est coupée")
}

extension CounterWords.Messages {
    fileprivate static let french = CounterWords.Messages(
        recorded: "Noté\u{a0}: {what}.",
        sending: "Envoi\u{a0}: {what}…",
        kept: .init(
            one: "Gardé. Ce sera envoyé au retour de la connexion ({n} en attente).",
            many: "Gardé. Ce sera envoyé au retour de la connexion ({n} en attente)."),
        sent: .init(one: "{n} réponse gardée, envoyée.", many: "{n} réponses gardées, envoyées."),
        alreadyAnswered: "Déjà répondu sur un autre écran. Rien n’est compté deux fois.",
        alreadyUndone: "Déjà annulé.",
        promptLapsed: "Trop tard\u{a0}: le délai était passé.",
        promptWithdrawn: "Retiré\u{a0}: pas une visite, ou un simple aller-retour.",
        ledgerRestored:
            "Non envoyé\u{a0}: le registre a été rétabli entre-temps, cela pourrait viser quelqu’un d’autre.",
        refused: "Pas noté\u{a0}: {why}",
        justChanged: "L’écran venait de changer\u{a0}: regardez, puis appuyez encore.",
        undoQuestion: "Annuler lequel\u{a0}? Encore u pour le premier.",
        undone: "Annulé\u{a0}: {what}.",
        nothingToUndo: "Il n’y a rien à annuler.",
        takenBack: "Repris avant l’envoi\u{a0}: {what}.",
        quitWhileWaiting: .init(
            one:
                "{n} réponse n’est pas envoyée et serait perdue. Encore q pour quitter quand même.",
            many:
                "{n} réponses ne sont pas envoyées et seraient perdues. Encore q pour "
                + "quitter quand même."
        ))
}

extension CounterWords.Disabled {
    fileprivate static let french = CounterWords.Disabled(
        noPrompt: "Personne n’attend\u{a0}: il n’y a rien à répondre.",
        alreadySent: "C’est répondu\u{a0}: la réponse est en route.",
        notAGreeting: "Ici, personne à saluer\u{a0}: la touche est {key}.",
        notAFarewell: "Ici, personne ne s’en va\u{a0}: la touche est {key}.",
        notALookIn: "C’est pour qui est là depuis un moment\u{a0}: ici, la touche est {key}.",
        whichWayFirst: "Dites d’abord le sens\u{a0}: e entrée, x sortie.",
        noOtherScript: "Il n’y a pas d’autre texte pour ce moment.",
        noOtherPrompt: "Personne d’autre n’attend.",
        lookInIsOfAVisitor:
            "C’est entré comme une visite. Annulez cette entrée si c’était une erreur.",
        nobodyToTie:
            "Rien à choisir ici\u{a0}: personne ne part, ou l’on sait quelle visite finit.",
        noChecklist: "Le magasin n’a pas de liste à lui pour ce moment.",
        undoOffline: "Pas de connexion\u{a0}: on ne reprend que ce qui n’est pas encore envoyé.",
        recountUnconfirmed:
            "Comptage impossible à confirmer\u{a0}: recomptez quand Doorstep répondra.",
        unknownKey: "{key} n’est pas une touche ici. ? les montre toutes.",
        notOnTheList: "Ce numéro n’est pas dans la liste.")
}

extension KioskWords {
    /// The words in the shop's languages, as far as there are any, in the shop's order; English when there are none.
    package static func all(of languages: [String]) -> [KioskWords] {
        let found = languages.compactMap { code in
            known.first { $0.language == code.prefix(2).lowercased() }
        }
        return found.isEmpty ? [english] : found
    }

    package static let known = [french, english, german, spanish, italian, dutch, chinese]

    package static let french = KioskWords(
        language: "fr", languageName: "français", welcome: "Bienvenue",
        hoursToday: "Aujourd’hui\u{a0}: {hours}", range: "{from} – {to}",
        openUntil: "Ouvert jusqu’à {time}", openAlways: "Ouvert jour et nuit",
        closedToday: "Fermé aujourd’hui", opensToday: "Fermé. Réouverture à {time}",
        opensOn: "Fermé. Réouverture {day} à {time}",
        time: "{hour}\u{a0}h\u{a0}{minute}", fullHour: "{hour}\u{a0}h",
        question: "Comment s’est passée votre visite\u{a0}?",
        faces: ["Très mécontent", "Mécontent", "Content", "Très content"],
        thanks: "Merci de votre visite, à\u{a0}bientôt\u{a0}!",
        unpaired: "Cet écran n’est pas relié au magasin.")

    package static let english = KioskWords(
        language: "en", languageName: "English", welcome: "Welcome",
        hoursToday: "Today: {hours}", range: "{from} – {to}",
        openUntil: "Open until {time}", openAlways: "Open day and night",
        closedToday: "Closed today", opensToday: "Closed. Open again at {time}",
        opensOn: "Closed. Open again on {day} at {time}",
        time: "{hour}:{minute}", fullHour: "{hour}:00",
        question: "How was your visit?",
        faces: ["Very unhappy", "Unhappy", "Happy", "Very happy"],
        thanks: "Thank you for your visit, see you soon!",
        unpaired: "This screen is not paired with the shop.")

    package static let german = KioskWords(
        language: "de", languageName: "Deutsch", welcome: "Willkommen",
        hoursToday: "Heute: {hours}", range: "{from} – {to}",
        openUntil: "Geöffnet bis {time}", openAlways: "Tag und Nacht geöffnet",
        closedToday: "Heute geschlossen",
        opensToday: "Geschlossen. Wieder geöffnet ab {time}",
        opensOn: "Geschlossen. Wieder geöffnet am {day} ab {time}",
        time: "{hour}:{minute} Uhr", fullHour: "{hour} Uhr",
        question: "Wie war Ihr Besuch?",
        faces: ["Sehr unzufrieden", "Unzufrieden", "Zufrieden", "Sehr zufrieden"],
        thanks: "Danke für Ihren Besuch, bis bald!",
        unpaired: "Dieser Bildschirm ist nicht mit dem Geschäft verbunden.")

    package static let spanish = KioskWords(
        language: "es", languageName: "español", welcome: "Le damos la bienvenida",
        hoursToday: "Hoy: {hours}", range: "{from} – {to}",
        openUntil: "Abierto hasta las {time}", openAlways: "Abierto día y noche",
        closedToday: "Hoy cerrado", opensToday: "Cerrado. Abrimos a las {time}",
        opensOn: "Cerrado. Abrimos el {day} a las {time}",
        time: "{hour}:{minute}", fullHour: "{hour}:00",
        question: "¿Qué tal su visita?",
        faces: ["Muy descontento", "Descontento", "Contento", "Muy contento"],
        thanks: "Gracias por su visita, ¡hasta pronto!",
        unpaired: "Esta pantalla no está vinculada a la tienda.")

    package static let italian = KioskWords(
        language: "it", languageName: "italiano", welcome: "Le diamo il benvenuto",
        hoursToday: "Oggi: {hours}", range: "{from} – {to}",
        openUntil: "Aperto fino alle {time}", openAlways: "Aperto giorno e notte",
        closedToday: "Oggi chiuso", opensToday: "Chiuso. Riapriamo alle {time}",
        opensOn: "Chiuso. Riapriamo {day} alle {time}",
        time: "{hour}:{minute}", fullHour: "{hour}:00",
        question: "Com’è andata la sua visita?",
        faces: ["Molto scontento", "Scontento", "Contento", "Molto contento"],
        thanks: "Grazie della visita, a presto!",
        unpaired: "Questo schermo non è collegato al negozio.")

    package static let dutch = KioskWords(
        language: "nl", languageName: "Nederlands", welcome: "Welkom",
        hoursToday: "Vandaag: {hours}", range: "{from} – {to}",
        openUntil: "Open tot {time}", openAlways: "Dag en nacht open",
        closedToday: "Vandaag gesloten", opensToday: "Gesloten. Weer open om {time}",
        opensOn: "Gesloten. Weer open op {day} om {time}",
        time: "{hour}:{minute} uur", fullHour: "{hour}:00 uur",
        question: "Hoe was uw bezoek?",
        faces: ["Zeer ontevreden", "Ontevreden", "Tevreden", "Zeer tevreden"],
        thanks: "Bedankt voor uw bezoek, tot ziens!",
        unpaired: "Dit scherm is niet met de winkel verbonden.")

    package static let chinese = KioskWords(
        language: "zh", languageName: "中文", welcome: "欢迎光临",
        hoursToday: "今天：{hours}", range: "{from} – {to}",
        openUntil: "营业至 {time}", openAlways: "全天营业",
        closedToday: "今天不营业", opensToday: "休息中，{time} 开始营业",
        opensOn: "休息中，{day} {time} 开始营业",
        time: "{hour}:{minute}", fullHour: "{hour}:00",
        question: "您今天的体验如何？",
        faces: ["非常不满意", "不满意", "满意", "非常满意"],
        thanks: "谢谢光临，欢迎再来！",
        unpaired: "此屏幕未与店铺配对。")
}

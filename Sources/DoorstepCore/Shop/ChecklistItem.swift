/// One thing that can be observed of a reception: yes, no, or not observed. None is ever required.
package struct ChecklistItem: Hashable, Sendable {
    package let id: String

    /// The item's text on the counter, by language.
    package let texts: [String: String]

    /// The moment at which it is asked; nil for every moment.
    package let moment: Moment?

    package init(id: String, texts: [String: String], moment: Moment? = nil) {
        self.id = id
        self.texts = texts
        self.moment = moment
    }

    /// The text in `language`, else in English, else the id.
    package func text(in language: String) -> String { texts[language] ?? texts["en"] ?? id }
}

extension ChecklistItem {
    /// The five items that every shop has, in the order of `Observed.standardItems`.
    package static let standard = [
        ChecklistItem(
            id: "smile",
            texts: [
                "fr": "Sourire", "en": "Smile", "de": "Lächeln", "es": "Sonrisa", "it": "Sorriso",
                "nl": "Glimlach", "zh": "微笑",
            ]),
        ChecklistItem(
            id: "eyeContact",
            texts: [
                "fr": "Regard échangé", "en": "Eye contact", "de": "Blickkontakt",
                "es": "Contacto visual", "it": "Contatto visivo", "nl": "Oogcontact", "zh": "目光交流",
            ]),
        ChecklistItem(
            id: "thanks",
            texts: [
                "fr": "Merci pour la visite", "en": "Thanked for the visit",
                "de": "Dank für den Besuch", "es": "Gracias por la visita",
                "it": "Grazie per la visita", "nl": "Bedankt voor het bezoek", "zh": "感谢光临",
            ]),
        ChecklistItem(
            id: "goodbye",
            texts: [
                "fr": "Au revoir", "en": "Said goodbye", "de": "Verabschiedet", "es": "Despedida",
                "it": "Saluto finale", "nl": "Afscheid genomen", "zh": "道别",
            ]),
        ChecklistItem(
            id: "invitation",
            texts: [
                "fr": "Invitation à revenir", "en": "Invited to come back",
                "de": "Zum Wiederkommen eingeladen", "es": "Invitación a volver",
                "it": "Invito a tornare", "nl": "Uitgenodigd om terug te komen", "zh": "欢迎再次光临",
            ]),
    ]
}

extension Shop {
    /// The items that staff may note: the standard ones, and then the shop's own.
    package var wholeChecklist: [ChecklistItem] { ChecklistItem.standard + checklist }
}

/// The words in French and English for what there is no field for: what people believe, suffer from, come from, think
/// or look like. The list cannot be complete. It stops careless texts, and the refusal says why.
enum WordsAboutPeople {
    /// Whether one of the words stands in the text, in any case, with or without accents, in the feminine and the
    /// plural.
    ///
    /// `aloneToo` adds the words that are said of things as well, such as “black”. A door may be black; a correction
    /// for the reason “black” is about a person.
    static func areFound(in text: String, aloneToo: Bool) -> Bool {
        text.lowercased().split { !$0.isLetter }.contains { word in
            let forms = Self.forms(
                of: String(String.UnicodeScalarView(word.unicodeScalars.map(plain))))
            return !ofPeople.isDisjoint(with: forms)
                || aloneToo && !ofThingsToo.isDisjoint(with: forms)
        }
    }

    /// The word, and the words whose feminine or plural it may be.
    private static func forms(of word: String) -> Set<String> {
        var forms: Set<String> = [word]
        for (ending, other) in [
            ("s", ""), ("x", ""), ("e", ""), ("es", ""), ("ne", ""), ("nes", ""), ("ve", "f"),
            ("ves", "f"),
            ("euse", "eur"), ("euses", "eur"),
        ] where word.hasSuffix(ending) {
            forms.insert(word.dropLast(ending.count) + other)
        }
        return forms
    }

    private static func plain(_ letter: Unicode.Scalar) -> Unicode.Scalar {
        switch letter {
        case "à", "á", "â", "ä": "a"
        case "ç": "c"
        case "è", "é", "ê", "ë": "e"
        case "í", "î", "ï": "i"
        case "ó", "ô", "ö": "o"
        case "ù", "ú", "û", "ü": "u"
        default: letter
        }
    }

    private static let ofPeople = words(
        """
        juif musulman chretien catholique protestant orthodoxe evangelique bouddhiste hindou sikh athee laic islam
        islamique islamiste sioniste voile foulard kippa religion religieux croyant pratiquant
        jew jewish muslim christian catholic buddhist hindu atheist islamic islamist zionist hijab veiled headscarf
        religious believer mormon

        malade handicape enceinte autiste autistique aveugle sourd muet invalide diabetique depressif alcoolique drogue
        toxicomane anorexique obese seropositif epileptique demence senile cancer sida
        sick ill disabled pregnant autistic blind deaf depressed alcoholic addict diabetic epileptic demented wheelchair
        hiv aids

        arabe maghrebin africain asiatique chinois japonais turc roumain algerien marocain tunisien gitan tsigane manouche
        immigre migrant refugie etranger clandestin metis ethnie
        arab african asian chinese japanese turkish romanian gypsy immigrant refugee foreigner latino hispanic
        ethnicity nationality nationalite

        homosexuel lesbienne gay bisexuel transgenre travesti homosexual lesbian bisexual transgender queer

        communiste socialiste fasciste raciste gauchiste syndicaliste syndique royaliste nationaliste anarchiste lepeniste
        communist socialist fascist racist unionist royalist nationalist anarchist leftist republican democrat

        moche laid chauve tatoue barbu clochard sdf mendiant pauvre
        ugly bald tattooed bearded tramp homeless beggar
        """)

    /// The words that are said of people and of things.
    private static let ofThingsToo = words(
        """
        noir blanc jaune gros mince maigre vieux vieil vieille jeune beau bel belle grand petit sale fou folle ivre rom race
        black white brown fat thin slim old young pretty beautiful tall short dirty mad crazy drunk poor rich trans
        """)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { $0.isWhitespace }.map(String.init))
    }
}

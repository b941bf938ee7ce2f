import DoorstepAPI
import Foundation

// The report on the files written and the next steps.
extension DestinationAdding {
    func report(_ addition: ConfigurationAddition) {
        let stanza = addition.stanza
        let files = stanza.files.map { "\(addition.directory)/\($0)" }
        if !files.isEmpty {
            dialogue.say("Written, for its owner alone: \(files.joined(separator: ", ")).\n")
        }
        if wish.isPrinted {
            dialogue.say("This goes into \(config):\n")
            dialogue.show(stanza.text.trimmingCharacters(in: .newlines))
        } else {
            dialogue.show("Added \(stanza.name) to \(config).")
        }
        guard stanza.usesCredentials, !files.isEmpty else {
            return dialogue.say("doorstepd sends to it from its next start.\n")
        }
        guard let unit = addition.unit, !wish.isPrinted else {
            return say(
                unit: addition.unit ?? CredentialUnit(directory: "", isApart: true),
                stanza.unit(directory: addition.directory))
        }
        dialogue.say(
            """
            systemd hands \(files.count == 1 ? "it" : "them") out by \(unit.file(for: stanza.name)) once you type:
              systemctl daemon-reload && \(unit.restart)

            """)
    }

    /// Prints the lines to add to a unit by hand.
    private func say(unit: CredentialUnit, _ lines: String) {
        dialogue.say(
            """
            For systemd to hand them out, \(wish.isPrinted ? "first " : "")type  systemctl edit \(unit.name)  and add:

            \(lines)
            then  \(unit.restart)

            """)
    }
}

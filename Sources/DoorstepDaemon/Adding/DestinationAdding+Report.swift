import DoorstepAPI
import Foundation

// What was written, and what is left to do.
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
        dialogue.say(
            """
            For systemd to hand them out, type  systemctl edit doorstep-courier  and add:

            \(stanza.unit(directory: addition.directory))
            then  systemctl restart doorstepd doorstep-courier

            """)
    }
}

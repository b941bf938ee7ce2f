import DoorstepAPI
import DoorstepDelivery
import Foundation
import Transfer

// The questions about a mailbox, and its test.
extension DestinationAdding {
    /// A mailbox whose server took the test mail, if a test is wanted.
    func triedMailbox(_ name: String, _ guide: FormatGuide) async throws -> Whereabouts {
        let given = try given(
            wish.passwordFile, comesIn: wish.passwordComesIn, "password", option: "--password-stdin"
        )
        if wish.mailServer == nil, dialogue.isInteractive {
            dialogue.say("The mail server is found here: \(guide.place).\n")
        }
        var questions = MailQuestions(
            wish, dialogue: dialogue, password: given?.trimmingCharacters(in: .newlines))
        while true {
            let (server, letterhead) = try questions.answers()
            let destination = Destination(
                correspondent(name, guide.format, letterhead), by: .mail(server),
                allowPrivateAddress: wish.allowPrivateAddress, authorityFile: wish.caFile)
            do {
                if try await tryOut(destination, guide) != nil {
                    dialogue.say(
                        "The server took it. Does it lie in the mailbox, and not among the unwanted?\n"
                    )
                }
                return whereabouts(server, letterhead)
            } catch let failure as DestinationTrial.Failure {
                let subject = failure.subject
                try again(subject.another, after: failure, isAsked: questions.reopen(subject))
            }
        }
    }

    private func whereabouts(_ server: MailServer, _ letterhead: Letterhead) -> Whereabouts {
        let to = letterhead.to.map { tomlString($0.text) }.joined(separator: ", ")
        return Whereabouts(
            lines: [
                "url = \(tomlString(server.description))",
                "from = \(tomlString(letterhead.from.text))", "to = [\(to)]",
            ] + (server.login.map { ["user = \(tomlString($0.user))"] } ?? []),
            secrets: server.login.map { [KeptSecret(key: .password, text: $0.password)] } ?? [])
    }
}

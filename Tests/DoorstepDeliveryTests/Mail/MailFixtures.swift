import DoorstepCore
import DoorstepDelivery
import DoorstepWords
import TestSupport
import Transfer

extension MailParties {
    static func fixture(
        from: String = "Librairie d’Été <comptoir@shop.example>",
        to: [String] = ["Anne Petit <anne@shop.example>", "jean@shop.example"]
    ) throws -> MailParties {
        MailParties(from: try MailAddress(from), to: try to.map(MailAddress.init))
    }
}

extension Destination {
    /// A mail server on loopback, which is allowed.
    static func fixture(
        _ peer: MailPeer, name: String = "manager", scheme: String = "smtp",
        password: String? = nil, allowPlain: Bool = false, trustsPeer: Bool = true,
        allowPrivateAddress: Bool = true
    ) throws -> Destination {
        Destination(
            Subscription(name: name, format: .email, language: .fr, parties: try .fixture()),
            by: .mail(
                try MailServer(
                    "\(scheme)://127.0.0.1:\(peer.port)",
                    login: password.map { MailLogin(user: "comptoir", password: $0) },
                    allowPlain: allowPlain)),
            allowPrivateAddress: allowPrivateAddress,
            authorityFile: trustsPeer ? peer.certificate : nil)
    }
}

extension Delivery {
    /// The mail of Saturday's summary.
    static func mail(id: String = "msg_7", to destination: String = "manager") throws -> Delivery {
        let subscription = Subscription(
            name: destination, format: .email, language: .fr, parties: try .fixture())
        let id = DeliveryID(rawValue: id)
        return Delivery(
            id: id, destination: destination, subject: "summary.day 2026-11-21, revision 1",
            message: try subscription.message(of: MessageContent(.fixture()), id: id),
            createdAt: Bench.start, attempts: 0, state: .waiting, dueAt: Bench.start)
    }
}

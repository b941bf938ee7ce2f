/// The checklist items as somebody saw them at a reception: yes, no, or nothing for an item that was not observed.
///
/// On the wire it is an object of booleans by item: the five standard items, and those that the shop has added.
package struct Observed: Hashable, Sendable {
    package var smile: Bool?
    package var eyeContact: Bool?
    package var thanks: Bool?
    package var goodbye: Bool?
    package var invitation: Bool?

    /// The shop's own items (`[[checklist]]`), by id.
    package var extra: [String: Bool]

    package init(
        smile: Bool? = nil, eyeContact: Bool? = nil, thanks: Bool? = nil, goodbye: Bool? = nil,
        invitation: Bool? = nil, extra: [String: Bool] = [:]
    ) {
        self.smile = smile
        self.eyeContact = eyeContact
        self.thanks = thanks
        self.goodbye = goodbye
        self.invitation = invitation
        self.extra = extra
    }

    package var isEmpty: Bool { self == Observed() }

    /// The five items that every shop has, in the order they are shown.
    package static let standardItems = ["smile", "eyeContact", "thanks", "goodbye", "invitation"]

    /// The same with a yes for the item.
    package func ticking(_ item: String) -> Observed {
        var observed = self
        observed[item] = true
        return observed
    }

    /// Yes, no, or nil for not observed.
    package subscript(item: String) -> Bool? {
        get {
            switch item {
            case "smile": smile
            case "eyeContact": eyeContact
            case "thanks": thanks
            case "goodbye": goodbye
            case "invitation": invitation
            default: extra[item]
            }
        }
        set {
            switch item {
            case "smile": smile = newValue
            case "eyeContact": eyeContact = newValue
            case "thanks": thanks = newValue
            case "goodbye": goodbye = newValue
            case "invitation": invitation = newValue
            default: extra[item] = newValue
            }
        }
    }
}

extension Observed: Codable {
    private struct Item: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        self.init()
        let container = try decoder.container(keyedBy: Item.self)
        for key in container.allKeys {
            self[key.stringValue] = try container.decodeIfPresent(Bool.self, forKey: key)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Item.self)
        for item in Self.standardItems + extra.keys.sorted() {
            try container.encodeIfPresent(self[item], forKey: Item(stringValue: item))
        }
    }
}

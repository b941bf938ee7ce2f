import DoorstepCore

/// What a person sends to see whether a program would get summaries:
/// `{"type":"destination.test","timestamp":…,"shop":…,"data":{}}`.
struct StandardTest: Encodable {
    let type = "destination.test"
    let timestamp: Timestamp
    let shop: String
    let data: [String: String] = [:]
}

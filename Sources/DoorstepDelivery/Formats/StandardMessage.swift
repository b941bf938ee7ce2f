import DoorstepCore

/// A message that tests whether a program would get summaries:
/// `{"type":"destination.test","timestamp":…,"shop":…,"data":{}}`.
struct StandardTest: Encodable {
    let type = "destination.test"
    let timestamp: Timestamp
    let shop: String
    let data: [String: String] = [:]
}

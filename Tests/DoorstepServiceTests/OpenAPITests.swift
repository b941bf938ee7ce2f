import DoorstepCore
import Foundation
import HTTPTypes
import Testing

@testable import DoorstepService

@Suite struct OpenAPITests {
    private let document: [String: Any]
    private let text: String

    init() throws {
        let bytes = try JSONWriter.bytes(
            Document.openAPI(of: Endpoint.all, doors: ["front", "côté cour"]))
        text = String(decoding: bytes, as: UTF8.self)
        document = try #require(
            JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test("names every call", arguments: Endpoint.all.map { ($0.method.rawValue, $0.path) })
    func names(_ method: String, _ path: String) throws {
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        #expect(paths[path]?[method.lowercased()] != nil)
    }

    @Test("refers only to schemas that it has, and uses all of them")
    func references() throws {
        let components = try #require(document["components"] as? [String: Any])
        let schemas = try #require(components["schemas"] as? [String: Any])
        let used = Set(
            text.components(separatedBy: "\"#/components/schemas/").dropFirst().map {
                String($0.prefix { $0 != "\"" })
            })
        #expect(used.subtracting(schemas.keys) == [])
        // A line of an NDJSON answer, which OpenAPI 3.1 cannot refer to.
        #expect(Set(schemas.keys).subtracting(used) == ["Fact"])
    }

    @Test("gives every call a name of its own")
    func operationIDs() {
        let ids = text.components(separatedBy: #""operationId":""#).dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
        #expect(ids.count == Endpoint.all.count)
        #expect(Set(ids).count == ids.count)
    }

    @Test("describes every parameter of a path")
    func parameters() {
        for endpoint in Endpoint.all {
            let inPath = endpoint.path.split(separator: "/").filter { $0.first == "{" }
                .map { String($0.dropFirst().dropLast()) }
            #expect(inPath == endpoint.inPath.map(\.name))
        }
    }

    @Test("closes every request body to members that are not named")
    func strict() throws {
        let components = try #require(document["components"] as? [String: Any])
        let schemas = try #require(components["schemas"] as? [String: [String: Any]])
        for (name, _) in Schema.requests(doors: []) {
            let schema = try #require(schemas[name])
            for object in schema["oneOf"] as? [[String: Any]] ?? [schema] {
                #expect(object["additionalProperties"] as? Bool == false, "\(name)")
            }
        }
    }
}

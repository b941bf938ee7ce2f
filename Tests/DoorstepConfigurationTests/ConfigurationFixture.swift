import DoorstepCore
import Foundation
import TestSupport

@testable import DoorstepConfiguration

/// A directory with a configuration file in it, and what reading it brings to light.
struct ConfigurationFixture {
    let scratch: ScratchDirectory

    /// `hasPacks`: with small packs beside the file. Without them the ones built in are read.
    init(hasPacks: Bool = true) throws {
        scratch = try ScratchDirectory()
        if hasPacks { try SmallPack.write(besideConfigurationIn: scratch.path) }
    }

    /// A Saturday morning, for checks that name the coming days.
    static let now = Timestamp(seconds: 1_795_251_600)

    /// A file that has all it needs; eight lines, so that what a test adds starts at line 9.
    static let plain = """
        [shop]
        name = "Librairie des Halles"
        timeZone = "Europe/Paris"

        [[door]]
        name = "front"



        """

    /// The scratch directory as configurations name it: without `//`.
    var directory: String { FilePath.resolve(".", from: scratch.path) }

    var path: String { directory + "/doorstep.toml" }

    func write(_ text: String, to name: String = "doorstep.toml", mode: Int = 0o600) throws {
        let file = directory + "/" + name
        try FileManager.default.createDirectory(
            atPath: FilePath.directory(of: file), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    }

    /// Reads `text` as the configuration.
    func read(
        _ text: String, environment: [String: String] = [:], forgivesCredentials: Bool = false
    ) throws -> ConfigurationReader.Reading {
        try write(text)
        return ConfigurationReader.read(
            path: path, environment: environment, forgivesCredentials: forgivesCredentials)
    }

    /// The mistakes in `text` as they are printed, without the scratch directory.
    func mistakes(_ text: String, environment: [String: String] = [:]) throws -> [String] {
        try read(text, environment: environment).mistakes.map { short($0.description) }
    }

    func warnings(_ text: String) throws -> [String] {
        try read(text).warnings.map { short($0.description) }
    }

    func short(_ text: String) -> String { text.replacing(directory + "/", with: "") }
}

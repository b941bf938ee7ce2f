// swift-tools-version:6.2

import PackageDescription

/// What every target of ours is compiled with. Dependencies keep their own settings.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "doorstep",
    products: [
        .executable(name: "doorstep", targets: ["doorstep"]),
        .executable(name: "doorstepd", targets: ["doorstepd"]),
        .executable(name: "doorstep-bench", targets: ["doorstep-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(
            url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // What the shop knows, and the rules: values and pure functions.
        .target(name: "DoorstepCore", swiftSettings: house),
        // Everything said to people, in their languages.
        .target(name: "DoorstepWords", dependencies: ["DoorstepCore"], swiftSettings: house),
        .target(
            name: "DoorstepAPI", dependencies: ["DoorstepCore", "DoorstepWords"],
            swiftSettings: house),

        // The machine's zoneinfo files.
        .target(name: "MachineZones", dependencies: ["DoorstepCore"], swiftSettings: house),

        // SQLite.
        .target(
            name: "DoorstepStore",
            dependencies: [
                "DoorstepCore", "DoorstepWords", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: house),

        // libcurl.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "Transfer", dependencies: ["CCurl"], swiftSettings: house),
        .target(
            name: "DoorstepDelivery",
            dependencies: [
                "DoorstepCore", "DoorstepWords", "Transfer",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            // The page of a mail, built in.
            resources: [.embedInCode("Formats/Files")],
            swiftSettings: house),

        // Hummingbird and swift-nio: an HTTP server that knows no shop.
        .target(
            name: "LocalHTTP",
            dependencies: [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),

        // The daemon.
        .target(
            name: "DoorstepService",
            dependencies: [
                "DoorstepAPI", "DoorstepCore", "DoorstepStore", "DoorstepWords", "LocalHTTP",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        // swift-mustache, as in the mails.
        .target(
            name: "DoorstepPages",
            dependencies: [
                "DoorstepAPI", "DoorstepCore", "DoorstepService", "DoorstepStore", "DoorstepWords",
                "LocalHTTP",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            // Templates, styles and scripts, built in.
            resources: [.embedInCode("Files")],
            swiftSettings: house),
        // toml++ of the machine, headers only. It is C++: SwiftPM links libstdc++ into every program above it, beside a
        // static Swift library too.
        .target(name: "CTOML"),
        .target(
            name: "DoorstepConfiguration",
            dependencies: [
                "CTOML", "DoorstepAPI", "DoorstepCore", "DoorstepDelivery", "DoorstepWords",
                "LocalHTTP", "MachineZones", "Transfer",
                .product(name: "Logging", package: "swift-log"),
            ],
            // Links to config/scripts, so that the packs built in are the packs shipped.
            resources: [
                .embedInCode("Scripts/Packs/de.toml"),
                .embedInCode("Scripts/Packs/en.toml"),
                .embedInCode("Scripts/Packs/es.toml"),
                .embedInCode("Scripts/Packs/fr.toml"),
                .embedInCode("Scripts/Packs/it.toml"),
                .embedInCode("Scripts/Packs/nl.toml"),
                .embedInCode("Scripts/Packs/zh.toml"),
            ],
            swiftSettings: house),
        .target(
            name: "DoorstepDaemon",
            dependencies: [
                "DoorstepAPI", "DoorstepClient", "DoorstepConfiguration", "DoorstepCore",
                "DoorstepDelivery", "DoorstepPages", "DoorstepService", "DoorstepStore",
                "DoorstepWords",
                "LocalHTTP", "MachineZones", "Transfer",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        .executableTarget(
            name: "doorstepd",
            dependencies: [
                "DoorstepDaemon",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),

        // The command line: no NIO, no SQLite.
        .target(
            name: "DoorstepClient",
            dependencies: ["DoorstepAPI", "DoorstepCore", "DoorstepWords", "Transfer"],
            swiftSettings: house),
        // libqrencode.
        .target(name: "CQREncode", linkerSettings: [.linkedLibrary("qrencode")]),
        .target(
            name: "DoorstepCLI",
            dependencies: [
                "CQREncode", "DoorstepAPI", "DoorstepClient", "DoorstepCore", "DoorstepWords",
                "MachineZones",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),
        .executableTarget(name: "doorstep", dependencies: ["DoorstepCLI"], swiftSettings: house),

        .executableTarget(
            name: "doorstep-bench",
            dependencies: [
                "DoorstepCore", "DoorstepStore", "MachineZones", "doorstep", "doorstepd",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: house),

        .target(
            name: "TestSupport",
            dependencies: [
                "DoorstepCore", "DoorstepWords", "LocalHTTP", "MachineZones",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Tests/TestSupport", swiftSettings: house),
        .testTarget(
            name: "DoorstepCoreTests",
            dependencies: ["DoorstepCore", "DoorstepWords", "MachineZones", "TestSupport"],
            swiftSettings: house),
        .testTarget(
            name: "MachineZonesTests",
            dependencies: ["DoorstepCore", "MachineZones", "TestSupport"],
            swiftSettings: house),
        .testTarget(
            name: "DoorstepStoreTests",
            dependencies: [
                "DoorstepCore", "DoorstepStore", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            // Databases of older versions.
            exclude: ["Fixtures"], swiftSettings: house),
        .testTarget(
            name: "TransferTests", dependencies: ["TestSupport", "Transfer"], swiftSettings: house),
        .testTarget(
            name: "DoorstepDeliveryTests",
            dependencies: [
                "DoorstepCore", "DoorstepDelivery", "DoorstepWords", "TestSupport", "Transfer",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        .target(name: "FakeDaemon", path: "Tests/FakeDaemon", swiftSettings: house),
        .testTarget(
            name: "DoorstepClientTests",
            dependencies: [
                "DoorstepAPI", "DoorstepClient", "DoorstepCore", "FakeDaemon", "TestSupport",
            ],
            swiftSettings: house),
        .testTarget(
            name: "DoorstepCLITests",
            dependencies: [
                "DoorstepAPI", "DoorstepCLI", "DoorstepClient", "DoorstepCore", "DoorstepWords",
                "FakeDaemon",
                "MachineZones", "TestSupport",
            ],
            swiftSettings: house),
        .testTarget(
            name: "LocalHTTPTests",
            dependencies: [
                "DoorstepAPI", "DoorstepService", "LocalHTTP", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "DoorstepServiceTests",
            dependencies: [
                "DoorstepAPI", "DoorstepClient", "DoorstepCore", "DoorstepDelivery",
                "DoorstepPages", "DoorstepService", "DoorstepStore", "DoorstepWords", "LocalHTTP",
                "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "DoorstepConfigurationTests",
            dependencies: [
                "DoorstepAPI", "DoorstepConfiguration", "DoorstepCore", "DoorstepDelivery",
                "DoorstepWords",
                "MachineZones", "TestSupport", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "DoorstepDaemonTests",
            dependencies: [
                "DoorstepAPI", "DoorstepConfiguration", "DoorstepCore", "DoorstepDaemon",
                "DoorstepStore", "DoorstepWords", "MachineZones", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        // The real programs on a real socket.
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "DoorstepAPI", "DoorstepClient", "DoorstepCore", "DoorstepWords", "TestSupport",
                "Transfer",
                "doorstep", "doorstepd",
            ],
            // Days to replay, and the shops that they happen in.
            exclude: ["Fixtures"], swiftSettings: house),
    ],
    cxxLanguageStandard: .cxx17
)

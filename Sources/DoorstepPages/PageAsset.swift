import Crypto
import DoorstepService
import HTTPTypes
import LocalHTTP

/// A file that pages load, built into the program: `/assets/counter.css`.
struct PageAsset: Sendable {
    let name: String
    let type: String
    let bytes: [UInt8]

    /// The entity tag, which changes with the contents: a browser that has the file asks with it and is answered 304.
    let tag: String

    init(_ name: String, _ type: String, _ bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
        tag = "\"" + Self.digest(bytes) + "\""
    }

    var path: String { "/assets/" + name }

    static let all =
        [
            PageAsset("doorstep.css", css, PackageResources.doorstep_css),
            PageAsset("doorstep.svg", "image/svg+xml", PackageResources.doorstep_svg),
            PageAsset("report.css", css, PackageResources.report_css),
        ] + counter + kiosk

    static let css = "text/css; charset=utf-8"
    static let script = "text/javascript; charset=utf-8"

    /// 16 hexadecimal digits.
    static func digest(_ bytes: some Sequence<UInt8>) -> String {
        SHA256.hash(data: Array(bytes)).prefix(8)
            .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}

extension PageAsset {
    /// The files of `/kiosk`, and the manifests of both screens.
    static let kiosk = [
        PageAsset("kiosk.css", css, PackageResources.kiosk_css),
        PageAsset("kiosk.js", script, PackageResources.kiosk_js),
        PageAsset(
            "kiosk.webmanifest", "application/manifest+json",
            PackageResources.kiosk_webmanifest),
        PageAsset(
            "counter.webmanifest", "application/manifest+json",
            PackageResources.counter_webmanifest),
    ]
}

extension Endpoint {
    /// The files of the pages, open to all: they are the same everywhere and say nothing of the shop.
    static let assets = PageAsset.all.map { asset in
        Endpoint(page: asset.path, isOpen: true, type: asset.type, using: { _ in }) {
            incoming, _ in
            var response =
                incoming.request.headers[.ifNoneMatch] == asset.tag
                ? Response(status: .notModified)
                : .bytes(asset.bytes, status: .ok, type: asset.type)
            response.headers[.eTag] = asset.tag
            // Browsers keep the file and ask about it each time: the program may have been replaced.
            response.headers[.cacheControl] = "no-cache"
            return response
        }
    }
}

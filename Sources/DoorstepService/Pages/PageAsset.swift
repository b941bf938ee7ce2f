import HTTPTypes
import HummingbirdCore

/// A file that pages load, built into the program.
struct PageAsset {
    /// Below `/assets/`, but for the service worker, which must stand at the top to look after every page.
    let path: String
    let type: String
    let bytes: [UInt8]

    static let all = [
        PageAsset(
            path: "/assets/doorstep.css", type: "text/css; charset=utf-8",
            bytes: PackageResources.doorstep_css),
        PageAsset(
            path: "/assets/report.css", type: "text/css; charset=utf-8",
            bytes: PackageResources.report_css),
    ]
}

extension Endpoint {
    /// Open to all: they are the same everywhere and say nothing of the shop.
    static let assets = PageAsset.all.map { asset in
        Endpoint(
            method: .get, path: asset.path, summary: "A part of the pages.", isOpen: true,
            answer: Answer(status: 200, about: "The file.", mediaType: asset.type)
        ) { _, _ in .bytes(asset.bytes, status: .ok, type: asset.type) }
    }
}

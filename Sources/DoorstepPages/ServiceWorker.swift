import DoorstepCore
import DoorstepService
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// `/sw.js`: the service worker that keeps the shell of the screens in the browser, so that a screen switched on
    /// before the daemon shows itself at once. It must stand at the root to serve every page.
    ///
    /// Its bytes change with the files of the pages, by which a browser notices a new version of the program.
    static let shell = Endpoint(
        page: "/sw.js", isOpen: true, type: PageAsset.script, using: { _ in }
    ) { _, _ in
        var response = Response.bytes(shellScript, status: .ok, type: PageAsset.script)
        response.headers[.cacheControl] = "no-cache"
        return response
    }

    private static let shellScript: [UInt8] = {
        let files = PageAsset.all.map(\.path)
        let templates = [
            PackageResources.page_mustache, PackageResources.counter_mustache,
            PackageResources.kiosk_mustache, PackageResources.shell_mustache,
        ]
        let version = PageAsset.digest((PageAsset.all.map(\.bytes) + templates).joined())
        let list = files.map(JSONWriter.quoted).joined(separator: ",")
        let text = PageTemplates.render("shell", ["version": version, "files": "[\(list)]"])
        return Array(text.utf8)
    }()
}

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

extension Unicode.Scalar {
    /// Whether a terminal merely draws the scalar: it is no control character, and does not turn the direction of
    /// writing. Line ends and tabs are control characters too.
    package var isPlain: Bool {
        properties.generalCategory != .control && !properties.isBidiControl
    }
}

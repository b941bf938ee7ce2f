/// An element of a drawing. Text and attributes are escaped when they are written: names of doors come from people.
struct SVGElement: Hashable, Sendable {
    let name: String

    /// In the order given.
    var attributes: [Attribute] = []
    var text: String?
    var children: [SVGElement] = []

    struct Attribute: Hashable, Sendable {
        let name: String
        let value: String
    }

    init(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String? = nil,
        children: [SVGElement] = []
    ) {
        self.name = name
        self.attributes = attributes.compactMap { name, value in
            value.map { Attribute(name: name, value: $0) }
        }
        self.text = text
        self.children = children
    }

    /// The element as XML, which HTML takes as it is.
    var markup: String {
        var result = ""
        write(to: &result)
        return result
    }

    private func write(to result: inout String) {
        result += "<\(name)"
        for attribute in attributes {
            result += " \(attribute.name)=\"\(escaped(attribute.value))\""
        }
        if text == nil, children.isEmpty {
            result += "/>"
            return
        }
        result += ">" + escaped(text ?? "")
        for child in children { child.write(to: &result) }
        result += "</\(name)>"
    }
}

extension SVGElement {
    static func rectangle(
        _ area: Rectangle, _ attributes: KeyValuePairs<String, String?> = [:], title: String? = nil
    ) -> SVGElement {
        var element = SVGElement(
            "rect",
            [
                "x": place(area.x), "y": place(area.y), "width": place(area.width),
                "height": place(area.height),
            ])
        element.attributes += SVGElement("", attributes).attributes
        element.children = title.map { [SVGElement("title", text: $0)] } ?? []
        return element
    }

    static func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ kind: String
    ) -> SVGElement {
        SVGElement(
            "line",
            [
                "x1": place(x1), "y1": place(y1), "x2": place(x2), "y2": place(y2), "class": kind,
            ])
    }

    /// `anchor` is `start`, `middle` or `end`.
    static func label(
        _ text: String, _ x: Double, _ y: Double, anchor: String = "start", _ kind: String? = nil
    ) -> SVGElement {
        SVGElement(
            "text", ["x": place(x), "y": place(y), "text-anchor": anchor, "class": kind],
            text: text)
    }
}

/// A rectangle in the units of a drawing, from the drawing's upper left corner.
struct Rectangle: Hashable, Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
}

/// A coordinate in hundredths, finer than any screen.
private func place(_ value: Double) -> String {
    let hundredths = (value * 100).rounded() / 100
    return hundredths == hundredths.rounded() && abs(hundredths) < 1e9
        ? "\(Int(hundredths))" : "\(hundredths)"
}

/// The text escaped for HTML and XML, for a text or between quotes. Characters that XML cannot hold are left out.
func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
        case let other where other.value < 0x20 || [0xFFFE, 0xFFFF].contains(other.value): break
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

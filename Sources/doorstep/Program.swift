import DoorstepCLI

@main
struct Program {
    static func main() {
        DoorstepProgram.main()
    }
}

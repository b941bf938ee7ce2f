/// The heap of the process: malloc's functions that Glibc's module leaves out.
enum Heap {
    @_silgen_name("mallopt") @discardableResult
    private static func setOption(_ option: CInt, _ value: CInt) -> CInt

    @_silgen_name("malloc_trim") @discardableResult
    private static func trimHeap(_ kept: Int) -> CInt

    /// `M_ARENA_MAX` of malloc.h.
    private static let mostArenas: CInt = -8

    /// Lets all threads share one heap; to be called before there are any others. Each would get one of its own, and
    /// what is free in one serves no other: a daemon at rest kept 17 MiB so, and keeps 10 with one, while entrances of
    /// 64 clients are as many (`doorstep-bench`).
    static func share() { setOption(mostArenas, 1) }

    /// Gives the kernel back what is free.
    static func trim() { trimHeap(0) }
}

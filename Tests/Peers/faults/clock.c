/* A wall clock that is DOORSTEP_CLOCK_AHEAD seconds ahead, and a machine that was started when it had been up for
   DOORSTEP_CLOCK_BOOTED seconds, for one process (LD_PRELOAD): days and power cuts pass between two starts. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

/* Timers of the libraries go by the time since boot that the kernel knows; only the program itself is told another. */
static int is_program(void *caller) {
    Dl_info info;
    return dladdr(caller, &info) && info.dli_fname && strstr(info.dli_fname, "doorstepd");
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int status = syscall(SYS_clock_gettime, clock, time);
    if (!status && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        time->tv_sec += number("DOORSTEP_CLOCK_AHEAD");
    if (!status && clock == CLOCK_BOOTTIME && is_program(__builtin_return_address(0)))
        time->tv_sec -= number("DOORSTEP_CLOCK_BOOTED");
    return status;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) *into = now.tv_sec;
    return now.tv_sec;
}

/* A file that is touched bears the time of this clock too. */
int utimensat(int directory, const char *path, const struct timespec times[2], int flags) {
    struct timespec now[2];
    clock_gettime(CLOCK_REALTIME, &now[0]);
    now[1] = now[0];
    return syscall(SYS_utimensat, directory, path, times ? times : now, flags);
}

int futimens(int descriptor, const struct timespec times[2]) {
    return utimensat(descriptor, NULL, times, 0);
}

/* The kernel waits by its own wall clock. */
int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until) {
    static int (*original)(sem_t *restrict, const struct timespec *restrict);
    if (!original) *(void **)&original = dlsym(RTLD_NEXT, "sem_timedwait");
    struct timespec real = {until->tv_sec - number("DOORSTEP_CLOCK_AHEAD"), until->tv_nsec};
    return original(semaphore, &real);
}

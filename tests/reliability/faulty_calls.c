/* Stands before the C library's file calls and lets one of them fail, once or from then on.
 *
 * Loaded with LD_PRELOAD; counts calls about files beneath the folder FAULTY_FOLDER while it is
 * armed. A write whose turn it is writes half of what it was given, and the next one fails.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST 4096

static int armed, at, error_number, for_good, count, failed, half;
static char ours[MOST];

void faulty_set(int new_at, int new_error, int new_for_good) {
    at = new_at; error_number = new_error; for_good = new_for_good;
    count = failed = half = 0;
    armed = 1;
}

int faulty_end(void) { armed = 0; return count; }
int faulty_failed(void) { return failed; }

static int beneath(const char *path) {
    const char *folder = getenv("FAULTY_FOLDER");
    return armed && folder && path && !strncmp(path, folder, strlen(folder));
}

static int is_ours(int handle) { return armed && handle >= 0 && handle < MOST && ours[handle]; }

static int fails(void) {
    int place = count++;
    if (place != at && !(for_good && at >= 0 && place > at)) return 0;
    failed++;
    errno = error_number;
    return 1;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int opened(const char *name, const char *path, int flags, mode_t mode) {
    REAL(int, name, const char *, int, ...);
    int mine = beneath(path);
    if (mine && fails()) return -1;
    int handle = real(path, flags, mode);
    if (handle >= 0 && handle < MOST) ours[handle] = mine;
    return handle;
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return opened("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return opened("open64", path, flags, mode);
}

ssize_t write(int handle, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (is_ours(handle)) {
        if (half) {
            half = 0;
            if (!for_good) { failed++; errno = error_number; return -1; }
        }
        if (fails()) {
            if (size < 2 || failed > 1) return -1;
            half = 1;
            return real(handle, data, size / 2);
        }
    }
    return real(handle, data, size);
}

ssize_t read(int handle, void *data, size_t size) {
    REAL(ssize_t, "read", int, void *, size_t);
    if (is_ours(handle) && fails()) return -1;
    return real(handle, data, size);
}

int close(int handle) {
    REAL(int, "close", int);
    int mine = is_ours(handle);
    if (handle >= 0 && handle < MOST) ours[handle] = 0;
    int result = real(handle);
    return mine && fails() ? -1 : result;
}

int fsync(int handle) {
    REAL(int, "fsync", int);
    return is_ours(handle) && fails() ? -1 : real(handle);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return beneath(from) && fails() ? -1 : real(from, to);
}

int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    return beneath(from) && fails() ? -1 : real(from, to);
}

int linkat(int one, const char *from, int other, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    return beneath(from) && fails() ? -1 : real(one, from, other, to, flags);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return beneath(path) && fails() ? -1 : real(path);
}

int chmod(const char *path, mode_t mode) {
    REAL(int, "chmod", const char *, mode_t);
    return beneath(path) && fails() ? -1 : real(path, mode);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return beneath(path) && fails() ? -1 : real(path, mode);
}

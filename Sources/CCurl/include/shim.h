#ifndef DOORSTEP_CCURL_SHIM_H
#define DOORSTEP_CCURL_SHIM_H

#include <curl/curl.h>

// One function for each type of argument: Swift cannot call curl_easy_setopt and curl_easy_getinfo, which are variadic.
// The parentheses keep curl's macros of the same names out of the way.

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, const void *value) {
    return (curl_easy_setopt)(easy, option, value);
}

// For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION, which have the same shape.
static inline CURLcode ccurl_set_receiver(
    CURL *easy, CURLoption option, curl_write_callback function) {
    return (curl_easy_setopt)(easy, option, function);
}

static inline CURLcode ccurl_set_sender(CURL *easy, curl_read_callback function) {
    return (curl_easy_setopt)(easy, CURLOPT_READFUNCTION, function);
}

static inline CURLcode ccurl_set_debug(CURL *easy, curl_debug_callback function) {
    return (curl_easy_setopt)(easy, CURLOPT_DEBUGFUNCTION, function);
}

static inline CURLcode ccurl_set_progress(CURL *easy, curl_xferinfo_callback function) {
    return (curl_easy_setopt)(easy, CURLOPT_XFERINFOFUNCTION, function);
}

static inline CURLcode ccurl_set_open_socket(CURL *easy, curl_opensocket_callback function) {
    return (curl_easy_setopt)(easy, CURLOPT_OPENSOCKETFUNCTION, function);
}

static inline CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
    return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLcode ccurl_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
    return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLcode ccurl_get_string(CURL *easy, CURLINFO info, const char **value) {
    return (curl_easy_getinfo)(easy, info, value);
}

// The address has addrlen bytes: more than the struct sockaddr that curl declares it with.
static inline const void *ccurl_address_bytes(const struct curl_sockaddr *address) {
    return &address->addr;
}

#endif

/* SPDX-License-Identifier: MIT */
/* The tenant: loaded from its file, held by requests, replaced under them. */
#include "server.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium/randombytes.h>

void tenants_init(struct tenants *tenants)
{
    *tenants = (struct tenants){.lock = PTHREAD_MUTEX_INITIALIZER};
    randombytes_buf(tenants->hash_key, sizeof tenants->hash_key);
}

/* Reads at most one byte more than the library accepts, so that it refuses a longer file. */
static char *read_all(FILE *file, size_t *length)
{
    const size_t most = (size_t)ORGPOL_JSON_MAX_BYTES + 1;
    size_t size = 65536;
    char *text = malloc(size);

    *length = 0;
    while (text) {
        char *grown;

        *length += fread(text + *length, 1, size - *length, file);
        if (*length < size || size == most)
            return text;
        size = size < most / 2 ? 2 * size : most;
        grown = realloc(text, size);
        if (grown == NULL)
            free(text);
        text = grown;
    }
    return NULL;
}

/* Only a regular file: a pipe, say, could keep the thread that takes signals waiting for a writer. */
static FILE *open_file(const char *name)
{
    const int fd = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    struct stat about;
    FILE *file = NULL;

    if (fd != -1 && (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)))
        complain("%s: expected a regular file", name);
    else if (fd == -1 || (file = fdopen(fd, "rb")) == NULL)
        complain("%s: %s", name, strerror(errno));
    if (file == NULL && fd != -1)
        close(fd);
    return file;
}

static char *read_file(const char *name, size_t *length)
{
    FILE *file = open_file(name);
    char *text;

    if (file == NULL)
        return NULL;
    text = read_all(file, length);
    if (text == NULL) {
        complain("%s: out of memory", name);
    } else if (ferror(file)) {
        complain("%s: %s", name, strerror(errno));
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

static struct held_tenant *load(const char *file, const uint8_t *hash_key)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct held_tenant *held = NULL;
    size_t length;
    char *text = read_file(file, &length);

    if (text == NULL)
        return NULL;
    options.hash_key = hash_key;
    held = calloc(1, sizeof *held);
    if (held == NULL) {
        complain("%s: out of memory", file);
    } else if (orgpol_tenant_load(text, length, &options, &held->tenant, &error) != ORGPOL_OK) {
        complain("%s: offset %zu%s%s: %s", file, error.offset, error.pointer[0] ? ": " : "", error.pointer,
                 error.message);
        free(held);
        held = NULL;
    } else {
        held->holders = 1;
    }
    free(text);
    return held;
}

bool tenants_load(struct tenants *tenants, const char *file)
{
    struct held_tenant *held = load(file, tenants->hash_key);
    struct held_tenant *replaced;

    if (held == NULL)
        return false;
    pthread_mutex_lock(&tenants->lock);
    replaced = tenants->current;
    tenants->current = held;
    pthread_mutex_unlock(&tenants->lock);
    tenants_release(tenants, replaced);
    return true;
}

struct held_tenant *tenants_hold(struct tenants *tenants)
{
    struct held_tenant *held;

    pthread_mutex_lock(&tenants->lock);
    held = tenants->current;
    held->holders++;
    pthread_mutex_unlock(&tenants->lock);
    return held;
}

void tenants_release(struct tenants *tenants, struct held_tenant *held)
{
    bool last;

    if (held == NULL)
        return;
    pthread_mutex_lock(&tenants->lock);
    last = --held->holders == 0;
    pthread_mutex_unlock(&tenants->lock);
    if (last) {
        orgpol_tenant_free(held->tenant);
        free(held);
    }
}

void tenants_free(struct tenants *tenants)
{
    tenants_release(tenants, tenants->current);
    tenants->current = NULL;
    pthread_mutex_destroy(&tenants->lock);
}

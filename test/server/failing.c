/* SPDX-License-Identifier: MIT */
/*
 * Linked into the server with --wrap: one allocation fails, that of number FAIL_ALLOCATION (from the
 * environment) among those of all threads that answer. cJSON's are counted too, libmicrohttpd's are not.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

static pthread_t starter;
static atomic_long left;

__attribute__((constructor)) static void prepare(void)
{
    const char *number = getenv("FAIL_ALLOCATION");
    cJSON_Hooks hooks = {__wrap_malloc, free};

    starter = pthread_self();
    atomic_store(&left, number ? strtol(number, NULL, 10) : 0);
    cJSON_InitHooks(&hooks);
}

static bool permitted(void)
{
    return pthread_equal(pthread_self(), starter) || atomic_fetch_sub(&left, 1) != 1;
}

void *__wrap_malloc(size_t size)
{
    return permitted() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return permitted() ? __real_calloc(count, size) : NULL;
}

void *__wrap_realloc(void *memory, size_t size)
{
    return permitted() ? __real_realloc(memory, size) : NULL;
}

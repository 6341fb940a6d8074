/* SPDX-License-Identifier: MIT */
/*
 * Linked into the server with --wrap; what the environment says goes wrong with the allocations of the
 * threads that answer. cJSON's are counted too, libmicrohttpd's are not.
 *
 * FAIL_ALLOCATION=N: the one of number N fails.
 * STALL_ALLOCATION=N, STALL_AT=FIFO: the one of number N waits until the FIFO has had a writer and has none.
 * FAIL_GROWTH=BYTES: no block grows beyond that.
 */
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include <cjson/cJSON.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

static pthread_t starter;
static atomic_long left;
static atomic_long left_to_stall;
static size_t most_growth;

static long number_of(const char *variable)
{
    const char *number = getenv(variable);

    return number ? strtol(number, NULL, 10) : 0;
}

__attribute__((constructor)) static void prepare(void)
{
    cJSON_Hooks hooks = {__wrap_malloc, free};

    starter = pthread_self();
    atomic_store(&left, number_of("FAIL_ALLOCATION"));
    atomic_store(&left_to_stall, number_of("STALL_ALLOCATION"));
    most_growth = (size_t)number_of("FAIL_GROWTH");
    cJSON_InitHooks(&hooks);
}

static void stall(void)
{
    const int fd = open(getenv("STALL_AT"), O_RDONLY);
    char byte;

    while (read(fd, &byte, 1) > 0)
        ;
    close(fd);
}

static bool permitted(void)
{
    if (pthread_equal(pthread_self(), starter))
        return true;
    if (atomic_fetch_sub(&left_to_stall, 1) == 1)
        stall();
    return atomic_fetch_sub(&left, 1) != 1;
}

static bool grows_too_much(void *memory, size_t size)
{
    return most_growth > 0 && memory && size > most_growth && size > malloc_usable_size(memory);
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
    return permitted() && !grows_too_much(memory, size) ? __real_realloc(memory, size) : NULL;
}

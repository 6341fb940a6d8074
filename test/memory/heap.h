/* SPDX-License-Identifier: MIT */
/*
 * Counts what a test and the libraries in it take from the heap, and refuses one allocation, or all from one
 * on. Linked with --wrap for malloc and its like; cJSON's go through its hooks.
 */
#ifndef ORGPOL_TEST_HEAP_H
#define ORGPOL_TEST_HEAP_H

#include "support.h"

#include <cjson/cJSON.h>

void *__real_malloc(size_t size);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void __wrap_free(void *memory);

/* What stands in front of a block. The blocks are a ring, the youngest first. */
union header {
    struct {
        size_t size;
        size_t number;
        union header *older;
        union header *younger;
    } block;
    max_align_t alignment;
};

/* Volatile, for compilers know malloc, and that it reads nothing of theirs. */
static volatile size_t live;             /* bytes asked for and not freed */
static volatile size_t peak;             /* most of them at once */
static volatile size_t made;             /* blocks, ever */
static volatile long until_failure = -1; /* -1: never */
static volatile bool fails_for_good;     /* and not once */
static volatile bool failed;

static union header ring = {.block = {0, 0, &ring, &ring}};

void *__wrap_malloc(size_t size)
{
    union header *header;

    if (until_failure == 0) {
        failed = true;
        until_failure = fails_for_good ? 0 : -1;
        return NULL;
    }
    if (until_failure > 0)
        until_failure--;
    header = __real_malloc(sizeof *header + size);
    if (header == NULL)
        abort();
    header->block.size = size;
    header->block.number = ++made;
    header->block.older = ring.block.older;
    header->block.younger = &ring;
    ring.block.older->block.younger = header;
    ring.block.older = header;
    live += size;
    peak = live > peak ? live : peak;
    return header + 1;
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *memory = __wrap_malloc(count * size);

    return memory ? memset(memory, 0, count * size) : NULL;
}

void __wrap_free(void *memory)
{
    union header *header = memory;

    if (memory == NULL)
        return;
    header--;
    header->block.older->block.younger = header->block.younger;
    header->block.younger->block.older = header->block.older;
    live -= header->block.size;
    __real_free(header);
}

void *__wrap_realloc(void *memory, size_t size)
{
    const union header *old = memory;
    void *grown = __wrap_malloc(size);

    if (grown && old) {
        memcpy(grown, old, old[-1].block.size < size ? old[-1].block.size : size);
        __wrap_free(memory);
    }
    return grown;
}

/* Every byte of the blocks that are younger than `number`, as a number. */
static inline uint64_t bytes_since(size_t number)
{
    uint64_t sum = 0;

    for (const union header *at = ring.block.older; at != &ring && at->block.number > number;
         at = at->block.older) {
        const unsigned char *bytes = (const unsigned char *)(at + 1);
        size_t i = 0;

        for (; i + sizeof sum <= at->block.size; i += sizeof sum) {
            uint64_t word;

            memcpy(&word, bytes + i, sizeof word);
            sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        }
        for (; i < at->block.size; i++)
            sum = (sum ^ bytes[i]) * UINT64_C(0x9E3779B97F4A7C15);
    }
    return sum;
}

/* A set-up of cmocka. */
static inline int with_hooks(void **state)
{
    cJSON_Hooks hooks = {__wrap_malloc, __wrap_free};

    (void)state;
    cJSON_InitHooks(&hooks);
    return 0;
}

#endif

/* SPDX-License-Identifier: MIT */
/*
 * What the fuzz targets share. Built with -DLIBFUZZER they are libFuzzer's (`make fuzz`); else main replays
 * the committed corpus, one seed a line, and mutations of it that are the same in every run.
 */
#ifndef ORGPOL_TEST_FUZZ_REPLAY_H
#define ORGPOL_TEST_FUZZ_REPLAY_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "property/random.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold, whatever the input. */
#define MUST(condition)                                                                \
    do {                                                                               \
        if (!(condition)) {                                                            \
            fprintf(stderr, "%s:%d: must hold: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                                   \
        }                                                                              \
    } while (0)

/* A whole file, terminated; the caller frees. */
static inline char *whole_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    char *text = calloc(1, 1 << 20);

    MUST(file && text);
    MUST(fread(text, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

#ifndef LIBFUZZER

#define SEED_MAX 16384
#ifndef MUTATIONS
#define MUTATIONS 400 /* of every seed; QUICK=1: a tenth. A target that takes long has fewer */
#endif
#ifndef QUICK_STEP
#define QUICK_STEP 1 /* with QUICK=1 every how many seeds one is replayed */
#endif

/* Flips, drops, doubles or moves a few bytes. */
static inline size_t mutated(uint8_t *data, size_t size)
{
    for (uint64_t times = random_bits() % 4 + 1; times > 0 && size > 1; times--) {
        const size_t at = (size_t)(random_bits() % size);

        switch (random_bits() % 4) {
        case 0: data[at] ^= (uint8_t)(1u << random_bits() % 8); break;
        case 1: data[at] = data[random_bits() % size]; break;
        case 2: memmove(data + at, data + at + 1, --size - at); break;
        default:
            if (size < SEED_MAX) {
                memmove(data + at + 1, data + at, size - at);
                size++;
            }
        }
    }
    return size;
}

/* A copy that fills its allocation, so that a read beyond it is seen. */
static inline void run_input(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);

    MUST(copy);
    memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

/* An exit status. */
static inline int replay(const char *corpus)
{
    char *const text = whole_file(corpus);
    unsigned long inputs = 0;
    unsigned long seeds = 0;

    for (char *seed = strtok(text, "\n"); seed; seed = strtok(NULL, "\n")) {
        const size_t size = strlen(seed);

        if (seeds++ % QUICK_STEP != 0 && quick())
            continue;
        MUST(size < SEED_MAX);
        run_input((const uint8_t *)seed, size);
        for (int i = 0; i < MUTATIONS / (quick() ? 10 : 1); i++) {
            uint8_t data[SEED_MAX];

            memcpy(data, seed, size);
            run_input(data, mutated(data, size));
            inputs++;
        }
        inputs++;
    }
    free(text);
    printf("%lu inputs from %s\n", inputs, corpus);
    return inputs == 0;
}

#define REPLAY(corpus)         \
    int main(void)             \
    {                          \
        return replay(corpus); \
    }

#else
#define REPLAY(corpus)
#endif

#endif

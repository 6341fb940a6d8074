/* SPDX-License-Identifier: MIT */
/* A row of `make bench`: a question to the library, its floor, and how many times the floor it may take. */
#ifndef ORGPOL_BENCH_BENCH_H
#define ORGPOL_BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The functions of a row share static data of their file. `library` and `floor` ask the questions from one
 * place of the batch to another, and return something of every answer, so that none is optimized away.
 */
struct bench {
    const char *name;
    const char *against; /* what the floor is */
    double limit;        /* most times the floor that the library may take */
    bool is_tail;        /* no floor: `limit` is how many times its median the 99th percentile may be */
    bool is_guard;       /* the limits are no targets of the project, but guards set where it was */
    double floor_ns;     /* the floor when it is a number; then, and of a tail, `floor` is NULL */
    double floor_times;  /* so many times is what `floor` takes; 0: once */
    size_t batch;        /* questions that `prepare` draws */
    size_t group;        /* of a batch: questions timed together; 1: each call for itself */
    size_t rounds;       /* batches in a run; RUNS runs are timed */
    size_t counted;      /* batches whose instructions are counted */
    size_t kind;         /* tells rows with the same functions apart */
    /* Builds what the questions need, smaller where instructions are counted. May be NULL. */
    void (*setup)(size_t kind, bool counting);
    /* Draws a batch. NULL: setup has drawn the only one. */
    void (*prepare)(void);
    uint64_t (*library)(size_t from, size_t to);
    uint64_t (*floor)(size_t from, size_t to);
    /*
     * After a batch was timed, so that nobody has learned its questions before: ends the program unless
     * library and floor agree on every one of them.
     */
    void (*check)(void);
    void (*teardown)(void); /* may be NULL */
};

/* Each ends with a row without a name. */
extern const struct bench login_rows[];
extern const struct bench prompt_rows[];
extern const struct bench grant_rows[];
extern const struct bench scope_rows[];
extern const struct bench consent_key_rows[];
extern const struct bench exchange_rows[];
extern const struct bench describe_rows[];
extern const struct bench authzen_rows[];
extern const struct bench reader_rows[];
extern const struct bench lookup_rows[];

/* Ends the program: the benchmark itself is broken. */
_Noreturn void bench_fail(const char *row, const char *what);

/* The memory, unless there is none left. */
void *bench_must(void *memory);

#endif

/* SPDX-License-Identifier: MIT */
/* Clock and order statistics of the benchmarks. */
#ifndef ORGPOL_BENCH_MEASURE_H
#define ORGPOL_BENCH_MEASURE_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline double clock_ns(clockid_t clock)
{
    struct timespec time;

    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static inline double now_ns(void)
{
    return clock_ns(CLOCK_MONOTONIC);
}

/* What the thread itself has taken, for what lasts so long that others get their turn. */
static inline double cpu_ns(void)
{
    return clock_ns(CLOCK_THREAD_CPUTIME_ID);
}

static inline int compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Sorts the samples and returns the one below which a share of them lies. */
static inline double percentile(double *samples, size_t count, double share)
{
    qsort(samples, count, sizeof *samples, compare_doubles);
    return samples[(size_t)((double)(count - 1) * share)];
}

/* BENCH_JSON=1: one JSON object a line. */
static inline bool wants_json(void)
{
    const char *wanted = getenv("BENCH_JSON");

    return wanted && *wanted && strcmp(wanted, "0") != 0;
}

#endif

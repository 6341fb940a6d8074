/* SPDX-License-Identifier: MIT */
/*
 * bench [ROW...]: decisions against their floors, in one binary, one process, one thread; every row, or those
 * named. BENCH_JSON=1 prints one JSON object a line. README.md says what the floors are.
 *
 * A row is timed in 32 runs. In every run library and floor take turns, group of questions by group, so that
 * whatever else the machine does hits both; which of them goes first alternates. Of a run count the median
 * and the 99th percentile of its groups and the ratio of the two medians, and of these the median over all
 * runs is printed. The questions of a group are timed together and the time is divided by their number; the
 * clock's own cost is taken off.
 *
 * Noise: a busy machine makes runs slower, never faster, so a limit is missed when even the lower quartile of
 * the runs' ratios is over it. Then the exit status is 1.
 *
 * bench --count ROW [BATCHES]: asks a fixed number of fixed questions of the library, all in bench_counted,
 * and looks at no clock, to be run where instructions are counted (instructions.py). Prints how many it
 * asked. bench --rows: the rows that can be counted.
 */
#include "bench.h"

#include <stdio.h>

#include "measure.h"

#define RUNS 32

static const struct bench *const groups[] = {
    login_rows,    prompt_rows,   grant_rows,   scope_rows,  consent_key_rows,
    exchange_rows, describe_rows, authzen_rows, reader_rows, lookup_rows,
};
#define GROUPS (sizeof groups / sizeof *groups)

/* What all answers are added to. */
static volatile uint64_t answers;

void bench_fail(const char *row, const char *what)
{
    fprintf(stderr, "%s: %s\n", row, what);
    exit(2);
}

void *bench_must(void *memory)
{
    if (memory == NULL)
        bench_fail("bench", "out of memory");
    return memory;
}

/* ---- measuring ---- */

/* What is found out in a run, and about a row. */
struct figures {
    double p50_ns;
    double p99_ns;
    double floor_ns;
    double ratio;
};

static double timed(uint64_t (*ask)(size_t from, size_t to), size_t from, size_t to)
{
    const double start = now_ns();
    const uint64_t answer = ask(from, to);
    const double end = now_ns();

    answers += answer;
    return end - start;
}

static uint64_t nothing(size_t from, size_t to)
{
    return from + to;
}

/* What it takes to look at the clock. */
static double clock_cost(void)
{
    double samples[4096];

    for (size_t i = 0; i < 4096; i++)
        samples[i] = timed(nothing, 0, 0);
    return percentile(samples, 4096, 0.5);
}

/* A run; `library` and `floor` have room for its samples. */
static struct figures run(const struct bench *bench, double clock_ns, double *library, double *floor)
{
    const double times = bench->floor_times > 0 ? bench->floor_times : 1;
    const double each = (double)bench->group;
    struct figures figures = {.floor_ns = bench->floor_ns};
    size_t samples = 0;

    for (size_t round = 0; round < bench->rounds; round++) {
        if (bench->prepare)
            bench->prepare();
        for (size_t from = 0; from < bench->batch; from += bench->group, samples++) {
            const size_t to = from + bench->group;

            if (bench->floor && samples % 2)
                floor[samples] = (timed(bench->floor, from, to) - clock_ns) / each;
            library[samples] = (timed(bench->library, from, to) - clock_ns) / each;
            if (bench->floor && samples % 2 == 0)
                floor[samples] = (timed(bench->floor, from, to) - clock_ns) / each;
        }
        bench->check();
    }
    figures.p50_ns = percentile(library, samples, 0.5);
    figures.p99_ns = percentile(library, samples, 0.99);
    if (bench->floor)
        figures.floor_ns = percentile(floor, samples, 0.5) * times;
    if (bench->is_tail)
        figures.floor_ns = figures.p50_ns;
    figures.ratio = (bench->is_tail ? figures.p99_ns : figures.p50_ns) / figures.floor_ns;
    return figures;
}

static double over_runs(const struct figures *runs, size_t member, double share)
{
    double samples[RUNS];

    for (size_t i = 0; i < RUNS; i++)
        memcpy(&samples[i], (const char *)&runs[i] + member, sizeof *samples);
    return percentile(samples, RUNS, share);
}
#define OVER_RUNS(runs, member, share) over_runs(runs, offsetof(struct figures, member), share)

/* ---- reporting ---- */

static int report(const struct bench *bench, const struct figures *middle, double best, bool json)
{
    const bool missed = best > bench->limit;
    const char *kind = bench->is_guard ? "guard" : "target";

    if (json)
        printf("{\"name\":\"%s\",\"p50_ns\":%.2f,\"p99_ns\":%.2f,\"floor\":\"%s\",\"floor_ns\":%.2f,"
               "\"ratio\":%.3f,\"best_ratio\":%.3f,\"%s\":%.2f,\"missed\":%s}\n",
               bench->name, middle->p50_ns, middle->p99_ns, bench->against, middle->floor_ns, middle->ratio,
               best, kind, bench->limit, missed ? "true" : "false");
    else
        printf("%-34s %9.1f %9.1f %9.1f %6.2f %6.2f %6.2f %-6s  %-6s  %s\n", bench->name, middle->p50_ns,
               middle->p99_ns, middle->floor_ns, middle->ratio, best, bench->limit, kind,
               missed ? "MISSED" : "ok", bench->against);
    fflush(stdout);
    return missed;
}

static int measure(const struct bench *bench, double clock_ns, bool json)
{
    const size_t samples = bench->rounds * bench->batch / bench->group;
    double *library = bench_must(malloc(samples * sizeof *library));
    double *floor = bench_must(malloc(samples * sizeof *floor));
    struct figures runs[RUNS];
    struct figures middle;

    if (bench->setup)
        bench->setup(bench->kind, false);
    for (size_t i = 0; i < RUNS; i++)
        runs[i] = run(bench, clock_ns, library, floor);
    if (bench->teardown)
        bench->teardown();
    free(library);
    free(floor);
    middle = (struct figures){
        .p50_ns = OVER_RUNS(runs, p50_ns, 0.5),
        .p99_ns = OVER_RUNS(runs, p99_ns, 0.5),
        .floor_ns = OVER_RUNS(runs, floor_ns, 0.5),
        .ratio = OVER_RUNS(runs, ratio, 0.5),
    };
    return report(bench, &middle, OVER_RUNS(runs, ratio, 0.25), json);
}

/* ---- counting ---- */

void bench_counted(const struct bench *bench);

/* Not inlined, so that the tool that counts finds it by its name. */
#if defined(__GNUC__)
__attribute__((noinline))
#endif
void bench_counted(const struct bench *bench)
{
    answers += bench->library(0, bench->batch);
}

static int count_row(const struct bench *bench, size_t batches)
{
    if (bench->setup)
        bench->setup(bench->kind, true);
    /* What is done once only, such as finding the functions of other libraries, is not counted. */
    if (bench->prepare)
        bench->prepare();
    answers += bench->library(0, bench->batch);
    for (size_t i = 0; i < batches; i++) {
        if (bench->prepare)
            bench->prepare();
        bench_counted(bench);
        bench->check();
    }
    if (bench->teardown)
        bench->teardown();
    printf("%zu\n", batches * bench->batch);
    return 0;
}

/* ---- the rows ---- */

/* The first row (NULL), or the one after `bench`; NULL after the last. `group` begins as 0. */
static const struct bench *next_row(size_t *group, const struct bench *bench)
{
    bench = bench ? bench + 1 : groups[*group];
    while (bench->name == NULL && ++*group < GROUPS)
        bench = groups[*group];
    return bench->name ? bench : NULL;
}

static const struct bench *row_named(const char *name)
{
    size_t group = 0;

    for (const struct bench *bench = next_row(&group, NULL); bench; bench = next_row(&group, bench))
        if (strcmp(bench->name, name) == 0)
            return bench;
    bench_fail(name, "there is no such row");
}

static int list_rows(void)
{
    size_t group = 0;

    for (const struct bench *bench = next_row(&group, NULL); bench; bench = next_row(&group, bench))
        if (bench->counted)
            puts(bench->name);
    return 0;
}

static int measure_rows(char **names)
{
    const bool json = wants_json();
    const double clock_ns = clock_cost();
    size_t group = 0;
    int missed = 0;

    if (!json)
        printf("%-34s %9s %9s %9s %6s %6s %6s %-6s  %-6s  %s\n", "row", "p50 ns", "p99 ns", "floor ns",
               "ratio", "best", "limit", "is a", "", "floor");
    for (char **name = names; *name; name++)
        missed |= measure(row_named(*name), clock_ns, json);
    if (*names == NULL)
        for (const struct bench *bench = next_row(&group, NULL); bench; bench = next_row(&group, bench))
            missed |= measure(bench, clock_ns, json);
    return missed;
}

int main(int count, char **arguments)
{
    if (count == 2 && strcmp(arguments[1], "--rows") == 0)
        return list_rows();
    if ((count == 3 || count == 4) && strcmp(arguments[1], "--count") == 0) {
        const struct bench *bench = row_named(arguments[2]);

        return count_row(bench, count == 4 ? strtoul(arguments[3], NULL, 10) : bench->counted);
    }
    return measure_rows(arguments + 1);
}

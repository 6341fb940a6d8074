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
 * bench --count [ROW [BATCHES]]: asks a fixed number of fixed questions of the library and looks at no clock,
 * to be run where instructions are counted (instructions.py): all in bench_counted, a call of bench_row_done
 * after each row. Prints the row's name and how many questions it asked.
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

/* Not inlined, so that the tool that counts finds them by name. */
#if defined(__GNUC__)
#define FOUND_BY_NAME __attribute__((noinline))
#else
#define FOUND_BY_NAME
#endif
void bench_counted(const struct bench *bench);
void bench_row_done(const struct bench *bench, size_t batches);

FOUND_BY_NAME void bench_counted(const struct bench *bench)
{
    answers += bench->library(0, bench->batch);
}

FOUND_BY_NAME void bench_row_done(const struct bench *bench, size_t batches)
{
    printf("%zu %s\n", batches * bench->batch, bench->name);
}

static void count_row(const struct bench *bench, size_t batches)
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
    bench_row_done(bench, batches);
}

/* ---- the rows ---- */

static bool is_named(const struct bench *bench, char **names, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], bench->name) == 0)
            return true;
    return count == 0;
}

int main(int count, char **arguments)
{
    const bool json = wants_json();
    const bool counting = count > 1 && strcmp(arguments[1], "--count") == 0;
    char **names = arguments + 1 + counting;
    const int name_count = counting && count > 2 ? 1 : count - 1 - counting;
    const size_t batches = counting && count > 3 ? strtoul(arguments[3], NULL, 10) : 0;
    const double clock_ns = counting ? 0 : clock_cost();
    bool found = false;
    int missed = 0;

    if (!counting && !json)
        printf("%-34s %9s %9s %9s %6s %6s %6s %-6s  %-6s  %s\n", "row", "p50 ns", "p99 ns", "floor ns",
               "ratio", "best", "limit", "is a", "", "floor");
    for (size_t i = 0; i < GROUPS; i++)
        for (const struct bench *bench = groups[i]; bench->name; bench++) {
            if (!is_named(bench, names, name_count))
                continue;
            found = true;
            if (!counting)
                missed |= measure(bench, clock_ns, json);
            else if (bench->counted)
                count_row(bench, batches ? batches : bench->counted);
        }
    if (!found)
        bench_fail("bench", "there is no such row");
    return missed;
}

/* SPDX-License-Identifier: MIT */
/*
 * Tenants of 10^4, 10^5 and 10^6 organizations (BENCH_ORGS="..." for others), generated as they are loaded:
 * what loading takes, memory against the JSON, logins against the floor of their hash lookups (logins.h),
 * growth, and AuthZEN evaluations on one and two threads. Every tenant is loaded in a process of its own, so
 * that its peak memory is its own. Loads and logins are in CPU time. It takes no disk, half a gigabyte of
 * memory, and two to three minutes.
 *
 * Exit status 1 when the largest tenant misses a target by more than noise: its memory, and from 10^6
 * organizations on the peak of the process that loads it, at most its lean document; logins at most 1.5 times
 * their floor, of which the lower quartile of the rounds must be within it.
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loaded.h"
#include "orgpol/authzen.h"
#include "scale_report.h"

#define MOST_SIZES 8
#define MOST_LOGINS 65536 /* asked in every round, of organizations drawn evenly */
#define LOGIN_ROUNDS 21
#define MOST_LOADS 5
#define EVALUATIONS 16384 /* in every round, on one thread or shared by two */
#define EVALUATION_ROUNDS 9
#define LOGIN_TARGET 1.5
#define MEMORY_TARGET 1.0

static uint64_t peak_bytes(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (uint64_t)usage.ru_maxrss * 1024;
}

/* ---- logins ---- */

/* Draws logins while it measures the tenant's document. */
static void write_document(uint32_t organizations, bool lean, struct measured *measured,
                           struct logins *logins)
{
    struct generator g = generator_of(SEED, organizations, organizations, false, lean);

    while (generator_step(&g)) {
        measured->document_bytes += g.length;
        g.length = 0;
        if (g.has_question)
            keep_login(logins, &g);
    }
    free(g.text);
    shuffle(logins);
}

/* So that the floor is not optimized away. */
static volatile uint64_t lookups_sum;

static void measure_logins(const struct orgpol_tenant *tenant, const struct logins *logins,
                           struct measured *measured)
{
    double library[LOGIN_ROUNDS];
    double floor[LOGIN_ROUNDS];
    double ratios[LOGIN_ROUNDS];
    const size_t passes = MOST_LOGINS / logins->count; /* where there are few */
    const double count = (double)(passes * logins->count);
    uint64_t allowed = 0;
    uint64_t sum = 0;

    for (size_t round = 0; round < LOGIN_ROUNDS; round++) {
        double start = cpu_ns();

        for (size_t pass = 0; pass < passes; pass++)
            for (size_t i = 0; i < logins->count; i++)
                allowed += decide_login(tenant, &logins->at[i]).effect == ORGPOL_EFFECT_ALLOW;
        library[round] = (cpu_ns() - start) / count;
        start = cpu_ns();
        for (size_t pass = 0; pass < passes; pass++)
            for (size_t i = 0; i < logins->count; i++)
                sum += floor_login_lookups(tenant, &logins->at[i]);
        floor[round] = (cpu_ns() - start) / count;
        ratios[round] = library[round] / floor[round];
    }
    measured->login_ns = percentile(library, LOGIN_ROUNDS, 0.5);
    measured->floor_ns = percentile(floor, LOGIN_ROUNDS, 0.5);
    measured->ratio = percentile(ratios, LOGIN_ROUNDS, 0.5);
    measured->best_ratio = percentile(ratios, LOGIN_ROUNDS, 0.25);
    lookups_sum = sum;
    measured->allowed = (double)allowed / (count * LOGIN_ROUNDS);
}

/* ---- evaluations ---- */

struct worker {
    const struct orgpol_tenant *tenant;
    struct orgpol_str *requests;
    size_t count;
    pthread_t thread;
};

static struct orgpol_str *write_requests(const struct logins *logins)
{
    struct orgpol_str *requests = must(calloc(EVALUATIONS, sizeof *requests));

    for (size_t i = 0; i < EVALUATIONS; i++) {
        const struct login *login = &logins->at[i % logins->count];
        char text[1024];

        snprintf(text, sizeof text,
                 "{\"subject\":{\"type\":\"user\",\"id\":\"%s\"},\"action\":{\"name\":\"can_login\"},"
                 "\"resource\":{\"type\":\"client\",\"id\":\"%s\"},"
                 "\"context\":{\"organization\":\"%s\",\"connection\":\"%s\"}}",
                 login->user.ptr, login->client.ptr, login->organization.ptr, login->connection.ptr);
        requests[i] = kept(text);
    }
    return requests;
}

static void *evaluate(void *argument)
{
    const struct worker *worker = argument;
    char answer[4096];

    for (size_t i = 0; i < worker->count; i++)
        if (orgpol_authzen_evaluate(worker->tenant, worker->requests[i].ptr, worker->requests[i].len, NULL,
                                    answer, sizeof answer, NULL, NULL, NULL) != ORGPOL_OK)
            fail("an evaluation failed");
    return NULL;
}

/* Evaluations in a second, all requests shared evenly by one or two threads. */
static double evaluations_in_s(const struct orgpol_tenant *tenant, struct orgpol_str *requests,
                               size_t threads)
{
    struct worker workers[2];
    const double start = now_ns();

    for (size_t i = 0; i < threads; i++) {
        const size_t each = EVALUATIONS / threads;

        workers[i] = (struct worker){.tenant = tenant, .requests = requests + i * each, .count = each};
        if (pthread_create(&workers[i].thread, NULL, evaluate, &workers[i]) != 0)
            fail("no thread");
    }
    for (size_t i = 0; i < threads; i++)
        pthread_join(workers[i].thread, NULL);
    return EVALUATIONS / (now_ns() - start) * 1e9;
}

static void measure_evaluations(const struct orgpol_tenant *tenant, const struct logins *logins,
                                struct measured *measured)
{
    struct orgpol_str *requests = write_requests(logins);
    double one[EVALUATION_ROUNDS];
    double two[EVALUATION_ROUNDS];
    double speedups[EVALUATION_ROUNDS];

    for (size_t round = 0; round < EVALUATION_ROUNDS; round++) {
        one[round] = evaluations_in_s(tenant, requests, 1);
        two[round] = evaluations_in_s(tenant, requests, 2);
        speedups[round] = two[round] / one[round];
    }
    measured->one_thread = percentile(one, EVALUATION_ROUNDS, 0.5);
    measured->two_threads = percentile(two, EVALUATION_ROUNDS, 0.5);
    measured->speedup = percentile(speedups, EVALUATION_ROUNDS, 0.5);
    for (size_t i = 0; i < EVALUATIONS; i++)
        free((void *)(uintptr_t)requests[i].ptr);
    free(requests);
}

/* ---- one tenant, in a process of its own ---- */

/* Small tenants are loaded several times; the medians count. */
static size_t loads_of(uint32_t organizations)
{
    return organizations <= 20000 ? MOST_LOADS : organizations <= 200000 ? 3 : 1;
}

/* The full tenant is loaded alone: its rows are the lean one's. */
static void measure(uint32_t organizations, bool lean, struct measured *measured)
{
    struct logins logins = logins_of(lean ? MOST_LOGINS : 0);
    struct logins none = {0}; /* drawn while loading, for they would count as memory */
    const size_t loads = loads_of(organizations);
    double load_ns[MOST_LOADS];
    struct orgpol_tenant *tenant = NULL;

    for (size_t i = 0; i < loads; i++) {
        orgpol_tenant_free(tenant);
        tenant = load_generated(organizations, lean, &measured->loading, &none);
        load_ns[i] = measured->loading.load_ns;
    }
    measured->loading.load_ns = percentile(load_ns, loads, 0.5);
    measured->tenant_bytes = orgpol_tenant_memory_bytes(tenant);
    measured->peak_bytes = peak_bytes();
    write_document(organizations, lean, measured, &logins);
    if (lean) {
        measure_logins(tenant, &logins, measured);
        measure_evaluations(tenant, &logins, measured);
    }
    orgpol_tenant_free(tenant);
    free_logins(&logins);
}

static struct measured measured_of(uint32_t organizations, bool lean)
{
    struct measured measured = {0};
    int ends[2];
    int status;
    pid_t child = -1;

    fflush(stdout);
    if (pipe(ends) != 0 || (child = fork()) < 0)
        fail("no process");
    if (child == 0) {
        measure(organizations, lean, &measured);
        _exit(write(ends[1], &measured, sizeof measured) != sizeof measured);
    }
    close(ends[1]);
    if (read(ends[0], &measured, sizeof measured) != sizeof measured || waitpid(child, &status, 0) != child ||
        status != 0)
        fail("a tenant could not be measured");
    close(ends[0]);
    return measured;
}

/* ---- all of them ---- */

/* The sizes of BENCH_ORGS, separated by spaces. */
static size_t sizes_of(const char *text, struct scale *scales)
{
    size_t count = 0;
    char *end;

    for (; *text; text = end + strspn(end, " ")) {
        const unsigned long number = strtoul(text, &end, 10);

        if (end == text || number < 100 || number > 10000000 || (*end != ' ' && *end != '\0') ||
            count == MOST_SIZES)
            fail("BENCH_ORGS: expected up to 8 numbers from 100 to 10000000, with spaces between");
        scales[count++].organizations = (uint32_t)number;
    }
    if (count == 0)
        fail("BENCH_ORGS: expected a number, found none");
    return count;
}

int main(void)
{
    const char *wanted = getenv("BENCH_ORGS");
    const bool json = wants_json();
    struct scale scales[MOST_SIZES] = {0};
    const size_t count = sizes_of(wanted ? wanted : "10000 100000 1000000", scales);
    const struct measured *largest = &scales[count - 1].lean;
    double memory;
    double peak;
    int missed;

    for (size_t i = 0; i < count; i++) {
        scales[i].lean = measured_of(scales[i].organizations, true);
        scales[i].full = measured_of(scales[i].organizations, false);
    }
    if (json)
        print_json(scales, count);
    else
        print_table(scales, count);
    memory = ratio_of(largest->tenant_bytes, largest->document_bytes);
    if (!json)
        printf("\n%-46s %7s %7s\n", "of the last tenant", "ratio", "target");
    missed = judge("memory, against the lean document", memory, memory, MEMORY_TARGET, json);
    peak = ratio_of(largest->peak_bytes, largest->document_bytes);
    if (scales[count - 1].organizations >= 1000000)
        missed |= judge("peak while loading, against the lean document", peak, peak, MEMORY_TARGET, json);
    missed |=
        judge("login, against its hash lookups", largest->ratio, largest->best_ratio, LOGIN_TARGET, json);
    return missed;
}

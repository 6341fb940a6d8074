/* SPDX-License-Identifier: MIT */
/* What bench-scale prints: a table of tenants of several sizes, or a JSON object a line, and its verdicts. */
#ifndef ORGPOL_BENCH_SCALE_REPORT_H
#define ORGPOL_BENCH_SCALE_REPORT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "loaded.h"

/* What a child found out about one tenant. */
struct measured {
    struct loading loading;
    uint64_t document_bytes;
    uint64_t tenant_bytes;
    uint64_t peak_bytes;
    double login_ns;
    double floor_ns;
    double ratio;
    double best_ratio; /* lower quartile over the rounds */
    double allowed;    /* of the logins */
    double one_thread; /* evaluations in a second */
    double two_threads;
    double speedup;
};

struct scale {
    uint32_t organizations;
    struct measured lean;
    struct measured full;
};

static inline double ratio_of(uint64_t part, uint64_t whole)
{
    return (double)part / (double)whole;
}

/* What is printed of a tenant: a name, and how it is had. */
static inline double value_of(const struct scale *scale, size_t line)
{
    const struct measured *lean = &scale->lean;
    const struct measured *full = &scale->full;
    const double values[] = {
        (double)lean->loading.objects,
        (double)lean->loading.members,
        (double)lean->loading.users,
        (double)lean->document_bytes / 1e6,
        (double)lean->loading.lines_bytes / 1e6,
        (double)full->document_bytes / 1e6,
        (double)full->loading.lines_bytes / 1e6,
        lean->loading.load_ns,
        full->loading.load_ns,
        (double)lean->tenant_bytes / 1e6,
        ratio_of(lean->tenant_bytes, lean->document_bytes),
        (double)full->tenant_bytes / 1e6,
        ratio_of(full->tenant_bytes, full->document_bytes),
        (double)lean->peak_bytes / 1e6,
        (double)full->peak_bytes / 1e6,
        ratio_of(lean->peak_bytes, lean->document_bytes),
        lean->login_ns,
        lean->floor_ns,
        lean->ratio,
        lean->allowed,
        lean->one_thread,
        lean->two_threads,
        lean->speedup,
    };

    return values[line];
}

static const struct line {
    const char *name;
    const char *json;
    int digits;
    bool grows; /* its growth is of interest */
} lines[] = {
    {"objects", "objects", 0, false},
    {"memberships", "memberships", 0, false},
    {"users", "users", 0, false},
    {"lean: document, MB", "lean_document_mb", 1, true},
    {"lean: lines, MB", "lean_lines_mb", 1, true},
    {"full: document, MB", "full_document_mb", 1, true},
    {"full: lines, MB", "full_lines_mb", 1, true},
    {"lean: load, ns an object", "lean_load_ns", 0, true},
    {"full: load, ns an object", "full_load_ns", 0, true},
    {"lean: tenant, MB", "lean_tenant_mb", 1, true},
    {"lean: tenant / document", "lean_memory_ratio", 2, false},
    {"full: tenant, MB", "full_tenant_mb", 1, true},
    {"full: tenant / document", "full_memory_ratio", 2, false},
    {"lean: peak of the process, MB", "lean_peak_mb", 1, true},
    {"full: peak of the process, MB", "full_peak_mb", 1, true},
    {"lean: peak / document", "lean_peak_ratio", 2, false},
    {"login: lookups and decision, ns", "login_ns", 0, true},
    {"login: hash lookups alone, ns", "floor_ns", 0, true},
    {"login: ratio", "login_ratio", 2, false},
    {"login: share that is allowed", "login_allowed", 2, false},
    {"evaluations/s, 1 thread", "evaluations_1", 0, true},
    {"evaluations/s, 2 threads", "evaluations_2", 0, true},
    {"evaluations: 2 threads / 1", "speedup", 2, false},
};
#define LINES (sizeof lines / sizeof *lines)

static inline void print_table(const struct scale *scales, size_t count)
{
    printf("%-32s", "organizations");
    for (size_t i = 0; i < count; i++)
        printf(" %11u", scales[i].organizations);
    printf("  %s\n", count > 1 ? "growth" : "");
    for (size_t line = 0; line < LINES; line++) {
        printf("%-32s", lines[line].name);
        for (size_t i = 0; i < count; i++)
            printf(" %11.*f", lines[line].digits, value_of(&scales[i], line));
        if (count > 1 && lines[line].grows)
            printf(" %7.2f", value_of(&scales[count - 1], line) / value_of(&scales[0], line));
        putchar('\n');
    }
}

static inline void print_json(const struct scale *scales, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        printf("{\"name\":\"scale\",\"organizations\":%u", scales[i].organizations);
        for (size_t line = 0; line < LINES; line++)
            printf(",\"%s\":%.*f", lines[line].json, lines[line].digits, value_of(&scales[i], line));
        puts("}");
    }
}

/* Whether the value is over its target; the verdict, in words. */
static inline int judge(const char *what, double value, double best, double target, bool json)
{
    const bool missed = best > target;

    if (json)
        printf("{\"name\":\"%s\",\"ratio\":%.2f,\"target\":%.2f}\n", what, value, target);
    else
        printf("%-46s %7.2f %7.2f  %s\n", what, value, target, missed ? "MISSED" : "ok");
    return missed;
}

#endif

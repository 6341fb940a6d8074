/* SPDX-License-Identifier: MIT */
/*
 * orgpol test: which reasons and rules the tests reach. A reason is reached when an answer names it as unmet.
 * The measure is the reasons of the families that were asked, since a tenant need not use the others; the
 * whole catalogue is told beside it.
 */
#include "test.h"

#include <string.h>

/* What a set of families has, and how much of it was reached. */
struct count {
    size_t reasons;
    size_t reached_reasons;
    size_t rules;
    size_t reached_rules;
};

static bool is_asked(const struct coverage *coverage, unsigned family)
{
    return coverage->allowed[family] + coverage->denied[family] > 0;
}

void coverage_add(struct coverage *coverage, struct orgpol_decision decision)
{
    if (decision.family >= ORGPOL_FAMILY_COUNT || orgpol_family_size(decision.family) == 0)
        return;
    coverage->reached[decision.family] |= decision.unmet;
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        coverage->allowed[decision.family]++;
    else if (decision.effect == ORGPOL_EFFECT_DENY)
        coverage->denied[decision.family]++;
}

static bool same_rule(unsigned one, unsigned other)
{
    return strcmp(orgpol_reason_info((uint16_t)one)->rule, orgpol_reason_info((uint16_t)other)->rule) == 0;
}

/* Several families may have a reason, and several reasons a rule; each counts once. */
static struct count count_families(const struct coverage *coverage, bool all)
{
    bool there[ORGPOL_REASON_COUNT] = {false};
    bool reached[ORGPOL_REASON_COUNT] = {false};
    struct count count = {0};

    for (unsigned family = 0; family < ORGPOL_FAMILY_COUNT; family++) {
        for (unsigned place = 0; place < orgpol_family_size((uint8_t)family); place++) {
            const uint16_t reason = orgpol_family_reason((uint8_t)family, place);

            there[reason] = there[reason] || all || is_asked(coverage, family);
            reached[reason] = reached[reason] || (coverage->reached[family] >> place & 1);
        }
    }
    for (unsigned reason = 1; reason < ORGPOL_REASON_COUNT; reason++) {
        bool first = there[reason]; /* of its rule */
        bool rule_reached = false;

        count.reasons += there[reason];
        count.reached_reasons += there[reason] && reached[reason];
        for (unsigned other = 1; other < ORGPOL_REASON_COUNT && first; other++) {
            if (!there[other] || !same_rule(other, reason))
                continue;
            first = other >= reason;
            rule_reached = rule_reached || reached[other];
        }
        count.rules += first;
        count.reached_rules += first && rule_reached;
    }
    return count;
}

/* Whole per cent, rounded down, so that 100 is all. */
static size_t percent_of(size_t part, size_t whole)
{
    return whole == 0 ? 0 : part * 100 / whole;
}

static void print_families(const struct coverage *coverage, const char *prefix)
{
    printf("%s  %-24s %7s %7s  %s\n", prefix, "FAMILY", "ALLOWED", "DENIED", "REASONS");
    for (unsigned family = 0; family < ORGPOL_FAMILY_COUNT; family++) {
        const unsigned size = orgpol_family_size((uint8_t)family);
        unsigned reached = 0;

        for (unsigned place = 0; place < size; place++)
            reached += (unsigned)(coverage->reached[family] >> place & 1);
        if (is_asked(coverage, family))
            printf("%s  %-24s %7zu %7zu  %u of %u\n", prefix, orgpol_family_name((uint8_t)family),
                   coverage->allowed[family], coverage->denied[family], reached, size);
    }
}

static void print_unreached(const struct coverage *coverage, const char *prefix)
{
    const char *between = "never asked: ";

    for (unsigned family = 0; family < ORGPOL_FAMILY_COUNT; family++) {
        for (unsigned place = 0; place < orgpol_family_size((uint8_t)family); place++) {
            const struct orgpol_reason_entry *info =
                orgpol_reason_info(orgpol_family_reason((uint8_t)family, place));

            if (is_asked(coverage, family) && (coverage->reached[family] >> place & 1) == 0)
                printf("%snot reached: %s %s %s\n", prefix, orgpol_family_name((uint8_t)family), info->rule,
                       info->name);
        }
    }
    fputs(prefix, stdout);
    for (unsigned family = 0; family < ORGPOL_FAMILY_COUNT; family++) {
        if (orgpol_family_size((uint8_t)family) == 0 || is_asked(coverage, family))
            continue;
        printf("%s%s", between, orgpol_family_name((uint8_t)family));
        between = ", ";
    }
    puts(*between == ',' ? "" : "every family was asked");
}

void coverage_print(const struct coverage *coverage, const char *prefix)
{
    const struct count asked = count_families(coverage, false);
    const struct count all = count_families(coverage, true);

    printf("%scoverage of the families asked: %zu of %zu reasons (%zu %%), %zu of %zu rules (%zu %%)\n",
           prefix, asked.reached_reasons, asked.reasons, percent_of(asked.reached_reasons, asked.reasons),
           asked.reached_rules, asked.rules, percent_of(asked.reached_rules, asked.rules));
    printf("%scoverage of all: %zu of %zu reasons (%zu %%), %zu of %zu rules (%zu %%)\n", prefix,
           all.reached_reasons, all.reasons, percent_of(all.reached_reasons, all.reasons), all.reached_rules,
           all.rules, percent_of(all.reached_rules, all.rules));
    print_families(coverage, prefix);
    print_unreached(coverage, prefix);
}

bool coverage_suffices(const struct coverage *coverage, unsigned percent)
{
    const struct count asked = count_families(coverage, false);

    return asked.reached_reasons * 100 >= asked.reasons * percent && (asked.reasons > 0 || percent == 0);
}

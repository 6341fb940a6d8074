/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "decision.h"
#include "rows.h"
#include "text.h"

_Static_assert(sizeof(struct orgpol_config_finding) == 8 + 5 * sizeof(char *), "the layout is frozen");

static void record(struct config_findings *findings, const struct orgpol_config_finding *finding)
{
    if (findings->array && findings->count < findings->capacity)
        findings->array[findings->count] = *finding;
    findings->count++;
}

bool orgpol_config_found(struct config_findings *findings, enum orgpol_reason reason, bool met,
                         struct config_place place)
{
    if (met) {
        const struct orgpol_reason_entry *info = orgpol_reason_info((uint16_t)reason);
        const struct orgpol_config_finding finding = {
            .reason = (uint16_t)reason,
            .severity = ORGPOL_SEVERITY_ERROR,
            .index = place.index,
            .rule = info->rule,
            .field = place.field,
            .member = place.member,
            .message = info->summary,
            .remedy = info->remedy,
        };

        record(findings, &finding);
    }
    return met;
}

void orgpol_config_advise(struct config_findings *findings, const struct config_advice *advice, bool met,
                          struct config_place place)
{
    const struct orgpol_config_finding finding = {
        .severity = ORGPOL_SEVERITY_ADVICE,
        .index = place.index,
        .rule = advice->rule,
        .field = place.field,
        .member = place.member,
        .message = advice->message,
        .remedy = advice->remedy,
    };

    if (met) {
        record(findings, &finding);
        findings->advice |= advice->bit;
    }
}

bool orgpol_config_begin(struct orgpol_config_result *result)
{
    static const struct orgpol_config_result none = ORGPOL_CONFIG_RESULT_INIT;

    return write_result(result, &none, sizeof none);
}

struct orgpol_decision orgpol_config_answer(enum orgpol_family family, uint64_t unmet,
                                            const struct config_findings *findings,
                                            struct orgpol_config_result *result)
{
    struct orgpol_config_result written = ORGPOL_CONFIG_RESULT_INIT;

    written.advice = findings->advice;
    written.finding_count = findings->count;
    write_result(result, &written, sizeof written);
    if (findings->array && findings->count > findings->capacity)
        return orgpol_error(family, ORGPOL_REASON_RESULT_TOO_SMALL);
    return orgpol_answer(family, unmet, 0);
}

bool orgpol_config_other_id(struct orgpol_str a, struct orgpol_str b)
{
    return !text_absent(a) && !text_absent(b) && !text_same(a, b);
}

bool orgpol_config_twice(struct config_findings *findings, enum orgpol_reason reason, const char *field,
                         const struct orgpol_str *texts, size_t count, size_t limit, bool fold)
{
    bool any = false;

    for (size_t i = 1; i < count && i < limit; i++) {
        bool twice = false;

        for (size_t k = 0; k < i && !twice; k++)
            twice = !text_absent(texts[i]) &&
                    (fold ? text_same_folded(texts[i], texts[k]) : text_same(texts[i], texts[k]));
        any |= orgpol_config_found(findings, reason, twice, AT_ELEMENT(field, i, NULL));
    }
    return any;
}

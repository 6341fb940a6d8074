/* SPDX-License-Identifier: MIT */
/*
 * Which changes flip a decision: OLD is built again with some of them, and asked again. First each change
 * alone; for what none flips alone, all of them less one after the other, keeping what is needed.
 */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

/* Tenants built at most, and bytes of them. What has not been found out by then is said to be unsolved. */
#define TRIALS_MAX 5000
#define TRIAL_BYTES_MAX ((size_t)1 << 32)

/* Flips that all of the changes taken cause, of which those before `next` are known to be needed. */
struct part {
    bool *taken;
    size_t next;
    size_t *flips;
    size_t count;
};

struct parts {
    struct part *list;
    size_t count;
    size_t size;
};

static bool out_of_memory(void)
{
    complain("out of memory");
    return false;
}

/* A tenant with some of the changes; NULL in *tenant when it does not load. False after a complaint. */
static bool build_trial(struct diff *diff, const bool *taken, struct orgpol_tenant **tenant)
{
    struct orgpol_json_error error;
    cJSON *tree = changes_apply(diff->trees, taken);
    size_t length;
    const enum orgpol_status status = load_tree(tree, tenant, &length, &error);

    cJSON_Delete(tree);
    diff->trials++;
    diff->trial_bytes += length;
    return status != ORGPOL_ERR_MEMORY || out_of_memory();
}

static bool trials_left(const struct diff *diff)
{
    return diff->trials < TRIALS_MAX && diff->trial_bytes < TRIAL_BYTES_MAX;
}

/* Does the trial answer as NEW does? */
static bool is_flipped(struct diff *diff, const struct orgpol_tenant *trial, const struct flip *flip,
                       bool *failed)
{
    return trial && outcome_of(trial, flip->request, strlen(flip->request), flip->by_scope,
                               &diff->answers[NEW], failed) == flip->outcome[NEW];
}

static bool add_cause(struct flip *flip, size_t change)
{
    const size_t count = flip->change_count;

    if ((count & (count - 1)) == 0) {
        size_t *grown = realloc(flip->changes, (count == 0 ? 1 : 2 * count) * sizeof *grown);

        if (grown == NULL)
            return out_of_memory();
        flip->changes = grown;
    }
    flip->changes[flip->change_count++] = change;
    return true;
}

/* Notes for every flip the changes that flip it alone. */
static bool try_each(struct diff *diff)
{
    bool *taken = calloc(diff->changes.count, sizeof *taken);
    bool done = taken || out_of_memory();

    for (size_t i = 0; i < diff->changes.count && trials_left(diff) && done; i++) {
        struct orgpol_tenant *trial;
        bool failed = false;

        show_progress(diff, "change", i + 1, diff->changes.count);
        taken[i] = true;
        done = build_trial(diff, taken, &trial);
        for (size_t f = 0; f < diff->flip_count && trial && done; f++) {
            if (is_flipped(diff, trial, &diff->flips[f], &failed))
                done = add_cause(&diff->flips[f], i);
            done = done && !failed;
        }
        taken[i] = false;
        orgpol_tenant_free(trial);
    }
    free(taken);
    return done;
}

static bool settle(struct flip *flip, const bool *taken, size_t count, enum cause cause)
{
    flip->cause = cause;
    for (size_t i = 0; i < count; i++)
        if (taken[i] && !add_cause(flip, i))
            return false;
    return true;
}

static void free_part(struct part *part)
{
    free(part->taken);
    free(part->flips);
    *part = (struct part){0};
}

/* A part of its own, with room for the flips of another. */
static bool new_part(const struct part *like, size_t changes, struct parts *parts, struct part **part)
{
    struct part *list = with_room(parts->list, parts->count, &parts->size, sizeof *list);

    if (list == NULL)
        return out_of_memory();
    parts->list = list;
    *part = &parts->list[parts->count];
    **part = (struct part){.taken = calloc(changes + 1, sizeof(bool)),
                           .flips = malloc((like->count + 1) * sizeof(size_t)),
                           .next = like->next};
    parts->count++;
    if ((*part)->taken == NULL || (*part)->flips == NULL)
        return out_of_memory();
    memcpy((*part)->taken, like->taken, changes * sizeof(bool));
    return true;
}

/*
 * Tries a part without its next change. The flips that remain can do without it; the others need it, and
 * become a part of their own if there are both.
 */
static bool try_without(struct diff *diff, struct part *part, struct parts *parts)
{
    struct orgpol_tenant *trial;
    struct part *needing;
    size_t kept = 0;
    bool failed = false;

    part->taken[part->next] = false;
    if (!build_trial(diff, part->taken, &trial))
        return false;
    part->taken[part->next] = true;
    part->next++;
    if (!new_part(part, diff->changes.count, parts, &needing)) {
        orgpol_tenant_free(trial);
        return false;
    }
    for (size_t i = 0; i < part->count; i++) {
        const size_t flip = part->flips[i];

        if (is_flipped(diff, trial, &diff->flips[flip], &failed))
            part->flips[kept++] = flip;
        else
            needing->flips[needing->count++] = flip;
    }
    orgpol_tenant_free(trial);
    part->count = kept;
    part->taken[part->next - 1] = false;
    return !failed;
}

/* Takes a part down to what is needed, unless the trials are used up. */
static bool reduce(struct diff *diff, struct part *part, struct parts *parts)
{
    const size_t changes = diff->changes.count;
    bool done = true;

    while (part->next < changes && part->count > 0 && trials_left(diff) && done) {
        show_progress(diff, "combination", diff->trials, TRIALS_MAX);
        if (part->taken[part->next])
            done = try_without(diff, part, parts);
        else
            part->next++;
    }
    for (size_t i = 0; i < part->count && done; i++)
        done = settle(&diff->flips[part->flips[i]], part->taken, changes,
                      part->next < changes ? CAUSE_UNSOLVED : CAUSE_TOGETHER);
    return done;
}

/* All of the changes, for the flips that no change makes alone. */
static bool first_part(struct diff *diff, struct parts *parts)
{
    struct part whole = {.taken = calloc(diff->changes.count + 1, sizeof(bool)), .count = diff->flip_count};
    struct orgpol_tenant *trial = NULL;
    struct part *part;
    bool failed = false;
    bool done = whole.taken || out_of_memory();

    for (size_t i = 0; done && i < diff->changes.count; i++)
        whole.taken[i] = true;
    done =
        done && build_trial(diff, whole.taken, &trial) && new_part(&whole, diff->changes.count, parts, &part);
    for (size_t f = 0; done && f < diff->flip_count; f++) {
        struct flip *flip = &diff->flips[f];

        if (flip->change_count > 0)
            flip->cause = flip->change_count > 1 ? CAUSE_EACH : CAUSE_ALONE;
        else if (is_flipped(diff, trial, flip, &failed))
            part->flips[part->count++] = f;
        else
            done = settle(flip, whole.taken, diff->changes.count, CAUSE_UNSOLVED);
    }
    free(whole.taken);
    orgpol_tenant_free(trial);
    return done && !failed;
}

bool find_causes(struct diff *diff)
{
    struct parts parts = {0};
    bool done = diff->flip_count == 0 || (try_each(diff) && first_part(diff, &parts));

    while (parts.count > 0) {
        struct part part = parts.list[--parts.count];

        done = done && reduce(diff, &part, &parts);
        free_part(&part);
    }
    free(parts.list);
    return done;
}

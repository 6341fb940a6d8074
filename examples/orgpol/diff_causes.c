/* SPDX-License-Identifier: MIT */
/*
 * Which changes flip a decision: OLD is built again with some of them, and asked again. First each change
 * alone; for what none flips alone, all of them less one after the other, keeping what is needed, until no
 * more can be left out.
 */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

/* Tenants built at most, and bytes of them. What has not been found out by then is said to be so. */
#define TRIALS_MAX 5000
#define TRIAL_BYTES_MAX ((size_t)1 << 32)

/*
 * Flips that all of the changes taken cause. Those before `next` were needed when they were tried; once fewer
 * are taken, they may be no more.
 */
struct part {
    bool *taken;
    size_t next;
    bool is_smaller; /* since `next` was 0 */
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

/* Nobody's user row is read but by its id, so only requests that hold the id can ask about it. */
static bool may_matter(const struct change *change, const struct flip *flip)
{
    return change->user == NULL || strstr(flip->request, change->user);
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

static bool matters_to_some(const struct diff *diff, const struct change *change)
{
    size_t f = 0;

    while (f < diff->flip_count && !may_matter(change, &diff->flips[f]))
        f++;
    return f < diff->flip_count;
}

/* Notes the change for every flip that it flips alone. */
static bool try_alone(struct diff *diff, size_t change, bool *taken)
{
    struct orgpol_tenant *trial;
    bool failed = false;
    bool done;

    taken[change] = true;
    done = build_trial(diff, taken, &trial);
    taken[change] = false;
    for (size_t f = 0; f < diff->flip_count && trial && done; f++) {
        struct flip *flip = &diff->flips[f];

        if (may_matter(&diff->changes.list[change], flip) && is_flipped(diff, trial, flip, &failed))
            done = add_cause(flip, change);
        done = done && !failed;
    }
    orgpol_tenant_free(trial);
    return done;
}

/* Each change alone, unless the trials are used up: *all tells. */
static bool try_each(struct diff *diff, bool *all)
{
    bool *taken = calloc(diff->changes.count, sizeof *taken);
    bool done = taken || out_of_memory();

    *all = true;
    for (size_t i = 0; i < diff->changes.count && done && *all; i++) {
        if (!matters_to_some(diff, &diff->changes.list[i]))
            continue;
        show_progress(diff, "alone: change", i + 1, diff->changes.count);
        *all = trials_left(diff);
        done = !*all || try_alone(diff, i, taken);
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
                           .next = like->next,
                           .is_smaller = like->is_smaller};
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
    part->is_smaller = true;
    return !failed;
}

/* Is the part's next change taken, and may it matter? What cannot is left out here. */
static bool is_in_question(const struct diff *diff, struct part *part)
{
    const struct change *change = &diff->changes.list[part->next];
    size_t i = 0;

    while (i < part->count && !may_matter(change, &diff->flips[part->flips[i]]))
        i++;
    if (i == part->count)
        part->taken[part->next] = false;
    return part->taken[part->next];
}

/* Takes a part down to what is needed, unless the trials are used up. */
static bool reduce(struct diff *diff, struct part *part, struct parts *parts)
{
    const size_t changes = diff->changes.count;
    bool done = true;

    while ((part->next < changes || part->is_smaller) && part->count > 0 && done) {
        if (part->next == changes) { /* what was needed then may not be needed now */
            part->next = 0;
            part->is_smaller = false;
        } else if (!is_in_question(diff, part)) {
            part->next++;
        } else if (trials_left(diff)) {
            show_progress(diff, "together: without change", part->next + 1, changes);
            done = try_without(diff, part, parts);
        } else {
            break;
        }
    }
    for (size_t i = 0; i < part->count && done; i++)
        done = settle(&diff->flips[part->flips[i]], part->taken, changes,
                      part->next < changes ? CAUSE_UNSOLVED : CAUSE_TOGETHER);
    return done;
}

/* All of the changes, for the flips that no change makes alone; `all`: each has been tried alone. */
static bool first_part(struct diff *diff, bool all, struct parts *parts)
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
            flip->cause = !all ? CAUSE_AT_LEAST : flip->change_count > 1 ? CAUSE_EACH : CAUSE_ALONE;
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
    bool all;
    bool done = diff->flip_count == 0 || (try_each(diff, &all) && first_part(diff, all, &parts));

    while (parts.count > 0) {
        struct part part = parts.list[--parts.count];

        done = done && reduce(diff, &part, &parts);
        free_part(&part);
    }
    free(parts.list);
    return done;
}

/* SPDX-License-Identifier: MIT */
/*
 * Prints the truth table of the organization prompt, collapsed, group by group (prompt_space.h): what is
 * answered when. `make golden` keeps it in prompt.golden, so that every change of behaviour is a visible
 * difference; without --print it compares.
 */
#include "prompt_space.h"

static void add(char *line, size_t size, const char *separator, const char *word)
{
    snprintf(line + strlen(line), size - strlen(line), "%s%s", separator, word);
}

static void add_text(char *line, size_t size, const char *separator, struct orgpol_str text)
{
    if (text.ptr && text.len > 0)
        snprintf(line + strlen(line), size - strlen(line), "%s%.*s", separator, (int)text.len, text.ptr);
}

/* The answer at a point: reasons, or mode, organization, candidates and connection; then the obligations. */
static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    static const char *const modes[] = {"unresolved", "organization_login", "none",  "organization_prompt",
                                        "selector",   "login_prompt",       "picker"};
    static struct prompt_world world;
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;
    struct orgpol_str candidates[ORGPOL_PICKER_LIMIT];
    struct orgpol_decision decision;

    build_prompt(&world, at);
    decision = orgpol_resolve_org_prompt_mode(&world.request, &result, candidates, ORGPOL_PICKER_LIMIT);
    line[0] = '\0';
    if (decision.effect != ORGPOL_EFFECT_ALLOW) {
        add(line, size, "", "no: ");
        condition_names(decision, mask, line + strlen(line), size - strlen(line));
    } else {
        add(line, size, "", modes[result.mode]);
        add_text(line, size, " ", result.organization_id);
        for (size_t i = 0; i < result.candidate_count; i++)
            add_text(line, size, i ? "," : " of ", candidates[i]);
        add_text(line, size, " over ", result.connection_id);
        add_text(line, size, " joins ", result.auto_membership_id);
        if (result.offers_personal_account)
            add(line, size, " ", "or personal");
    }
    for (unsigned bit = 0; bit < 32; bit++)
        if (decision.obligations >> bit & 1)
            add(line, size, " +", orgpol_obligation_name(UINT32_C(1) << bit));
}

/* Axes that act together, with what differs from the base: pairs of axis and value. */
static const struct {
    const char *name;
    int axes[8];
    int settings[10];
} tables[] = {
    {"the mode of a first-party client", {USAGE, BEHAVIOR, ORGANIZATION, CHOICE, WHO, -1}, {-1}},
    {"the parameter organization", {CLIENT, USAGE, ORGANIZATION, NAMES, -1}, {-1}},
    {"the gate", {CLIENT, ORGANIZATION, GATE, -1}, {-1}},
    {"prompt=none", {BEHAVIOR, WORDS, WHO, -1}, {MEMBERSHIPS, 1, -1}},
    {"invitations", {CLIENT, INVITATION, ORGANIZATION, WHO, MEMBER, -1}, {CONNECTION, 1, NAMES, 1, -1}},
    {"discovery", {CLIENT, TYPED, METHODS, MATCHES, GATE, OPTION, -1}, {BEHAVIOR, 2, -1}},
    {"the picker",
     {CLIENT, USAGE, MEMBERSHIPS, AUTO, GATE, OPTION, -1},
     {BEHAVIOR, 3, WHO, 1, CONNECTION, 1, -1}},
    {"the connection named",
     {CLIENT, ORGANIZATION, CONNECTION, ACTIVE, DOMAIN_LEVEL, FOR_CLIENT, A_DB, -1},
     {CONNECTION, 1, NAMES, 1, -1}},
    {"the connection of no name",
     {CLIENT, ORGANIZATION, A_DB, A_ENT, DOMAIN_LEVEL, FOR_CLIENT, -1},
     {NAMES, 1, -1}},
    {"the route", {CLIENT, BEHAVIOR, TYPED, ENT, DIRECTORY, FOR_CLIENT, -1}, {-1}},
    {"sessions", {CLIENT, WHO, ORGANIZATION, BEHAVIOR, DOMAIN_LEVEL, FOR_CLIENT, -1}, {MEMBERSHIPS, 2, -1}},
    {"members", {WHO, A_DB, MEMBER, FULL, -1}, {ORGANIZATION, 1, CONNECTION, 1, -1}},
};

int main(int count, char **arguments)
{
    struct truth_table table = {prompt_axes, answer, NULL};

    append_text(&table.text, "# What the organization prompt answers, group by group.\n"
                             "# Written by `make golden`; read test/property/prompt_space.h first.\n");
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        unsigned char at[AXES] = {0};

        at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[MEMBER] = 1;
        at[USAGE] = at[A_DB] = 2;
        for (int j = 0; tables[i].settings[j] >= 0; j += 2)
            at[tables[i].settings[j]] = (unsigned char)tables[i].settings[j + 1];
        add_product(&table, tables[i].name, tables[i].axes, at, EVERY_CONDITION);
    }
    return golden_status(table.text, "test/property/prompt.golden", is_print(count, arguments));
}

/* SPDX-License-Identifier: MIT */
/* The prompt's rows are read before anything is decided. Should one that cannot be read get further, nothing
 * counts as met. Looked at from inside, since no question leads there. */
#include "support.h"

#include "../../lib/core/prompt.h"

static struct orgpol_organization organization;
static struct orgpol_connection connection;
static struct orgpol_enabled_connection enabled;
static struct orgpol_prompt_connection used;
static const struct orgpol_prompt_connection *connections[1];
static struct orgpol_prompt_organization place_row;
static struct orgpol_prompt_request request;

static const struct prompt in = {.request = &request};
static const struct prompt_place place = {{"org_a", 5}, &place_row};

/* An organization that gives membership over its only connection. */
static void reset(void)
{
    organization = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
    connection = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    enabled = (struct orgpol_enabled_connection)ORGPOL_ENABLED_CONNECTION_INIT;
    used = (struct orgpol_prompt_connection)ORGPOL_PROMPT_CONNECTION_INIT;
    place_row = (struct orgpol_prompt_organization)ORGPOL_PROMPT_ORGANIZATION_INIT;
    request = (struct orgpol_prompt_request)ORGPOL_PROMPT_REQUEST_INIT;
    organization.id = enabled.organization_id = ORGPOL_STR("org_a");
    connection.id = enabled.connection_id = ORGPOL_STR("con_a");
    enabled.assign_membership_on_login = 1;
    used.connection = &connection;
    used.enabled_connection = &enabled;
    connections[0] = &used;
    place_row.organization = &organization;
    place_row.connections = connections;
    place_row.connection_count = 1;
}

static void is_readable(bool readable)
{
    assert_int_equal(orgpol_prompt_unmet(&in, &place, &used, false) != UINT64_MAX, readable);
    assert_int_equal(orgpol_prompt_unmet_listed(&in, &place, &used) != UINT64_MAX, readable);
    assert_int_equal(orgpol_prompt_assigns(&place_row, &used), readable);
}

static void what_cannot_be_read_is_unmet(void **state)
{
    (void)state;
    reset();
    is_readable(true);
    place_row.struct_size = 4;
    is_readable(false);
    reset();
    place_row.reserved = 1;
    is_readable(false);
    reset();
    used.struct_size = 4;
    is_readable(false);
    reset();
    enabled.struct_size = 4;
    is_readable(false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_cannot_be_read_is_unmet)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
